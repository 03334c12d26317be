"""What the mail server calls spam, and what the desk does."""

import time

import pytest

from mainstay.channels.email.kinds import Kind, kind_of
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.spam import SpamRule, is_spam
from mainstay.channels.email.tests.mails import mail


@pytest.mark.parametrize(
    "head",
    [
        "X-Spam-Flag: YES",
        "X-Spam-Flag: yes",
        "X-Spam: Yes",
        "X-Spam-Status: Yes, score=12.1 required=5.0 tests=BAYES_99",
        "X-Spam-Status: Yes",
        "X-Spam-Level: *****",
        "X-Spamd-Result: default: True [16.20 / 15.00]; BAYES_SPAM(5.10)[100.00%]",
        "X-MS-Exchange-Organization-SCL: 5",
        "X-MS-Exchange-Organization-SCL: 9",
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:;LANG:en;SCL:5;SRV:;IPV:NLI",
        "X-Spam-Status: No, score=1\nX-MS-Exchange-Organization-SCL: 6",
    ],
)
def test_the_mail_servers_header_counts(head):
    assert kind_of(parse(mail(head))) is Kind.SPAM


@pytest.mark.parametrize(
    "head",
    [
        "X-Spam-Flag: NO",
        "X-Spam-Status: No, score=-2.6 required=5.0 tests=YES",
        "X-Spam-Level: ****",
        "X-Spam-Level:",
        "X-Spam-Level: spam *****",
        "X-Spam-Status: No, score=6 required=8\nX-Spam-Level: ******",
        "X-Spamd-Result: default: False [3.50 / 15.00]; SUBJECT_TRUE(1.00)[True]",
        "X-MS-Exchange-Organization-SCL: -1",
        "X-MS-Exchange-Organization-SCL: 4",
        "X-MS-Exchange-Organization-SCL: high",
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:1;XSCL:9",
    ],
)
def test_what_is_no_spam(head):
    assert kind_of(parse(mail(head))) is Kind.NORMAL


def test_the_stars_that_are_too_many_can_be_chosen():
    inbound = parse(mail("X-Spam-Level: *******"))
    assert kind_of(inbound, spam_level=7) is Kind.SPAM
    assert kind_of(inbound, spam_level=8) is Kind.NORMAL


@pytest.mark.parametrize(
    ("field", "pattern"),
    [
        ("sender", "maya@desk.example"),
        ("sender", "MAYA@*"),
        ("sender", "m?ya@desk.example"),
        ("domain", "desk.example"),
        ("domain", "@Desk.Example"),
        ("domain", "example"),
        ("domain", "*.example"),
        ("subject", "cheap LINKS"),
        ("subject", "cheap*da 90"),
    ],
)
def test_a_rule_of_the_desk(field, pattern):
    inbound = parse(mail("Subject: Cheap  links, DA 90"))
    assert is_spam(inbound, rules=[SpamRule(field, pattern)])
    assert kind_of(inbound, rules=[SpamRule(field, pattern)]) is Kind.SPAM


@pytest.mark.parametrize(
    ("field", "pattern"),
    [
        ("sender", "maya"),
        ("sender", "desk.example"),
        ("domain", "sk.example"),
        ("domain", "other.desk.example"),
        ("subject", "expensive"),
        ("subject", ""),
        ("domain", " "),
    ],
)
def test_a_rule_that_does_not_fit(field, pattern):
    assert not is_spam(parse(mail("Subject: Cheap links")), rules=[SpamRule(field, pattern)])


def test_a_mail_without_sender_fits_no_rule_about_one():
    inbound = parse(b"Subject: x\n\nHi")
    assert not is_spam(inbound, rules=[SpamRule("sender", "a@x"), SpamRule("domain", "x")])


def test_an_unkind_pattern_costs_no_time():
    inbound = parse(mail("Subject: " + "a" * 900))
    start = time.process_time()
    is_spam(inbound, rules=[SpamRule("subject", "a*" * 50 + "b")] * 20)
    assert time.process_time() - start < 1

"""What the mail server calls spam, and what the desk does."""

import time

import pytest

from mainstay.channels.email.kinds import Kind, kind_of
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.spam import SpamSign, deciding_sign, fits
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


MAIL = (
    b"From: Maya <Maya@Desk.Example>\nSubject: =?utf-8?q?Cheap?=\n  links, DA 90\n"
    b"X-Mailer: Bulk =?utf-8?q?Mail=C3=A9r?= 3\nMessage-ID: <1@desk.example>\n\n"
    b"Guest  posts\non 5000 SITES. \xd0\x9a\xd1\x83\xd0\xbf\xd0\xb8\n"
)


@pytest.mark.parametrize(
    ("field", "words", "header"),
    [
        ("sender", "maya@desk.example", ""),
        ("sender", " MAYA@desk.example ", ""),
        ("domain", "desk.example", ""),
        ("domain", "@Desk.Example", ""),
        ("domain", "example", ""),
        ("subject", "cheap LINKS", ""),
        ("text", "posts on 5000 sites", ""),
        ("text", "КУПИ", ""),
        ("header", "bulk mailér", "x-mailer"),
    ],
)
def test_a_rule_of_the_desk(field, words, header):
    sign = SpamSign(field, words, header)
    assert fits(parse(MAIL), sign)
    assert deciding_sign(parse(MAIL), [sign]) is sign


@pytest.mark.parametrize(
    ("field", "words", "header"),
    [
        ("sender", "aya@desk.example", ""),
        ("sender", "desk.example", ""),
        ("sender", "*", ""),
        ("domain", "sk.example", ""),
        ("domain", "other.desk.example", ""),
        ("domain", "@", ""),
        ("domain", " ", ""),
        ("subject", "expensive", ""),
        ("subject", "cheap.*links", ""),
        ("subject", "", ""),
        ("text", "cheap links", ""),
        ("header", "bulk", "x-other"),
        ("header", "bulk", ""),
    ],
)
def test_a_rule_that_does_not_fit(field, words, header):
    assert not fits(parse(MAIL), SpamSign(field, words, header))
    assert deciding_sign(parse(MAIL), [SpamSign(field, words, header)]) is None


@pytest.mark.parametrize("written", ["xn--e1afmkfd.xn--p1ai", "пример.рф", "ПРИМЕР.рф"])
@pytest.mark.parametrize("sent", ["a@xn--e1afmkfd.xn--p1ai", "a@mail.пример.рф"])
def test_a_domain_is_the_same_in_both_its_forms(written, sent):
    inbound = parse(f"From: {sent}\n\nHi".encode())
    assert fits(inbound, SpamSign("domain", written))


def test_a_mail_without_sender_fits_no_rule_about_one():
    inbound = parse(b"Subject: x\n\nHi")
    assert not fits(inbound, SpamSign("sender", "a@x"))
    assert not fits(inbound, SpamSign("domain", "x"))


def test_one_rule_that_saves_goes_before_all_that_accuse():
    accusing, saving = SpamSign("subject", "links"), SpamSign("domain", "example", saves=True)
    assert deciding_sign(parse(MAIL), [accusing, saving]) is saving


def test_a_rule_that_saves_has_a_say_only_where_somebody_accuses():
    saving = SpamSign("sender", "maya@desk.example", saves=True)
    assert deciding_sign(parse(MAIL), [saving]) is None
    assert deciding_sign(parse(b"X-Spam-Flag: YES\n" + MAIL), [saving]) is saving


def test_what_the_desk_says_counts_more_than_the_server():
    accused = parse(b"X-Spam-Flag: YES\n" + MAIL)
    assert kind_of(accused, spam=False) is Kind.NORMAL
    assert kind_of(parse(MAIL), spam=True) is Kind.SPAM


def test_a_huge_mail_and_many_rules_cost_little_time():
    inbound = parse(b"Subject: " + b"a" * 900 + b"\n\n" + b"ab " * 500_000)
    start = time.process_time()
    deciding_sign(inbound, [SpamSign("text", f"b a{number}") for number in range(200)])
    assert time.process_time() - start < 1

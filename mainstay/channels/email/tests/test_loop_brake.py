"""Programs do not answer programs, nor themselves, nor anybody too often."""

import pytest

from mainstay.channels.email.automatic_answers import Decision, may_answer_automatically
from mainstay.channels.email.kinds import Kind
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.tests.mails import mail

OURS = ["support@mainstay.example", "Billing@Mainstay.example"]


def decision(raw: bytes, sent_recently: int = 0, limit: int = 3, **more) -> Decision:
    return may_answer_automatically(parse(raw), OURS, sent_recently, limit, **more)


def test_a_letter_may_be_answered():
    found = decision(mail("Auto-Submitted: no"))
    assert found
    assert found.reason == "may_answer"


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("Auto-Submitted: auto-replied", "automatic"),
        ("Auto-Submitted: auto-generated\nList-Id: <x.example>", "automatic"),
        ("Return-Path: <>", "automatic"),
        ("X-Auto-Response-Suppress: OOF", "automatic"),
        ("List-Id: <x.example>", "not_personal"),
        ("X-Spam-Flag: YES", "not_personal"),
        ("Reply-To: noreply@x.example", "unread_mailbox"),
        ("Reply-To: Do-Not-Reply@x.example", "unread_mailbox"),
        ("Reply-To: bounce+no_reply@x.example", "unread_mailbox"),
        ("Reply-To: support@mainstay.example", "ourselves"),
        ("X-Loop: <support@mainstay.example>", "ourselves"),
        ("Reply-To: nobody", "nobody_to_answer"),
    ],
)
def test_what_gets_no_automatic_answer(head, reason):
    found = decision(mail(head))
    assert not found
    assert found.reason == reason
    assert found.sentence.endswith(".")


@pytest.mark.parametrize(
    "sender",
    ["support@mainstay.example", "SUPPORT@Mainstay.Example", "billing+7@mainstay.example"],
)
def test_our_own_addresses_are_recognised(sender):
    assert decision(f"From: {sender}\n\nHi".encode()).reason == "ourselves"
    with_another = f"From: {sender}\nReply-To: oskar@x.example\n\nHi"
    assert decision(with_another.encode()).reason == "ourselves"


def test_a_neighbour_of_our_address_is_not_us():
    assert decision(b"From: support@mainstay.example.org\n\nHi")
    assert decision(b"From: noreplyson@x.example\n\nHi")
    assert decision(b"From: norma.reply@x.example\n\nHi")


def test_a_form_that_names_the_person_to_answer_may_be_answered():
    assert decision(b"From: noreply@x.example\nReply-To: oskar@x.example\n\nHi")


def test_nobody_gets_too_many():
    assert decision(mail(), sent_recently=2, limit=3)
    found = decision(mail(), sent_recently=3, limit=3)
    assert (bool(found), found.reason) == (False, "limit_reached")
    assert "3 automatic messages" in found.sentence
    assert not decision(mail(), sent_recently=0, limit=0)


def test_without_a_sender_nobody_can_be_answered():
    assert decision(b"Subject: Hi\n\nHi").reason == "nobody_to_answer"


def test_a_kind_that_is_known_already_counts():
    assert decision(mail(), kind=Kind.SPAM).reason == "not_personal"
    assert decision(mail(), kind=Kind.BOUNCE).reason == "automatic"


def test_a_sender_who_is_not_proven_gets_none_and_nobody_else_for_them():
    assert decision(mail(), is_unproven=True).reason == "sender_unproven"


def test_an_address_that_mail_does_not_reach_gets_none():
    assert decision(mail(), has_bounced=True).reason == "address_bounced"

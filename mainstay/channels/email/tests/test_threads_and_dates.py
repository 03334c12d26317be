from datetime import UTC, datetime

import pytest

from mainstay.channels.email.parsing import parse
from mainstay.channels.email.tests.mails import mail


def test_ids_keep_their_brackets_and_lose_their_folds():
    inbound = parse(
        mail("Message-ID:\n <one\n @x.example>\nIn-Reply-To: <two@x.example> of Monday")
    )
    assert inbound.message_id == "<one@x.example>"
    assert inbound.in_reply_to == "<two@x.example>"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("bare@x.example", "bare@x.example"),
        ("<>", None),
        ("", None),
        ("<" + "a" * 2_000 + ">", None),
    ],
)
def test_odd_ids_are_taken_as_they_are_or_not_at_all(written, kept):
    assert parse(mail(Message_ID=written)).message_id == kept


def test_references_are_all_ids_in_order():
    inbound = parse(mail("References: <a@x.example><b@x.example>\n\t<c@x.example>"))
    assert inbound.references == ("<a@x.example>", "<b@x.example>", "<c@x.example>")
    assert parse(mail(References="a@x.example b@x.example")).references == (
        "a@x.example",
        "b@x.example",
    )


def test_the_nearest_message_comes_first_and_never_the_mail_itself():
    inbound = parse(
        mail(
            Message_ID="<me@x>",
            In_Reply_To="<c@x>",
            References="<a@x> <b@x> <me@x> <a@x> <c@x>",
        )
    )
    assert inbound.thread_ids == ("<c@x>", "<a@x>", "<b@x>")


def test_the_author_named_before_the_id_is_not_taken_for_it():
    inbound = parse(mail(In_Reply_To='Message from Ines <ines@x.example> of "Mon" <id@x.example>'))
    assert inbound.in_reply_to == "<id@x.example>"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Thu, 22 Aug 2002 13:17:22 +0200", "2002-08-22T13:17:22+02:00"),
        ("22 Aug 2002 13:17 GMT", "2002-08-22T13:17:00+00:00"),
        ("Thu, 22 Aug 2002 13:17:22 -0000", "2002-08-22T13:17:22+00:00"),
        ("Thu, 22 Aug 2002 13:17:22", "2002-08-22T13:17:22+00:00"),
        ("Thu, 22 Aug 2002 13:17:22 +0530 (IST)", "2002-08-22T13:17:22+05:30"),
        ("Wed, 21 Aug 2002 20:31:57 -1600", "2002-08-22T12:31:57+00:00"),
        ("Thu, 22 Aug 02 13:17:22 EST", "2002-08-22T13:17:22-05:00"),
    ],
)
def test_dates_keep_the_offset_of_the_sender(written, meant):
    assert parse(mail(Date=written)).sent_at.isoformat() == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "Thu, 22 Aug 0000 13:17:22 +0000",
        "Thu, 22 Aug 2002 13:17:22 +9999",
        "Thu, 99 Aug 2002 13:17:22 +0000",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "Thu, 22 Aug 99999999999999999999 13:17:22",
        "Thu, 22 Aug 2002 " + "9" * 5_000,
        "Thu, 22 Foo 2002 13:17:22",
        ",",
        "::",
    ],
)
def test_dates_no_clock_can_show_are_none(written):
    assert parse(mail(Date=written)).sent_at is None


def test_the_date_is_aware():
    assert parse(mail(Date="Thu, 22 Aug 2002 13:17:22 +0000")).sent_at == datetime(
        2002, 8, 22, 13, 17, 22, tzinfo=UTC
    )

"""Whatever a text holds, no word of it is lost, and it is read in time proportional to it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.channels.email.parsing import parse
from mainstay.channels.email.quoting import split
from mainstay.channels.email.sources import messages
from mainstay.channels.email.tests.mails import data

PIECES = st.sampled_from(
    [
        *("> ", ">", ">>", "\n", "\n\n", " ", "\t", "\r\n", "\xa0", ":", "：", "-", "--", "-- "),
        *(
            "-- \n",
            "---",
            "____",
            "On ",
            "Le ",
            "wrote:",
            "a écrit :",
            "写道：",
            "1.5.2024 10:00, ",
        ),
        *("Maya <m@x.example>", "From: ", "Sent: ", "To: ", "Subject: ", "Von: ", "An: "),
        *("-----Original Message-----", "---------- Forwarded message ---------"),
        *("Begin forwarded message:", "Sent from my iPhone", "Thanks,", "Maya", "+49 30 1234567"),
        *("www.x.example", "ML> ", "| ", ">1", ">From ", "Please pay.", "İ", "ß", "\u200e", "\x0b"),
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)
WRAPPINGS = st.sampled_from(
    [
        *("<div>{}</div>", "<blockquote>{}</blockquote>", "<div class=gmail_quote>{}</div>"),
        *("<div id=appendonsend></div>{}", "<div class=gmail_signature>{}</div>", "{}<hr>"),
        *("<div class=moz-cite-prefix>{}</div>", "<p id=Signature>{}", "<p>{}</p>"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["", "Maya"]), st.sampled_from(["", "FW: x"]))
def test_no_line_is_lost(text, sender, subject):
    _assert_whole(split(text, sender=sender, subject=subject), text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(WRAPPINGS, TEXTS), max_size=6))
def test_no_line_is_lost_beside_any_html(pieces):
    text = "\n".join(one for _, one in pieces)
    html = "".join(wrapping.format(one) for wrapping, one in pieces)
    _assert_whole(split(text, html), text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_no_line_of_any_text_is_lost(text, html):
    _assert_whole(split(text, html), text)


def test_no_line_of_a_real_mail_is_lost():
    for source in messages(data("spamassassin")):
        mail = parse(source.raw)
        found = split(mail.text, mail.html, sender=mail.sender.name, subject=mail.subject)
        _assert_whole(found, mail.text)


_SIZE = 100_000


@pytest.mark.parametrize(
    "piece",
    [
        *(">", "> ", ">\n", "On ", "On \n", "On wrote:\n", "On 1.1.2020 10:00 a@b.cc wrote\n"),
        *("-", "---\n", "--\n", "a@", "Sent from my iPhone\n", "> a\nb\n", "a\n-----\n", "1"),
        *("\n", "From: a@b.cc\n", "-- Forwarded", "Mon, ", "_ ", " ", "\xa0\n", "(1", "*_ "),
    ],
)
def test_100_kb_of_anything_are_not_read_again_from_each_of_its_lines(piece):
    text = (piece * _SIZE)[:_SIZE]
    html = f"<div class=gmail_quote>{text}</div><div id=Signature>x"
    # About a tenth of a second; read again from each line it would be a minute.
    assert _seconds(text, html) + _seconds(text, "") < 5


def test_twice_the_text_takes_about_twice_the_time():
    small = min(_seconds("From:\nTo:\na:\n" * 4_000, "") for _ in range(3))
    large = min(_seconds("From:\nTo:\na:\n" * 16_000, "") for _ in range(3))
    assert large < 12 * small


def _seconds(text: str, html: str) -> float:
    began = time.process_time()
    split(text, html)
    return time.process_time() - began


def _assert_whole(found, text):
    pieces = f"{found.reply}\n{found.quoted}\n{found.signature}"
    assert sorted(pieces.split()) == sorted(text.split())

"""Whatever the bytes are: an `Inbound` that can be stored, or `Unreadable`."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.channels.email.html import sanitise
from mainstay.channels.email.html_text import text_of
from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.email.outline import as_json
from mainstay.channels.email.parsing import parse

NAMES = st.sampled_from(
    [
        *("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "References"),
        *("In-Reply-To", "Content-Type", "Content-Disposition", "Content-ID"),
        *("Content-Transfer-Encoding", "Authentication-Results", "Sender", "MIME-Version"),
    ]
)
PIECES = st.sampled_from(
    [
        *(
            "=?utf-8?b?R3LDvMOfZQ?=",
            "=?koi8-r?q?=F0=",
            "?=",
            "=?",
            "<a@b>",
            "<",
            ">",
            '"',
            "(",
            ")",
        ),
        *(";", ":", ",", "@", "\\", "\n ", "\r\n\t", "\r", "\x00", "é", "\u202e", "text/plain"),
        *(
            "text/html",
            "multipart/mixed",
            "multipart/alternative",
            "message/rfc822",
            "; boundary=b",
        ),
        *("; charset=utf-8", "; charset=utf-16", "; charset=utf-7", "; charset=iso-2022-jp"),
        *("; filename*0*=x''%FF", "; filename*1=b", "attachment", "inline", "base64"),
        *("quoted-printable", "x-uuencode", "Thu, 22 Aug 2002 13:17:22 +9999", "0" * 30, "+2AA-"),
    ]
)
VALUES = st.lists(PIECES, max_size=6).map("".join)
RAW_VALUES = st.one_of(
    VALUES.map(lambda value: value.encode()),
    st.binary(max_size=40),
    VALUES.map(lambda v: v.encode("latin-1", "ignore")),
)
HEADS = st.lists(st.tuples(NAMES, RAW_VALUES), min_size=1, max_size=8).map(
    lambda fields: b"\n".join(name.encode() + b": " + value for name, value in fields)
)
BODIES = st.one_of(
    st.binary(max_size=200),
    st.lists(
        st.sampled_from(
            [
                *(
                    b"--b\n",
                    b"--b--\n",
                    b"\n",
                    b"Content-Type: text/html\n",
                    b"<p>hi",
                    b"<a href=x>",
                ),
                *(b"Content-Type: message/rfc822\n", b"begin 644 a\n", b"%2&5L", b"SGVsbG8=\n"),
                *(
                    b"\x1b$B",
                    b"+2AA-",
                    b"\xff\xfe",
                    b"\x00",
                    b"From me\n",
                    b"=C3=A9=\n",
                    b"&#xD800;",
                ),
                *(b"Content-Type: multipart/mixed; boundary=c\n", b"--c\n", b"<svg><style>"),
            ]
        ),
        max_size=12,
    ).map(b"".join),
)


def check(raw: bytes) -> None:
    refusal = ""
    try:
        inbound = parse(raw)
    except Unreadable as unreadable:
        refusal = unreadable.cause
    if refusal:
        assert refusal != "parser_failed"
        assert as_json("f", raw)["error"]
        return
    line = json.dumps(as_json("f", raw), ensure_ascii=False)
    line.encode()
    assert "\\u0000" not in line
    for one_line in (inbound.subject, *(one.name for one in inbound.to)):
        assert "\n" not in one_line
        assert "\r" not in one_line
    for header in inbound.headers.values():
        str(header).encode()
    assert inbound.message_id not in inbound.thread_ids
    assert inbound.sent_at is None or inbound.sent_at.utcoffset() is not None
    assert inbound == parse(raw)
    assert len(inbound.content_hash) == 64


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw):
    check(raw)


@settings(max_examples=600, deadline=None)
@given(HEADS, BODIES)
def test_any_mail_is_read_or_refused(head, body):
    check(head + b"\n\n" + body)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.lists(PIECES).map("".join))
def test_any_html_is_shown_and_read(html):
    text_of(html).encode()
    sanitise(html, inline=lambda content_id: None).encode()

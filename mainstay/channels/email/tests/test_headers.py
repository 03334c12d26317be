import time

import pytest

from mainstay.channels.email.inbound import Address
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.tests.mails import mail


def subject(value: str | bytes) -> str:
    raw = value if isinstance(value, bytes) else value.encode()
    return parse(b"From: a@b.example\nSubject: " + raw + b"\n\nHello").subject


def people(value: str) -> list[tuple[str, str]]:
    return [(one.name, one.address) for one in parse(mail(To=value)).to]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Payout", "Payout"),
        ("=?utf-8?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?utf-8?b?R3LDvMOfZQ?=", "Grüße"),
        ("=?iso-8859-1?Q?Gr=FC=DFe_an?= alle", "Grüße an alle"),
        ("?=\n \n =?utf-8?b?R3LDvMOfZQ?=", "?= Grüße"),
        ("=?utf-8?b?0J/RgNC=?=\n =?utf-8?b?uNCy0LXRgg==?=", "Привет"),
        ("=?utf-8?q?one?= =?koi8-r?b?8NLJ18XU?=", "oneПривет"),
        ("a=?utf-8?q?b?=c", "abc"),
        ("=?utf-8?q?what? now?=", "what? now"),
        ("=?utf-8*en?q?one?=", "one"),
        ("=?utf-8?q?unfinished", "=?utf-8?q?unfinished"),
        ("=?nobody-knows?q?caf=C3=A9?=", "café"),
        ("=?utf-8?b?!!!?=", ""),
        ("one\n\ttwo\n three", "one two three"),
        ("=?utf-8?q?Hi=0D=0ABcc:_evil@x.example?=", "Hi Bcc: evil@x.example"),
        ("=?utf-8?q?a=00b?=", "ab"),
        ("Grüße", "Grüße"),
        ("Grüße".encode("latin-1"), "Grüße"),
        ("Привет".encode("cp1251"), "Привет"),
        (b"\x00\x00", ""),
    ],
)
def test_subjects_are_what_the_sender_meant(written, meant):
    assert subject(written) == meant


def test_raw_header_bytes_are_read_in_the_charset_of_the_body():
    head = b"From: a@b.example\nSubject: " + "Łódź".encode("iso8859_2")
    assert parse(head + b"\nContent-Type: text/plain; charset=iso-8859-2\n\n").subject == "Łódź"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("maya@x.example", [("", "maya@x.example")]),
        ("Maya <maya@x.example>", [("Maya", "maya@x.example")]),
        (
            '"Ok, Maya" <maya@x.example>, b@x.example',
            [("Ok, Maya", "maya@x.example"), ("", "b@x.example")],
        ),
        ('"Say \\"hi\\"" <a@x.example>', [('Say "hi"', "a@x.example")]),
        ("maya@x.example (Maya Ok)", [("Maya Ok", "maya@x.example")]),
        ("Team: a@x.example, B <b@x.example>;", [("", "a@x.example"), ("B", "b@x.example")]),
        ("undisclosed-recipients:;", []),
        ("root", [("", "root")]),
        ("Mail Delivery System <MAILER-DAEMON>", [("Mail Delivery System", "MAILER-DAEMON")]),
        ("Maya Ok maya@x.example", [("Maya Ok", "maya@x.example")]),
        ("Maya <>", [("Maya", "")]),
        ("<a@x.example", [("", "a@x.example")]),
        ('"Maya <a@x.example>', [('"Maya', "a@x.example")]),
        ("=?utf-8?q?M=C3=A4y=2C_Ok?= <a@x.example>", [("Mäy, Ok", "a@x.example")]),
        ("=?utf-8?q?Maya_=3Ca=40x=2Eexample=3E?=", [("Maya", "a@x.example")]),
        ('"=?utf-8?q?M=C3=A4y?=" <a@x.example>', [("Mäy", "a@x.example")]),
        ("<@relay.example:a@x.example>", [("", "a@x.example")]),
        ("a b@x.example <c@x.example>", [("a b@x.example", "c@x.example")]),
        ("Grüße <a@x.example>", [("Grüße", "a@x.example")]),
        ('"a b"@x.example', [("", '"a b"@x.example')]),
        ("=?utf-8?q?Evil=0ABcc:?= <a@x.example>", [("Evil Bcc:", "a@x.example")]),
        (" , ,, ", []),
    ],
)
def test_addresses_are_found_in_every_shape(written, meant):
    assert people(written) == meant


@pytest.mark.parametrize(
    "hostile",
    [
        *("(" * 50_000, "<" * 50_000, '"' * 50_001, "a@b," * 30_000, "=?a?q?" * 9_000),
        *('"' + '\\"' * 30_000, "(" + "\\(" * 30_000, " " * 50_000 + "x", "=?" * 50_000),
        *(";=" * 30_000, "x;a=" + " ;" * 30_000, "a " * 30_000 + "@", "[" * 50_000),
    ],
)
def test_headers_made_to_choke_us_are_read_in_no_time(hostile):
    start = time.process_time()
    names = ("To", "Subject", "Date", "References", "Content-Type", "Content-Disposition")
    inbound = parse("\n".join(f"{name}: {hostile}" for name in names).encode() + b"\n\n")
    assert len(inbound.to) <= 1_000
    assert time.process_time() - start < 2


def test_the_first_of_repeated_headers_counts():
    inbound = parse(b"From: a@x.example\nFrom: b@x.example\nSubject: one\nSubject: two\n\n")
    assert inbound.sender == Address("", "a@x.example")
    assert inbound.subject == "one"


def test_without_from_the_sender_header_is_asked():
    assert parse(b"Sender: a@x.example\n\nHi").sender == Address("", "a@x.example")
    assert parse(b"Subject: Hi\n\nHi").sender is None


def test_transport_headers_are_kept_as_sent():
    inbound = parse(
        mail(
            "Authentication-Results: one\nAuthentication-Results: two\n"
            "Auto-Submitted: no\nReturn-Path: <>\nX-Other: gone"
        )
    )
    assert inbound.headers == {
        "authentication-results": ["one", "two"],
        "auto-submitted": "no",
        "return-path": "<>",
    }

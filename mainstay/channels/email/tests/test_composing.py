from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.channels.email.compose import Letter, compose, new_message_id
from mainstay.channels.email.inbound import Address, Attachment
from mainstay.channels.email.parsing import parse
from mainstay.core.errors import Refused

MAYA = Address("Maya", "maya@desk.example")
WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120).map(
    lambda text: " ".join(text.split())
)
LOCAL_PARTS = st.from_regex(r"[a-z0-9!#$%&'*+/=?^_{|}~-]+(\.[a-z0-9]+)?", fullmatch=True)
ADDRESSES = st.builds(
    lambda name, local, domain: Address(name, f"{local[:60]}@{domain}"),
    TEXTS,
    LOCAL_PARTS,
    st.sampled_from(["x.example", "mail.y.example", "xn--e1afmkfd.xn--p1ai"]),
)
PEOPLE = st.lists(ADDRESSES, max_size=4).map(tuple)
IDS = st.from_regex(r"<[a-zA-Z0-9.+=/_-]{1,120}@[a-z0-9.-]{1,20}>", fullmatch=True)
FILES = st.builds(
    Attachment,
    filename=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60).map(
        lambda name: f"{name}.pdf"
    ),
    content_type=st.just("application/pdf"),
    content=st.binary(max_size=300),
)


def letter(**changes) -> Letter:
    given_fields = {
        "message_id": "<id@desk.example>",
        "sender": MAYA,
        "to": (Address("Oskar", "oskar@x.example"),),
        "subject": "Hi",
        "text": "Hello",
        "date": WHEN,
    }
    return Letter(**{**given_fields, **changes})


@settings(max_examples=150, deadline=None)
@given(
    sender=ADDRESSES,
    to=PEOPLE,
    cc=PEOPLE,
    subject=TEXTS,
    text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300),
    html=st.sampled_from(["", "<p>Grüße</p>"]),
    in_reply_to=st.none() | IDS,
    references=st.lists(IDS, max_size=5).map(tuple),
    attachments=st.lists(FILES, max_size=2).map(tuple),
)
def test_what_is_composed_is_what_is_read(attachments, **fields):
    sent = letter(attachments=attachments, **fields)
    raw = compose(sent)
    read = parse(raw)
    assert read.message_id == sent.message_id
    for name in ("sender", "to", "cc", "subject", "in_reply_to", "references"):
        assert getattr(read, name) == getattr(sent, name), name
    assert read.sent_at == sent.date
    assert read.text.strip() == sent.text.strip() or (sent.html and not sent.text.strip())
    assert read.html.strip() == sent.html
    assert read.attachments == sent.attachments
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


@pytest.mark.parametrize(
    "smuggled", ["Hi\r\nBcc: evil@x.example", "Hi\nBcc: evil@x.example", "Hi\rBcc: x"]
)
def test_no_header_can_be_smuggled_in(smuggled):
    raw = compose(
        letter(
            subject=smuggled,
            sender=Address(smuggled, "maya@desk.example"),
            headers={"X-Note": smuggled},
            attachments=(Attachment(f"{smuggled}.pdf", "application/pdf", b"x"),),
            references=(f"<a{smuggled}@x>",),
        )
    )
    assert not [
        line for line in raw.replace(b"\r", b"\n").split(b"\n") if line.lower().startswith(b"bcc")
    ]


def test_blind_copies_are_not_written():
    raw = compose(letter(bcc=(Address("Ines", "ines@desk.example"),)))
    assert b"ines" not in raw


def test_international_domains_travel_in_ascii():
    raw = compose(letter(to=(Address("Ок", "a@пример.рф"),)))
    assert b"<a@xn--e1afmkfd.xn--p1ai>" in raw


@pytest.mark.parametrize(
    "address", ["nobody", "@x.example", "ю@x.example", "a@", "a@b c", "a@x\r\nBcc: b@c"]
)
def test_an_address_nobody_has_is_refused(address):
    with pytest.raises(Refused):
        compose(letter(to=(Address("", address),)))


@pytest.mark.parametrize("name", ["Bcc", "subject", "X Y", "X:", "X\r\nBcc"])
def test_headers_of_the_letter_itself_cannot_be_overwritten(name):
    with pytest.raises(Refused):
        compose(letter(headers={name: "x"}))


def test_further_headers_are_written():
    read = parse(compose(letter(headers={"Auto-Submitted": "auto-replied"})))
    assert read.headers["auto-submitted"] == "auto-replied"


def test_pictures_of_the_html_stay_inside_it():
    logo = Attachment("logo.png", "image/png", b"png", "logo@x", is_inline=True)
    read = parse(compose(letter(html="<img src='cid:logo@x'>", attachments=(logo,))))
    assert read.attachments == (logo,)


def test_an_attached_message_arrives_unchanged():
    inner = Attachment("old.eml", "message/rfc822", b"Subject: old\r\n\r\nGr\xfc\xdfe\r\n")
    (read,) = parse(compose(letter(attachments=(inner,)))).attachments
    assert (read.filename, read.content) == (inner.filename, inner.content)


def test_lines_end_in_both_marks_and_the_date_keeps_its_offset():
    kyiv = timezone(timedelta(hours=2))
    raw = compose(letter(date=datetime(2026, 1, 2, 3, 4, 5, tzinfo=kyiv), text="a\nb\r\nc"))
    assert b"Date: Fri, 02 Jan 2026 03:04:05 +0200\r\n" in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_every_new_id_is_new():
    ids = {new_message_id("desk.example") for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(one.startswith("<") and one.endswith("@desk.example>") for one in ids)

"""Files that Outlook hides in winmail.dat, and other parts that are kept as they came."""

import base64
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.channels.email import tnef
from mainstay.channels.email.inbound import Inbound
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.tests.mails import parts
from mainstay.channels.email.tests.winmail import (
    BODY,
    CHARSET,
    CODEPAGE,
    CONTENT,
    CONTENT_ID,
    EMBEDDED,
    HTML,
    LONG_NAME,
    MESSAGE,
    MIME_TYPE,
    RTF,
    file,
    properties,
    winmail,
)

PDF = file(
    *(b"INVOIC~1.PDF", b"%PDF"),
    *((LONG_NAME, "Счёт 7.pdf\0".encode("utf-16-le")), (MIME_TYPE, b"application/pdf\0")),
)


def received(packet: bytes, *, text: str = "Hello", kind: str = "application/ms-tnef") -> Inbound:
    head = f"Content-Type: {kind}; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    first = [f"Content-Type: text/plain\n\n{text}"] if text else []
    return parse(parts(*first, head + base64.encodebytes(packet).decode()))


def names(inbound: Inbound) -> list[str]:
    return [one.filename for one in inbound.attachments]


def test_the_files_stand_in_place_of_the_packet():
    inbound = received(
        winmail((CODEPAGE, struct.pack("<II", 1251, 0)), *PDF, *file(b"a.txt", b"a"))
    )
    assert inbound.text == "Hello"
    assert [(one.filename, one.content_type, one.content) for one in inbound.attachments] == [
        ("Счёт 7.pdf", "application/pdf", b"%PDF"),
        ("a.txt", "application/octet-stream", b"a"),
    ]


def test_a_packet_is_known_by_its_name_too():
    assert names(received(winmail(*PDF), kind="application/octet-stream")) == ["Счёт 7.pdf"]


def test_names_in_the_packet_are_made_safe():
    packet = winmail(*file(b"..\\..\\boot.ini", b"x"), *file(b"", b"y"))
    assert names(received(packet)) == ["boot.ini", "part-2.bin"]


def test_names_are_read_in_the_code_page_of_the_sender():
    packet = winmail((CODEPAGE, struct.pack("<I", 1251)), *file("Счёт.doc".encode("cp1251"), b"x"))
    assert names(received(packet)) == ["Счёт.doc"]


def test_without_another_text_the_packets_own_is_read():
    html = "<p>Grüße <img src='cid:logo@x'>".encode()
    message = (MESSAGE, properties((CHARSET, struct.pack("<I", 65001)), (HTML, html)))
    picture = file(b"a.png", b"png", (CONTENT_ID, b"logo@x\0"), (MIME_TYPE, b"image/png\0"))
    inbound = received(winmail(message, *picture), text="")
    assert (inbound.text, inbound.html) == ("Grüße", html.decode())
    (shown,) = inbound.attachments
    assert (shown.content_id, shown.is_inline) == ("logo@x", True)


def test_a_plain_body_of_the_packet_is_read():
    inbound = received(winmail((BODY, b"Hello\0"), *PDF), text="")
    assert (inbound.text, names(inbound)) == ("Hello", ["Счёт 7.pdf"])


def test_a_text_that_is_only_there_as_rtf_keeps_the_packet():
    packet = winmail((MESSAGE, properties((RTF, b"LZFu"))), *PDF)
    assert names(received(packet, text="")) == ["Счёт 7.pdf", "winmail.dat"]
    assert names(received(packet)) == ["Счёт 7.pdf"]


def test_a_message_in_the_packet_keeps_the_packet():
    embedded = file(b"Untitled", b"icon", (EMBEDDED, bytes(16) + winmail()))
    assert names(received(winmail(*PDF, *embedded))) == ["Счёт 7.pdf", "winmail.dat"]


def test_a_file_whose_content_is_a_property_is_read():
    packet = winmail(*file(b"a.doc", b"", (CONTENT, b"doc")))
    assert [one.content for one in received(packet).attachments] == [b"doc"]


@pytest.mark.parametrize("broken", [b"", b"x\x9f>", b"not one at all", winmail()[:5]])
def test_what_is_no_packet_is_kept_as_the_file_it_is(broken):
    (kept,) = received(broken).attachments
    assert (kept.filename, kept.content) == ("winmail.dat", broken)


def test_a_packet_that_was_cut_off_gives_what_it_has_and_is_kept():
    packet = winmail(*PDF, *file(b"b.txt", b"b" * 100))[:-50]
    inbound = received(packet)
    assert names(inbound) == ["Счёт 7.pdf", "winmail.dat"]


def test_a_wrong_checksum_and_bytes_behind_the_end_do_no_harm():
    packet = winmail(*file(b"a.txt", b"a"))
    assert names(received(packet[:-2] + b"\xff\xff" + b"\0\0\0")) == ["a.txt"]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 2**32 - 1))
def test_any_packet_is_read_without_an_error(garbage, position, number):
    message = (MESSAGE, properties((HTML, b"<p>x"), (RTF, b"y")))
    packet = bytearray(winmail(message, *PDF))
    tnef.read(bytes(packet[:6]) + garbage)
    packet[position : position + 4] = struct.pack("<I", number)
    found = tnef.read(bytes(packet))
    assert found is None or len(found.files) <= 1
    received(bytes(packet))


def test_a_packet_that_announces_millions_is_read_quickly():
    endless = struct.pack("<I", 2**32 - 1) + struct.pack("<HHI", 0x1003, 1, 2**32 - 1) * 10_000
    found = tnef.read(winmail(*[(MESSAGE, endless)] * 20, *file(b"a", b"b") * 1_000))
    assert found is not None
    assert len(found.files) == 500
    assert not found.is_whole


# Other parts that are not for reading are kept byte for byte.


def test_an_s_mime_signature_is_kept_as_a_file():
    signature = "Content-Type: application/pkcs7-signature; name=smime.p7s\n"
    signature += "Content-Transfer-Encoding: base64\nContent-Disposition: attachment\n\nMIIB"
    inbound = parse(parts("\nHello", signature, kind="signed"))
    (kept,) = inbound.attachments
    assert (inbound.text, kept.filename, kept.content) == ("Hello", "smime.p7s", b"0\x82\x01")
    assert kept.content_type == "application/pkcs7-signature"


def test_a_pgp_signature_is_kept_as_a_file():
    signature = "Content-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----"
    inbound = parse(parts("\nHello", signature, kind="signed"))
    (kept,) = inbound.attachments
    assert (inbound.text, kept.filename) == ("Hello", "part-1.asc")
    assert kept.content == b"-----BEGIN PGP SIGNATURE-----"


def test_an_enciphered_mail_is_kept_as_its_files():
    version = "Content-Type: application/pgp-encrypted\n\nVersion: 1"
    secret = "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE"
    inbound = parse(parts(version, secret, kind="encrypted"))
    assert names(inbound) == ["part-1.bin", "encrypted.asc"]


def test_an_opaque_s_mime_mail_is_kept_as_a_file():
    raw = b"From: a@x.example\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\n0\x82"
    (kept,) = parse(raw).attachments
    assert (kept.filename, kept.content) == ("smime.p7m", b"0\x82")

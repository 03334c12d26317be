import base64

import pytest

from mainstay.channels.email.bodies import LONGEST_TEXT
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.tests.mails import mail, parts

PLAIN = "Content-Type: text/plain\n\n"
HTML = "Content-Type: text/html\n\n"


def only_file(raw: bytes):
    (attachment,) = parse(raw).attachments
    return attachment


def test_the_plain_text_of_two_versions_is_taken():
    inbound = parse(parts(PLAIN + "Hello", HTML + "<p>Hello <b>you</b>", kind="alternative"))
    assert inbound.text == "Hello"
    assert inbound.html == "<p>Hello <b>you</b>"
    assert inbound.attachments == ()


def test_html_alone_is_made_readable():
    inbound = parse(mail("Content-Type: text/html", "<p>One</p><p>Two"))
    assert (inbound.text, inbound.html) == ("One\n\nTwo", "<p>One</p><p>Two")


def test_a_blank_plain_text_beside_html_does_not_count():
    inbound = parse(parts(PLAIN + " \n", HTML + "<p>Hello", kind="alternative"))
    assert inbound.text == "Hello"


def test_a_list_footer_does_not_hide_the_html_before_it():
    inbound = parse(parts(HTML + "<p>Hello", PLAIN + "-- \nThe list"))
    assert inbound.text == "Hello\n\n-- \nThe list"


def test_text_files_are_attachments_not_text():
    inbound = parse(
        parts(
            PLAIN + "Hello",
            "Content-Type: text/plain; name=log.txt\n\nlog",
            "Content-Type: text/plain\nContent-Disposition: attachment\n\nloose",
            "Content-Type: text/csv\n\na,b",
        )
    )
    assert inbound.text == "Hello"
    assert [(one.filename, one.content) for one in inbound.attachments] == [
        ("log.txt", b"log"),
        ("part-2.txt", b"loose"),
        ("part-3.csv", b"a,b"),
    ]


def test_an_image_of_the_html_is_inline_and_another_is_not():
    image = "Content-Type: image/png\nContent-ID: <{}>\nContent-Transfer-Encoding: base64\n\naGk="
    inbound = parse(
        parts(HTML + "<img src='cid:logo%40x'>", image.format("logo@x"), image.format("b"))
    )
    assert [(one.content_id, one.is_inline) for one in inbound.attachments] == [
        ("logo@x", True),
        ("b", False),
    ]


def test_a_message_inside_is_kept_whole():
    inner = "Subject: inner\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nx\n--i--"
    attachment = only_file(parts(PLAIN + "See below", "Content-Type: message/rfc822\n\n" + inner))
    assert (attachment.filename, attachment.content_type) == ("message.eml", "message/rfc822")
    assert attachment.content == inner.encode()


def test_a_delivery_report_keeps_its_machine_readable_part():
    inbound = parse(
        parts(
            PLAIN + "Not delivered",
            "Content-Type: message/delivery-status\n\nAction: failed",
            "Content-Type: message/rfc822\n\nSubject: ours\n\nHi",
            kind="report",
        )
    )
    assert inbound.text == "Not delivered"
    assert [one.content for one in inbound.attachments] == [
        b"Action: failed",
        b"Subject: ours\n\nHi",
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('filename="bill.pdf"', "bill.pdf"),
        ("filename=my bill.pdf", "my bill.pdf"),
        ("filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf", "Grüße.pdf"),
        ("filename*0*=koi8-r''%F0%D2; filename*1*=%C9%D7; filename*2=.pdf", "Прив.pdf"),
        ("filename*0=one; filename*1=two.pdf", "onetwo.pdf"),
        ('filename="=?utf-8?q?Gr=C3=BC=C3=9Fe?=.pdf"', "Grüße.pdf"),
        ('filename="Grüße.pdf"', "Grüße.pdf"),
        ('filename="unclosed.pdf', "unclosed.pdf"),
        ('filename="../../etc/passwd"', "passwd"),
        (r'filename="C:\\\\Temp\\\\bill.pdf"', "bill.pdf"),
        ('filename="a\x00b\u202efdp.exe"', "abfdp.exe"),
        ("filename*=''%00", "part-1.pdf"),
        ('filename=".."', "part-1.pdf"),
        ("", "part-1.pdf"),
        (f'filename="{"x" * 5_000}.pdf"', "x" * 180 + ".pdf"),
    ],
)
def test_file_names_are_readable_and_safe(written, name):
    part = f"Content-Type: application/pdf\nContent-Disposition: attachment; {written}\n\n%PDF"
    assert only_file(parts(part)).filename == name


@pytest.mark.parametrize(
    ("encoding", "sent", "meant"),
    [
        ("base64", base64.b64encode(b"Hello").decode(), "Hello"),
        ("BASE64 ", "SGVs\n bG8", "Hello"),
        ("base64", "SGVsb", "Hel"),
        (
            "base64",
            "This is no base64 at all, it is a sentence.",
            "This is no base64 at all, it is a sentence.",
        ),
        ("quoted-printable", "caf=C3=A9 =ZZ =", "café =ZZ"),
        ("x-uuencode", "begin 644 a.txt\n%2&5L;&\\\n`\nend", "Hello"),
        ("x-unheard-of", "Hello", "Hello"),
        ("7bit", "caf\u00e9", "café"),
    ],
)
def test_what_can_be_saved_of_an_encoding_is_saved(encoding, sent, meant):
    assert parse(mail(f"Content-Transfer-Encoding: {encoding}", sent)).text == meant


@pytest.mark.parametrize("declared", ["multipart/mixed", "multipart/mixed; boundary=other"])
def test_parts_are_found_without_the_right_boundary(declared):
    body = f"--real\n{PLAIN}Hello\n--real\nContent-Type: text/csv; name=a.csv\n\na,b\n--real--\n"
    inbound = parse(mail(f"Content-Type: {declared}", body))
    assert inbound.text == "Hello"
    assert inbound.attachments[0].content == b"a,b"


def test_a_multipart_without_parts_is_read_as_text():
    assert (
        parse(mail("Content-Type: multipart/mixed; boundary=x", "Just words")).text == "Just words"
    )


@pytest.mark.parametrize("kind", ["text", "/", "text/plain/x", "", "bad type/x", ";;;", "\x00"])
def test_a_broken_content_type_is_plain_text(kind):
    assert parse(mail(f"Content-Type: {kind}", "Hello")).text == "Hello"


def test_very_long_text_is_cut_and_attached_whole():
    long = "word " * 300_000
    inbound = parse(mail(body=long))
    assert len(inbound.text) < LONGEST_TEXT + 100
    assert inbound.text.endswith("The full text is attached.")
    assert inbound.attachments[0].content.decode() == long.rstrip()


def test_very_long_html_is_attached_instead():
    inbound = parse(mail("Content-Type: text/html", "<p>Hello</p>" * 100_000))
    assert inbound.html == ""
    assert inbound.text.startswith("Hello\n\nHello")
    assert [one.filename for one in inbound.attachments] == ["message.html"]


def test_line_endings_become_one():
    assert parse(mail(body="one\r\ntwo\rthree\n\n")).text == "one\ntwo\nthree"


def test_the_hash_is_that_of_what_was_said_not_of_the_way_it_came():
    once = parse(mail("Received: from a\nSubject: Hi"))
    again = parse(mail("Received: from b\nMessage-ID: <x@y>\nSubject: Hi"))
    other = parse(mail("Subject: Ho"))
    assert once.content_hash == again.content_hash != other.content_hash

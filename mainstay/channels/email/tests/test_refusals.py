import pytest

from mainstay.channels.email import parsing
from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.tests.mails import mail, parts


def cause(raw: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        parse(raw)
    assert refused.value.sentence.endswith(".")
    return refused.value.cause


@pytest.mark.parametrize("raw", [b"", b"\n\r\n  \n", b"\xef\xbb\xbf"])
def test_nothing_is_no_mail(raw):
    assert cause(raw) == "empty"


@pytest.mark.parametrize("raw", [b"hello", b"\x89PNG\r\n\x1a\n\x00\x00", b"<html>x</html>"])
def test_a_file_without_headers_is_no_mail(raw):
    assert cause(raw) == "no_headers"


def test_too_many_parts_are_refused():
    assert cause(parts(*["\nx"] * 600)) == "too_many_parts"
    assert len(parse(parts(*["Content-Type: a/b\n\nx"] * 499)).attachments) == 499


def test_too_deep_a_nest_is_refused():
    raw = b"From: a@b\n"
    for level in range(60):
        raw += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
    assert cause(raw + b"\nHello") == "too_deep"


def test_endless_headers_are_refused():
    assert cause(mail("X-Long: " + "x" * 2_000_000)) == "headers_too_large"
    assert (
        cause(mail("\n".join(f"X-{n}: " + "x" * 900 for n in range(2_000)))) == "headers_too_large"
    )


def test_too_large_a_mail_is_refused(monkeypatch):
    monkeypatch.setattr(parsing, "LARGEST", 1024 * 1024)
    assert cause(mail(body="x" * 2_000_000)) == "too_large"


def test_an_error_of_ours_becomes_a_refusal(monkeypatch):
    monkeypatch.setattr(parsing, "content_of", lambda root: 1 / 0)
    assert cause(mail()) == "parser_failed"


def test_leading_blanks_and_an_envelope_line_are_dropped():
    assert parse(b"\r\n\r\n" + mail(Subject="Hi")).subject == "Hi"
    assert parse(b"\xef\xbb\xbf" + mail(Subject="Hi")).subject == "Hi"
    assert parse(b"From a@b Thu Aug 22 13:17:22 2002\n" + mail(Subject="Hi")).subject == "Hi"

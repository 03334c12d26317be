"""Replies as the usual programs send them: what of each is the visible reply.

| Fixtures of `reply_quotes`                 | Cases | Visible reply right |
|--------------------------------------------|-------|---------------------|
| `standard_replies`, as sent                |    12 |                  12 |
| `standard_replies`, from their HTML alone  |     7 |                   7 |
| `html_replies`                             |     9 |                   9 |
| single files (block shared, rule, section) |     4 |                   4 |
| `signature`                                |     9 |                   9 |
"""

import pytest

from mainstay.channels.email.html_text import text_of
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.quoting import Split, split
from mainstay.channels.email.tests.mails import data

FINE = "Hi. I am fine. Thanks, Alex"

# File, the whole reply, the signature.
AS_SENT = [
    ("android", "Hello", ""),
    ("aol", "Hello", ""),
    ("apple_mail", "Hello", ""),
    ("apple_mail_2", "Hello", ""),
    ("comcast", "Hello", ""),
    ("gmail", "Hello", ""),
    ("hotmail", "Hello", ""),
    ("iphone", "Hello", "Sent from my iPhone"),
    ("outlook", "Hello", ""),
    ("sparrow", "Hello", "-- xxx Sent with Sparrow (http://www.sparrowmailapp.com/?sig)"),
    ("thunderbird", "Hello", ""),
    ("yahoo", "Hello", ""),
]
FROM_HTML = [
    ("android", "Hello", ""),
    ("aol", "Hello", ""),
    ("comcast", "Hello", ""),
    ("gmail", "Hello", ""),
    ("hotmail", "Hello", ""),
    ("outlook", "Allo! Follow up MIME!", ""),
    ("sparrow", "Hello", "-- xxx Sent with Sparrow <http://www.sparrowmailapp.com/?sig>"),
]
HTML_FILES = [
    ("html_replies/gmail.html", FINE),
    ("html_replies/hotmail.html", FINE),
    ("html_replies/mail_ru.html", FINE),
    ("html_replies/ms_outlook_2003.html", FINE),
    ("html_replies/ms_outlook_2007.html", FINE),
    ("html_replies/ms_outlook_2010.html", FINE),
    ("html_replies/thunderbird.html", FINE),
    ("html_replies/windows_mail.html", FINE),
    ("html_replies/yandex_ru.html", FINE),
    ("OLK_SRC_BODY_SECTION.html", "Reply"),
    ("reply-separated-by-hr.html", "Hi there Bob"),
]
# Body, sender, how the reply ends, the whole signature.
SIGNED = [
    ("stripped/camel_case", "Really cool shirts!", ""),
    ("stripped/jeff", "is why I limited it to the homepage.", "Stavros Xxxxxx via mobile"),
    (
        "stripped/johndoeexamplecom",
        "best of luck in the drawing!",
        "John E. Doe, Ph.D. President Xxx Research john@example.com www.example.com",
    ),
    (
        "P/johndoeexamplecom",
        "best of luck in the drawing!",
        "John E. Doe, Ph.D. President Xxx Research john@example.com www.example.com",
    ),
    (
        "stripped/long",
        "Sed non aliquam lacus.",
        "Gina Xxxxxxxxx gina@example.com (555) 346-9947 www.example.com",
    ),
    ("stripped/short_url", "Please let me know what you see.", "Thank you, Noam"),
]


@pytest.mark.parametrize(("name", "reply", "signature"), AS_SENT)
def test_a_reply_as_it_was_sent(name, reply, signature):
    mail = parse(_bytes(f"standard_replies/{name}.eml"))
    found = split(mail.text, mail.html)
    assert _flat(found.reply) == reply
    assert _flat(found.signature) == signature
    assert "wrote" in found.quoted or "Hi" in found.quoted
    _assert_whole(found, mail.text)


@pytest.mark.parametrize(("name", "reply", "signature"), FROM_HTML)
def test_the_same_reply_from_its_html_alone(name, reply, signature):
    html = parse(_bytes(f"standard_replies/{name}.eml")).html
    found = split(text_of(html), html)
    assert _flat(found.reply) == reply
    assert _flat(found.signature) == signature
    _assert_whole(found, text_of(html))


@pytest.mark.parametrize(("file", "reply"), HTML_FILES)
def test_a_reply_in_html(file, reply):
    html = _bytes(file).decode()
    found = split(text_of(html), html)
    assert _flat(found.reply) == reply
    assert "Hello" in found.quoted or "Subject: Test" in found.quoted
    _assert_whole(found, text_of(html))


@pytest.mark.parametrize("from_html", [False, True])
def test_reply_and_quote_that_share_a_block(from_html):
    mail = parse(_bytes("reply-quotations-share-block.eml"))
    found = split(text_of(mail.html), mail.html) if from_html else split(mail.text, mail.html)
    assert found.reply.startswith("Hi Katharine")
    assert found.reply.endswith("Jhon Doe" if from_html else "Joe XXX")
    assert "wrote:" not in found.reply
    assert found.quoted.startswith("--- On Wed, 4/4/12")
    assert "New Booking Inquiry" in found.quoted


@pytest.mark.parametrize(("case", "ending", "signature"), SIGNED)
def test_a_signature(case, ending, signature):
    body = _bytes(f"signature/emails/{case}_body").decode().replace("#sig#", "")
    sender = _bytes(f"signature/emails/{case}_sender").decode()
    found = split(body, sender=sender)
    assert _flat(found.reply).endswith(ending)
    assert _flat(found.signature) == signature
    assert found.quoted == ""
    _assert_whole(found, body)


def test_a_signature_with_a_line_to_each_item():
    body = _bytes("signature/emails/stripped/sparse_body").decode()
    found = split(body, sender="John Doe")
    assert found.reply.endswith("Sed non aliquam lacus.")
    assert found.signature.startswith("----------------\n\nAM_LOGO_CLR")
    assert found.signature.endswith("http://www.example.com/in/xxx")


def test_a_quote_first_and_a_dash_before_the_name():
    raw = _bytes("signature/emails/P/102682_R_S").decode("latin-1")
    mail = parse(raw.replace("#reply#", "").replace("#sig#", "").encode("latin-1"))
    found = split(mail.text)
    assert found.reply.startswith("I like the xxx a lot")
    assert found.reply.endswith("ARHGGHRGHH!")
    assert _flat(found.signature) == "-John Doe doe@example.com"
    assert found.quoted.startswith("rickc@example.com (xxx xxx) writes:")


def test_a_russian_closing_above_the_senders_name():
    mail = parse(_bytes("signature/emails/P/unicode_msg"))
    found = split(mail.text, sender=mail.sender.name)
    assert found.reply.startswith("Добрый день.")
    assert found.reply.endswith("ответьте на это письмо.")
    assert found.signature == "С уважением,\nСергей Обухов"


def _bytes(file: str) -> bytes:
    return (data("reply_quotes") / file).read_bytes()


def _flat(text: str) -> str:
    return " ".join(text.split())


def _assert_whole(found: Split, text: str) -> None:
    pieces = f"{found.reply}\n{found.quoted}\n{found.signature}"
    assert sorted(pieces.split()) == sorted(text.split())

"""Where the text shows no quote, the marks in the HTML do."""

import pytest

from mainstay.channels.email.html_text import text_of
from mainstay.channels.email.quoting import split

OLD = "<p>Kedves Maya Lind, mikor jön a kifizetés ebben a hónapban?</p>"
HEAD = "<b>Feladó:</b> Maya Lind<br><b>Elküldve:</b> kedd<br><b>Tárgy:</b> Kifizetés<br>"


@pytest.mark.parametrize(
    "quote",
    [
        f"<div class='gmail_quote'>Maya Lind ezt írta:<br>{OLD}</div>",
        f"<div class='gmail_quote gmail_quote_container'>Maya ezt írta:<br>{OLD}</div>",
        f"<div id='appendonsend'></div><hr><div id='divRplyFwdMsg'>{HEAD}</div>{OLD}",
        f"<div id='divRplyFwdMsg'>{HEAD}</div>{OLD}",
        f"<div class='OutlookMessageHeader'>{HEAD}</div>{OLD}",
        f"<div id='mail-editor-reference-message-container'><div>{HEAD}</div>{OLD}</div>",
        f"<span id='OLK_SRC_BODY_SECTION'>{HEAD}{OLD}</span>",
        f"<div class='yahoo_quoted'>{HEAD}{OLD}</div>",
        f"<div id='yahoo_quoted_123'>{HEAD}{OLD}</div>",
        f"<div class='protonmail_quote'>Maya ezt írta:<br>{OLD}</div>",
        f"<div name='quote'>{HEAD}{OLD}</div>",
        f"<div class='zmail_extra'>---- Maya ezt írta ----<br>{OLD}</div>",
        f"<div class='moz-cite-prefix'>Maya ezt írta:<br></div><blockquote>{OLD}</blockquote>",
        f"<hr id='zwchr'>{HEAD}{OLD}",
        f"<hr id='stopSpelling'>{HEAD}{OLD}",
    ],
)
def test_the_marks_of_the_usual_programs(quote):
    html = f"<div>Rendben, ma.</div>{quote}"
    found = split(text_of(html), html)
    assert found.reply.splitlines()[0] == "Rendben, ma."
    assert "kifizetés" not in found.reply
    assert "ezt írta" not in found.reply
    assert "Elküldve" not in found.reply
    assert "mikor jön a kifizetés" in found.quoted


def test_the_text_part_is_cut_where_the_html_is():
    html = f"<p>Rendben, ma.</p><div id=divRplyFwdMsg>{HEAD}</div>{OLD}"
    text = (
        "Rendben,\nma.\n\nFeladó: Maya Lind\nElküldve: kedd\nTárgy: Kifizetés\n\nKedves Maya\nLind"
    )
    text += ", mikor jön a kifizetés ebben a hónapban?"
    found = split(text, html)
    assert found.reply == "Rendben,\nma."
    assert found.quoted.startswith("Feladó: Maya Lind")


def test_text_that_says_something_else_is_not_cut():
    html = f"<p>Rendben, ma.</p><div id=divRplyFwdMsg>{HEAD}</div>{OLD}"
    assert split("Something else altogether.", html).reply == "Something else altogether."


def test_answers_inside_a_quote_container_stay_visible():
    html = (
        "<div>Hi</div><div class='gmail_quote'>On 1.5.2024 10:00, Maya wrote:<br>"
        "<blockquote>When?</blockquote><div>Today.</div><blockquote>Why?</blockquote></div>"
    )
    found = split(text_of(html), html)
    assert found.reply == "Hi\n\nToday."
    assert found.is_interleaved


def test_text_below_a_marked_quote_stays_visible():
    html = f"<div>Szia</div><div class='yahoo_quoted'>{OLD}</div><div>Rendben, ma.</div>"
    assert split(text_of(html), html).reply.endswith("Rendben, ma.")


@pytest.mark.parametrize(
    "html",
    [
        "<div>See</div><div class='gmail_quote'>---------- Forwarded message ---------<br>"
        "From: Ines<br>Subject: Pay<br><br>Please pay.</div>",
        f"<div id='divRplyFwdMsg'>{HEAD}</div>{OLD}",
        f"<div class='gmail_quote'>{OLD}</div>",
    ],
)
def test_forwarded_mail_and_mail_without_a_word_above_stay_visible(html):
    assert split(text_of(html), html).quoted == ""


def test_what_outlook_passes_on_is_content():
    html = f"<p>Look at this.</p><div id='divRplyFwdMsg'>{HEAD}</div>{OLD}"
    assert split(text_of(html), html, subject="FW: Kifizetés").quoted == ""


@pytest.mark.parametrize(
    "mark",
    [
        "class='gmail_signature'",
        "class='moz-signature'",
        "id='Signature'",
        "id='ms-outlook-mobile-signature'",
        "class='protonmail_signature_block-user'",
        "data-signatureblock='true'",
    ],
)
def test_marked_signatures(mark):
    html = f"<div>Please pay.</div><div {mark}>Maya Lind<br>Partners</div>"
    found = split(text_of(html), html)
    assert (found.reply, found.signature) == ("Please pay.", "Maya Lind\nPartners")


def test_a_letter_typed_into_the_signature_stays_visible():
    html = f"<div>Hi</div><div class='gmail_signature'>{'Please pay now. ' * 200}</div>"
    assert split(text_of(html), html).signature == ""


def test_a_signature_alone_stays_visible():
    html = "<div class='gmail_signature'>Maya Lind<br>Partners</div>"
    assert split(text_of(html), html).reply == "Maya Lind\nPartners"

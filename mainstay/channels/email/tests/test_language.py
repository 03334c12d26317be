import pytest

from mainstay.channels.email.language import DESK_LANGUAGES, language_of
from mainstay.channels.email.tests.mails import data

CODES = {
    **{"deu": "de", "eng": "en", "fra": "fr", "ind": "id", "ita": "it", "nld": "nl"},
    **{"pol": "pl", "por": "pt", "rus": "ru", "spa": "es", "tur": "tr", "ukr": "uk"},
}


@pytest.mark.parametrize(("file", "code"), CODES.items())
def test_sentences_of_five_words_and_more(file, code):
    lines = (data("languages") / f"{file}.txt").read_text().splitlines()
    sentences = [line for line in lines if len(line.split()) >= 5]
    right = sum(language_of(sentence) == code for sentence in sentences)
    assert len(sentences) > 200
    assert right / len(sentences) >= 0.97


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Når kommer utbetalingen for mai måned?", "no"),
        ("När kommer utbetalningen för maj månad?", "sv"),
        ("五月份的付款什么时候到账？", "zh"),
        ("谢谢", "zh"),
        ("Коли прийде виплата за травень?", "uk"),
        ("Когда будет выплата?", "ru"),
        ("КОГДА БУДЕТ ВЫПЛАТА ЗА МАЙ?", "ru"),
        ("Kapan pembayaran bulan Mei masuk?", "id"),
        ("Hi Maya, please check the postback https://x.example/?quand=viendra&le=paiement", "en"),
    ],
)
def test_other_messages(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", "ok", "Hi", "👍", "1234 5678", "https://x.example/", "\x00"])
def test_too_short_is_no_language(text):
    assert language_of(text) is None


def test_a_language_nobody_at_the_desk_writes_is_none():
    finnish = "Tämä on pidempi viesti, ja haluaisin tietää milloin maksu saapuu tilille."
    assert language_of(finnish) is None


def test_only_the_asked_languages_are_answered():
    assert {"en", "fr", "es", "ru", "id", "de", "it", "pt", "nl", "pl", "uk", "no", "sv", "zh"} <= {
        *DESK_LANGUAGES
    }
    assert language_of("Wann kommt die Auszahlung für Mai?", among=("de", "en")) == "de"
    assert language_of("Wann kommt die Auszahlung für Mai?", among=("en", "fr")) != "de"


def test_a_very_long_message_takes_no_longer():
    assert language_of("When will the payout for May arrive? " * 30_000) == "en"

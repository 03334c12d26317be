import pytest

from mainstay.channels.email.charsets import decode
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.tests.mails import mail

RUSSIAN = "Здравствуйте, когда придёт выплата за июнь? Спасибо."
CHINESE = "您好,请问六月份的付款什么时候到账?谢谢。"
JAPANESE = "こんにちは、六月の支払いはいつですか。"


def body(text: str, codec: str, declared: str | None) -> str:
    head = f"Content-Type: text/plain; charset={declared}" if declared else ""
    return parse(mail(head, text.encode(codec))).text


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        ("Grüße", "latin-1", "iso-8859-1"),
        ("“Grüße” – 5 €", "cp1252", "iso-8859-1"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (CHINESE, "gb18030", "gb2312"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (JAPANESE, "cp932", "Shift_JIS"),
        (RUSSIAN, "utf-16", "utf-16"),
        (RUSSIAN, "utf-8", '"UTF-8"'),
        ("Łódź", "iso8859_2", "iso-8859-2"),
    ],
)
def test_a_declared_charset_is_used(text, codec, declared):
    assert body(text, codec, declared) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Grüße", "latin-1"),
        ("Où êtes-vous? Café à la crème", "latin-1"),
        ("Dzień dobry, kiedy będzie wypłata? Dziękuję", "cp1250"),
        ("Merhaba, haziran ödemesi ne zaman yapılacak? Teşekkürler", "cp1254"),
        ("Привет", "koi8_r"),
        ("Привет", "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "utf-8"),
        (CHINESE, "gb18030"),
        (JAPANESE, "cp932"),
        (JAPANESE, "iso2022_jp"),
    ],
)
@pytest.mark.parametrize("declared", [None, "us-ascii", "unknown-8bit", "x-nobody-knows"])
def test_an_undeclared_charset_is_recognised(text, codec, declared):
    assert body(text, codec, declared) == text


def test_utf8_sent_under_a_wrong_name_is_read_as_utf8():
    assert body(RUSSIAN, "utf-8", "gb2312x") == RUSSIAN
    assert body(RUSSIAN, "utf-8", "us-ascii") == RUSSIAN


def test_one_damaged_character_does_not_change_the_charset():
    damaged = RUSSIAN.encode() + b" \xd0"
    assert decode(damaged, "utf-8") == f"{RUSSIAN} \ufffd"


def test_a_page_may_declare_its_charset_itself():
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>{RUSSIAN}'
    inbound = parse(mail("Content-Type: text/html", page.encode("koi8_r")))
    assert inbound.text == RUSSIAN


@pytest.mark.parametrize(
    "name", ["unicode_escape", "rot13", "hex", "idna", "punycode", "undefined", "\x00", "é" * 99]
)
def test_codecs_that_are_no_charsets_are_not_used(name):
    assert decode(b"caf\xc3\xa9 \\x41", name) == "café \\x41"


def test_what_a_database_refuses_is_taken_out():
    assert decode(b"a\x00b\xc3\xa9\x00", "utf-8") == "abé"
    assert decode(b"+2AA-", "utf-7") == "\ufffd"
    assert decode(b"\xef\xbb\xbfhi", "utf-8") == "hi"

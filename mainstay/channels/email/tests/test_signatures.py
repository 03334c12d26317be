"""Signatures are folded away only when they are sure to be one."""

import pytest

from mainstay.channels.email.quoting import split

DEVICES = [
    "Sent from my iPhone",
    "Sent from my Samsung Galaxy smartphone.",
    "Sent from Yahoo Mail for iPhone",
    "Sent from Yahoo Mail on Android <https://go.onelink.me/107872968>",
    "Sent from Mail <https://go.microsoft.com/fwlink/?LinkId=550986> for Windows",
    "Sent with Proton Mail <https://proton.me/> secure email.",
    "Sent from Outlook for Android<https://aka.ms/AAb9ysg>",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "Envoyé de mon iPhone",
    "Envoyé à partir de Outlook pour iOS",
    "Téléchargez Outlook pour Android",
    "Enviado desde mi iPhone",
    "Obtener Outlook para iOS",
    "Отправлено с iPhone",
    "Отправлено с моего iPhone",
    "Отправлено из мобильной Почты Mail",
    "Отправлено из мобильного приложения Яндекс.Почты",
    "Надіслано з iPhone",
    "Dikirim dari iPhone saya",
    "Dapatkan Outlook untuk Android",
    "Von meinem iPhone gesendet",
    "Gesendet mit der GMX Mail App",
    "Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.",
    "Outlook für iOS beziehen",
    "Inviato da iPhone",
    "Ottieni Outlook per Android",
    "Enviado do meu iPhone",
    "Obter o Outlook para Android",
    "Verstuurd vanaf mijn iPhone",
    "Verzonden vanaf mijn Samsung-apparaat",
    "Wysłane z iPhone'a",
    "Pobierz aplikację Outlook dla systemu Android",
    "Sendt fra min iPhone",
    "Skaff deg Outlook for iOS",
    "Skickat från min iPhone",
    "Hämta Outlook för Android",
    "发自我的iPhone",
    "从我的 iPhone 发送",
    "获取 Outlook for iOS",
]


@pytest.mark.parametrize("line", DEVICES)
def test_the_line_a_device_adds(line):
    found = split(f"Please pay.\n\n{line}\n\nOn 1.5.2024 10:00, Maya wrote:\n> When?")
    assert (found.reply, found.signature) == ("Please pay.", line)


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nMaya Lind\n\nNorthwind Ads",
        "--\nMaya Lind",
        "Maya Lind\nHead of Partners\n+49 30 1234567\nmaya@desk.example",
        "Best regards,\nMaya Lind\nmaya@desk.example",
        "С уважением,\nМайя Линд\n+7 (495) 123-45-67",
        "Maya Lind\nTelegram: @maya_lind | Skype: maya.lind\nhttps://desk.example/",
        "____________\nMaya Lind\nDesk GmbH\nTel. +49 30 1234567\nwww.desk.example",
        "-Maya Lind\nmaya@desk.example",
        "Maya\n\nSent from my iPhone",
    ],
)
def test_signatures_that_are_sure(signature):
    found = split(f"Please pay.\n\n{signature}")
    if signature.startswith("Maya\n\nSent"):
        assert (found.reply, found.signature) == ("Please pay.\n\nMaya", "Sent from my iPhone")
    else:
        assert (found.reply, found.signature) == ("Please pay.", signature)


def test_a_closing_above_the_senders_own_name():
    text = "Please pay.\n\nThanks,\nMaya"
    assert split(text, sender="Maya Lind").signature == "Thanks,\nMaya"
    assert split(text, sender="Oskar").reply == text
    assert split(text).reply == text


def test_above_and_below_the_quote():
    found = split("Yes.\n-- \nMaya\n\nOn 1.5.2024 10:00, Ines wrote:\n> When?\n\nSent from my iPad")
    assert found.reply == "Yes."
    assert found.signature == "-- \nMaya\n\nSent from my iPad"


@pytest.mark.parametrize(
    "text",
    [
        "Please write to:\n\nMaya Lind\nmaya@desk.example\n+49 30 1234567",
        "Our sites:\n\nwww.one.example\nwww.two.example\ninfo@one.example",
        "Hello\n\nNorthwind Ads\nhttps://northwind.example/one",
        "-- \nMaya",
        "Sent from my iPhone",
        "The parcel was sent from my office\n\nwhen I was there",
        "Add these:\n-- one\n-- two",
        "Part one\n--\n" + "A line of the second part.\n" * 40 + "The end",
        "Please call me.\n\nIt is urgent.\nMy number is +49 30 1234567, my mail maya@desk.example.",
        "Prices:\n\nClick 1234567 890\nLead 1234567 891",
        "Thanks,\nMaya",
    ],
)
def test_in_doubt_it_is_part_of_the_reply(text):
    found = split(text, sender="Maya Lind")
    assert (found.reply, found.signature) == (text, "")

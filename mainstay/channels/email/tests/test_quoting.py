"""A person's words, told from what their program quoted, in the languages of our clients."""

import pytest

from mainstay.channels.email.quoting import Split, split

SURE = [
    # Gmail
    "On Mon, Apr 2, 2024 at 6:26 PM, Maya Lind <maya@desk.example> wrote:",
    "Le lun. 2 avr. 2024 à 18:26, Maya Lind <maya@desk.example> a écrit :",
    "El lun, 2 abr 2024 a las 18:26, Maya Lind (<maya@desk.example>) escribió:",
    "Am Mo., 2. Apr. 2024 um 18:26 Uhr schrieb Maya Lind <maya@desk.example>:",
    "Il giorno lun 2 apr 2024 alle ore 18:26 Maya Lind <maya@desk.example> ha scritto:",
    "Em seg., 2 de abr. de 2024 às 18:26, Maya Lind <maya@desk.example> escreveu:",
    "Op ma 2 apr 2024 om 18:26 schreef Maya Lind <maya@desk.example>:",
    "pon., 2 kwi 2024 o 18:26 Maya Lind <maya@desk.example> napisał(a):",
    "пн, 2 апр. 2024 г. в 18:26, Maya Lind <maya@desk.example>:",
    "пн, 2 квіт. 2024 р. о 18:26 Maya Lind <maya@desk.example> пише:",
    "Pada tanggal Sen, 2 Apr 2024 pukul 18.26 Maya Lind <maya@desk.example> menulis:",
    "man. 2. apr. 2024 kl. 18:26 skrev Maya Lind <maya@desk.example>:",
    "Den mån 2 apr. 2024 kl 18:26 skrev Maya Lind <maya@desk.example>:",
    "Maya Lind <maya@desk.example> 于2024年4月2日周一 18:26写道：",
    "Maya Lind <maya@desk.example>, 2 Nis 2024 Pzt, 18:26 tarihinde şunu yazdı:",
    # Apple Mail
    "On 2 Apr 2024, at 18:26, Maya Lind <maya@desk.example> wrote:",
    "Le 2 avr. 2024 à 18:26, Maya Lind <maya@desk.example> a écrit :",
    "El 2 abr 2024, a las 18:26, Maya Lind <maya@desk.example> escribió:",
    "Am 02.04.2024 um 18:26 schrieb Maya Lind <maya@desk.example>:",
    "Il giorno 2 apr 2024, alle ore 18:26, Maya Lind <maya@desk.example> ha scritto:",
    "No dia 02/04/2024, às 18:26, Maya Lind <maya@desk.example> escreveu:",
    "Op 2 apr 2024, om 18:26 heeft Maya Lind <maya@desk.example> het volgende geschreven:",
    "Wiadomość napisana przez Maya Lind <maya@desk.example> w dniu 2 kwi 2024, o godz. 18:26:",
    "2 апр. 2024 г., в 18:26, Maya Lind <maya@desk.example> написал(а):",
    "2 квіт. 2024 р. о 18:26 Maya Lind <maya@desk.example> написав(ла):",
    "Pada 2 Apr 2024, pukul 18.26, Maya Lind <maya@desk.example> menulis:",
    "2. apr. 2024 kl. 18:26 skrev Maya Lind <maya@desk.example>:",
    "2 apr. 2024 kl. 18:26 skrev Maya Lind <maya@desk.example>:",
    "2024年4月2日 18:26，Maya Lind <maya@desk.example> 写道：",
    "在 2024年4月2日，18:26，Maya Lind <maya@desk.example> 写道：",
    # Thunderbird, Yahoo, Yandex, Mail.ru, Proton, Lotus, The Bat!
    "On 4/2/24 18:26, Maya Lind wrote:",
    "Le 02/04/2024 à 18:26, Maya Lind a écrit :",
    "Am 02.04.24 um 18:26 schrieb Maya Lind:",
    "El 2/4/24 a las 18:26, Maya Lind escribió:",
    "02.04.2024 18:26, Maya Lind пишет:",
    "W dniu 2.04.2024 o 18:26, Maya Lind pisze:",
    "On Monday, 2 April 2024 at 18:26:10 CEST, Maya Lind <maya@desk.example> wrote:",
    '02.04.2024, 18:26, "Maya Lind" <maya@desk.example>:',
    "Понедельник, 2 апреля 2024, 18:26 +03:00 от Maya Lind <maya@desk.example>:",
    "On Monday, April 2nd, 2024 at 6:26 PM, Maya Lind <maya@desk.example> wrote:",
    '-----"Maya Lind" <maya@desk.example> wrote on 02/04/2024: -----',
    'At 2024-04-02 18:26:10, "Maya Lind" <maya@desk.example> wrote:',
    '在 2024-04-02 18:26:10，"Maya Lind" <maya@desk.example> 写道：',
    "In a message dated 4/2/2024 6:26:10 PM, maya@desk.example writes:",
    # Wrapped
    "On Mon, Apr 2, 2024 at 6:26 PM, Maya Lind with a rather long name\n<maya@desk.example> wrote:",
    "On Mon, Apr 2, 2024 at 6:26 PM, Maya Lind <\nmaya@desk.example>\nwrote:",
    "Le lun. 2 avr. 2024 à 18:26, Maya Lind <maya@desk.example> a\nécrit :",
    "пн, 2 апр. 2024 г. в 18:26, Maya Lind с длинным именем <\nmaya@desk.example>:",
    # Separators and copied heads
    "-----Original Message-----",
    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
    "-------- Original message --------",
    "-----Message d'origine-----",
    "-----Mensaje original-----",
    "-----Ursprüngliche Nachricht-----",
    "-----Messaggio originale-----",
    "-----Mensagem original-----",
    "-----Oorspronkelijk bericht-----",
    "-----Oryginalna wiadomość-----",
    "-----Исходное сообщение-----",
    "-----Вихідне повідомлення-----",
    "-----Pesan Asli-----",
    "-----Opprinnelig melding-----",
    "-----Ursprungligt meddelande-----",
    "------------------\xa0原始邮件\xa0------------------",
    "---- 回复的原邮件 ----",
    "---- Replied Message ----",
    "##- Please type your reply above this line -##",
    "________________________________\nFrom: Maya <maya@desk.example>\nSent: Monday\nTo: Ines",
    "From: Maya Lind\nSent: Monday, April 2, 2024 6:26 PM\nTo: Ines\nSubject: Payout",
    "*From:* Maya Lind\n*Sent:* Monday, April 2, 2024 6:26 PM\n*To:* Ines\n*Subject:* Payout",
    "De : Maya Lind <maya@desk.example>\nEnvoyé : lundi\nÀ : Ines\nObjet : Paiement",
    "De: Maya Lind <maya@desk.example>\nEnviado el: lunes\nPara: Ines\nAsunto: Pago",
    "De: Maya Lind <maya@desk.example>\nEnviada em: segunda\nPara: Ines\nAssunto: Pagamento",
    "Von: Maya Lind <maya@desk.example>\nGesendet: Montag\nAn: Ines\nBetreff: Auszahlung",
    "Da: Maya Lind <maya@desk.example>\nInviato: lunedì\nA: Ines\nOggetto: Pagamento",
    "Van: Maya Lind <maya@desk.example>\nVerzonden: maandag\nAan: Ines\nOnderwerp: Betaling",
    "Od: Maya Lind <maya@desk.example>\nWysłano: poniedziałek\nDo: Ines\nTemat: Wypłata",
    "От: Maya Lind <maya@desk.example>\nОтправлено: понедельник\nКому: Ines\nТема: Выплата",
    "Від: Maya Lind <maya@desk.example>\nНадіслано: понеділок\nКому: Ines\nТема: Виплата",
    "Dari: Maya Lind <maya@desk.example>\nDikirim: Senin\nKepada: Ines\nPerihal: Pembayaran",
    "Fra: Maya Lind <maya@desk.example>\nSendt: mandag\nTil: Ines\nEmne: Utbetaling",
    "Från: Maya Lind <maya@desk.example>\nSkickat: måndag\nTill: Ines\nÄmne: Utbetalning",
    "发件人: Maya Lind <maya@desk.example>\n发送时间: 2024年4月2日\n收件人: Ines\n主题: 付款",
    "寄件者： Maya Lind <maya@desk.example>\n寄件日期： 2024年4月2日\n收件者： Ines\n主旨： 付款",
    "From: Maya <maya@desk.example>\nTo: Ines <ines@desk.example>; Oskar with a long name\n"
    " <oskar@desk.example>\nDate: Monday\nSubject: Payout",
]


@pytest.mark.parametrize("introduction", SURE)
def test_what_follows_an_introduction_is_quoted(introduction):
    found = split(f"Yes, please.\n\n{introduction}\n\nShall we pay?\nMaya")
    assert found.reply == "Yes, please."
    assert found.quoted == f"{introduction}\n\nShall we pay?\nMaya".strip()


@pytest.mark.parametrize("introduction", SURE)
def test_below_an_introduction_marked_lines_end_the_quote(introduction):
    found = split(f"{introduction}\n\n> Shall we pay?\n\nYes, please.")
    assert found.reply == "Yes, please."
    assert found.quoted == f"{introduction}\n\n> Shall we pay?"
    assert not found.is_interleaved


@pytest.mark.parametrize(
    "introduction",
    [
        "Maya Lind wrote:",
        "On Monday Maya wrote:",
        "Maya Lind a écrit :",
        "maya@desk.example (Maya) writes:",
        "Maya Lind schrieb:",
        "Майя пишет:",
        "Quoting Maya Lind, who wrote:",
    ],
)
def test_a_vague_introduction_counts_only_above_marked_lines(introduction):
    assert split(f"{introduction}\n> Pay?\nYes.").reply == "Yes."
    assert split(f"Look.\n\n{introduction}\nPay now!").quoted == ""


FORWARDED = [
    "---------- Forwarded message ---------",
    "Begin forwarded message:",
    "-------- Forwarded Message --------",
    "--- begin forwarded text",
    "---------- Message transféré ---------",
    "Début du message réexpédié :",
    "---------- Mensaje reenviado ---------",
    "Inicio del mensaje reenviado:",
    "---------- Weitergeleitete Nachricht ---------",
    "Anfang der weitergeleiteten Nachricht:",
    "---------- Messaggio inoltrato ---------",
    "Inizio messaggio inoltrato:",
    "---------- Mensagem encaminhada ---------",
    "---------- Doorgestuurd bericht ---------",
    "---------- Przekazana wiadomość ---------",
    "-------- Пересланное сообщение --------",
    "-------- Пересылаемое сообщение --------",
    "Начало переадресованного сообщения:",
    "---------- Переслане повідомлення ---------",
    "---------- Pesan terusan ---------",
    "---------- Videresendt melding ---------",
    "---------- Vidarebefordrat meddelande ---------",
    "---------- 转发的邮件 ---------",
    "下面是被转发的邮件：",
]


@pytest.mark.parametrize("mark", FORWARDED)
@pytest.mark.parametrize("comment", ["See below.\n\n", ""])
def test_a_forwarded_mail_is_content(comment, mark):
    text = (
        f"{comment}{mark}\nFrom: Ines <ines@x.example>\nDate: 1 May 2024\nSubject: Pay\n\n"
        "Please pay.\n-- \nInes\n\nOn 1 May 2024 at 10:00, Maya wrote:\n> Hello"
    )
    assert split(text) == Split(text, "", "")


def test_what_apple_mail_forwards_is_marked_and_still_content():
    text = "See.\n\n> Begin forwarded message:\n>\n> From: Ines <i@x.example>\n>\n> Please pay."
    assert split(text).reply == text


def test_an_old_forward_inside_a_quote_stays_quoted():
    found = split("Done.\n\nOn 1.5.2024 10:00, Maya wrote:\n> See\n> -- Forwarded message --\n> x")
    assert found.reply == "Done."


def test_a_signature_above_a_forwarded_mail_is_one():
    found = split("See.\n\n-- \nMaya\n\n---------- Forwarded message ---------\nFrom: Ines")
    assert found.reply == "See.\n\n---------- Forwarded message ---------\nFrom: Ines"
    assert found.signature == "-- \nMaya"


HEAD = "From: Maya <m@x.example>\nSent: Monday\nTo: Ines\nSubject: Pay\n\nPlease pay."


@pytest.mark.parametrize("prefix", ["FW", "Fwd", "WG", "TR", "RV", "I", "ENC", "PD", "VB", "Пер"])
def test_a_subject_may_say_that_a_mail_was_passed_on(prefix):
    assert split(f"See.\n\n{HEAD}", subject=f"{prefix}: Pay").reply == f"See.\n\n{HEAD}"
    assert split(f"Done.\n\n{HEAD}", subject=f"Re: {prefix}: Pay").reply == "Done."


def test_a_copied_head_with_nothing_above_stays_visible():
    assert split(HEAD).reply == HEAD


def test_answers_between_the_quoted_lines_stay_visible():
    found = split(
        "Hi Maya,\n\nOn 1.5.2024 10:00, Maya wrote:\n> When?\n\nToday.\n\n"
        "> How much?\n>\n> And why?\n100.\n\n> Bye"
    )
    assert found.reply == "Hi Maya,\n\nToday.\n\n100."
    assert found.quoted == (
        "On 1.5.2024 10:00, Maya wrote:\n> When?\n\n> How much?\n>\n> And why?\n\n> Bye"
    )
    assert found.is_interleaved


def test_the_bat_quotes_with_initials():
    found = split("Hi!\n\nMonday, May 1, 2024, 10:33:18 AM, you wrote:\n\nML> When?\n\nToday.")
    assert found.reply == "Hi!\n\nToday."


def test_only_a_quote_leaves_no_reply():
    assert split("On 1.5.2024 10:00, Maya wrote:\n> When?").reply == ""


@pytest.mark.parametrize(
    "text",
    [
        "Our rates:\n\n>100 clicks: $5\n\nFine?",
        "Hello\n>From here on it fails.\nWhy?",
        "From: Paris\nTo: London\nDate: 5 May",
        "In 2024 our lawyer wrote:\nYou must pay.",
        "On 5 May 2024 our lawyer wrote:\nYou must pay.",
        "I sent it on 1.5.2024 at 10:00:\n\n- one\n- two",
        "Prices\n------\nFrom: 5 USD\nTo: 9 USD",
        "> all of it\n> is marked",
        "Original message\n\nis missing.",
        "Two things:\n-----\none\n-----\ntwo",
        "The time is 10:00 and I wrote to bob@x.example: no answer.\nWhy?",
    ],
)
def test_in_doubt_everything_stays_visible(text):
    assert split(text).reply == text
    assert split(text).quoted == ""


def test_line_ends_of_all_systems():
    assert split("Yes.\r\n\r\nOn 1.5.2024 10:00, Maya wrote:\r\n> No?").reply == "Yes."
    assert split("Yes.\r\rOn 1.5.2024 10:00, Maya wrote:\r> No?").reply == "Yes."


def test_nothing_of_nothing():
    found = split("")
    assert (found.reply, found.quoted, found.signature) == ("", "", "")

"""Remarks before sending, over sentences that should and should not be remarked upon."""

from datetime import timedelta

import pytest

from mainstay.conversations import actions, remarks
from mainstay.conversations.actions.ruling_remarks import rule_remark
from mainstay.conversations.models import Message, RemarkRule
from mainstay.conversations.remarks import Promise, Written, remarks_about
from mainstay.conversations.remarks.guessing import guessed_language
from mainstay.conversations.remarks.promises import promised_time, promises_in
from mainstay.core.clock import now
from mainstay.core.errors import Refused

pytestmark = pytest.mark.django_db

LONG = {
    "en": "Your link is on the page again, we spoke with the publisher and he put it back at once.",
    "fr": "Votre lien est de nouveau en ligne, l'éditeur l'a remis en place après notre appel.",
    "es": "Su enlace está otra vez en la página, el editor lo repuso después de nuestra llamada.",
    "ru": "Ваша ссылка снова на странице, мы связались с площадкой, и они вернули её на место.",
    "id": "Tautan itu sudah ada di halaman, penerbit memasangnya kembali setelah kami menelepon.",
}


def about(key, text, **how):
    return [each.text for each in remarks_about(Written(text, **how)) if each.key == key]


@pytest.mark.parametrize("language", LONG)
def test_an_answer_without_a_next_step_is_remarked_upon(language):
    assert about("no_next_step", LONG[language])


@pytest.mark.parametrize(
    ("language", "step"),
    [
        ("en", "I will look at it again tomorrow."),
        ("en", "Please tell me when you see it."),
        ("en", "Is there anything else?"),
        ("fr", "Je vous écrirai demain."),
        ("fr", "Veuillez vérifier."),
        ("es", "Le enviaré el informe mañana."),
        ("es", "Por favor, compruébelo."),
        ("ru", "Проверю ещё раз завтра."),
        ("ru", "Если что-то не так, дайте знать."),
        ("id", "Kami akan memeriksanya lagi besok."),
        ("id", "Mohon diperiksa."),
    ],
)
def test_an_answer_with_a_next_step_is_not(language, step):
    assert not about("no_next_step", f"{LONG[language]} {step}")


@pytest.mark.parametrize("thanks", ["Thank you, Daniel!", "Merci !", "Спасибо!", "Terima kasih"])
def test_a_thank_you_owes_no_next_step(thanks):
    assert not remarks_about(Written(thanks))


@pytest.mark.parametrize(
    "text",
    [
        "I will look into this and write to you.",
        "I’ll check with the publisher.",
        "Nous allons vérifier avec l'éditeur.",
        "Je vous écrirai dès que possible.",
        "Le enviaré el informe.",
        "Vamos a revisarlo con el editor.",
        "Проверю и напишу вам.",
        "Мы вернёмся с ответом, будем на связи.",
        "Kami akan memeriksanya.",
        "I will pay 17.50 EUR to you.",
    ],
)
def test_a_promise_without_a_time_is_remarked_upon(text):
    assert about("no_time", text)


@pytest.mark.parametrize(
    "text",
    [
        "I will write to you by 17:00.",
        "I will write within 2 hours.",
        "We'll send it on Friday.",
        "We will pay on 3 November.",
        "Nous allons vérifier d’ici demain.",
        "Je vous écrirai avant 18h30.",
        "Le enviaré el informe mañana.",
        "Vamos a revisarlo en 24 horas.",
        "Проверю и напишу до пятницы.",
        "Ответим в течение 2 часов.",
        "Kami akan memeriksanya besok.",
        "Kami akan membalas dalam 3 jam.",
        "The link is back.",
        "> I will check\nDone.",
    ],
)
def test_a_promise_with_a_time_is_not(text):
    assert not about("no_time", text)


@pytest.mark.parametrize(
    "text",
    [
        "As already discussed, the link is removed.",
        "as per my last email: no",
        "Comme déjà dit, le lien est retiré.",
        "Comme je vous l’ai déjà dit, non.",
        "Como ya le dije, el enlace no está.",
        "Как уже обсуждали, ссылка снята.",
        "Сколько раз можно писать об этом",
        "Seperti yang sudah dibahas, tautan dihapus.",
    ],
)
def test_words_that_blame_are_remarked_upon(text):
    assert about("already_discussed", text)


@pytest.mark.parametrize(
    "text",
    [
        "We discussed this with the publisher.",
        "Nous en avons discuté avec l'éditeur.",
        "Lo hablamos con el editor.",
        "Мы обсудили это с площадкой.",
        "Kami membahasnya dengan penerbit.",
        "> as already discussed\nHere is the answer.",
    ],
)
def test_speaking_of_a_talk_is_not(text):
    assert not about("already_discussed", text)


@pytest.mark.parametrize(
    "text",
    [
        "Please write to support.",
        "You should contact our support team.",
        "Contactez le support.",
        "Póngase en contacto con soporte.",
        "Обратитесь в службу поддержки.",
        "Напишите в поддержку.",
        "Silakan hubungi dukungan.",
    ],
)
def test_sending_a_client_elsewhere_is_remarked_upon(text):
    assert about("write_to_support", text)


@pytest.mark.parametrize(
    "text",
    [
        "The support of your browser ended.",
        "Thank you for your support.",
        "Merci de votre soutien.",
        "Gracias por su apoyo.",
        "Спасибо за поддержку.",
        "Terima kasih atas dukungan Anda.",
        "I asked our supporters.",
    ],
)
def test_other_support_is_not(text):
    assert not about("write_to_support", text)


ATTACHED = [
    "The report is attached.",
    "I'm attaching the invoice.",
    "Veuillez trouver ci-joint la facture.",
    "La facture est en pièce jointe.",
    "Le adjunto la factura.",
    "Отчёт во вложении.",
    "Прикрепляю счёт.",
    "Laporan terlampir.",
]


@pytest.mark.parametrize("text", ATTACHED)
def test_a_forgotten_file_is_remarked_upon_until_it_is_there(text):
    assert about("forgotten_attachment", text)
    assert not about("forgotten_attachment", text, has_files=lambda: True)


@pytest.mark.parametrize(
    "text",
    [
        "I read the report that you attached.",
        "Your attachment arrived.",
        "J'ai lu votre pièce jointe.",
        "Recibí su archivo adjunto.",
        "Мы получили ваше вложение.",
        "Lampiran Anda sudah kami terima.",
        "The link is online.",
    ],
)
def test_a_file_of_the_client_is_not_a_forgotten_one(text):
    assert not about("forgotten_attachment", text)


@pytest.mark.parametrize("language", LONG)
@pytest.mark.parametrize("theirs", [*LONG, "ar"])
def test_another_language_than_the_clients_is_remarked_upon(language, theirs):
    assert bool(about("other_language", LONG[language], language=theirs)) == (language != theirs)


@pytest.mark.parametrize("text", ["OK", "Ahrefs, Majestic, SEMrush", "https://velo.example/a/b"])
def test_what_is_too_short_to_tell_is_in_no_language(text):
    assert guessed_language(text) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("مرحبا، الرابط موجود الآن على الصفحة", "ar"),
        ("リンクは元に戻りました、ありがとう", "ja"),
        ("Посилання знову на сторінці, дякую", "uk"),
    ],
)
def test_a_script_tells_its_language(text, language):
    assert guessed_language(text) == language


def test_an_unfilled_variable_is_shown():
    assert about("unfilled", "Dear ⟦first_name⟧,") == ["⟦first_name⟧ is unknown. Write it in."]
    assert not about("unfilled", "Dear ⟦you⟧,")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Hello. I will write by 17:00. Thanks", "17:00"),
        ("Je vais vérifier demain.", "demain"),
        ("Напишу до 18:30.", "18:30"),
        ("Le enviaré todo mañana.", "mañana"),
        ("Kami akan membalas besok.", "besok"),
        ("The page was online at 17:00.", ""),
        ("I will write.", ""),
    ],
)
def test_a_promise_is_read_from_what_we_wrote(text, time):
    assert promised_time(text) == time


def test_a_time_that_was_promised_is_recalled_until_it_is_spoken_of(world):
    actions.reply(world.payout, "I will write to you by 17:00.", by=world.maya)
    promises = promises_in(world.payout, world.maya)
    assert (promises[0].time, promises[0].is_own) == ("17:00", True)
    text = "The bank has your payout now."
    assert about("promised", text, promises=lambda: promises) == [
        "You promised: 17:00. This speaks of it no more."
    ]
    assert not about("promised", "It stays at 17:00.", promises=lambda: promises)
    theirs = promises_in(world.payout, world.ines)
    assert about("promised", text, promises=lambda: theirs)[0].startswith("Maya Brandt promised")


def test_an_old_promise_and_one_taken_back_are_forgotten(world):
    sent = actions.reply(world.payout, "I will write to you by 17:00.", by=world.maya)
    Message.objects.filter(pk=sent.pk).update(at=now() - timedelta(days=4))
    assert not promises_in(world.payout, world.maya)
    again = actions.reply(world.payout, "I will write to you by 18:00.", by=world.maya)
    actions.undo(again, by=world.maya)
    assert not promises_in(world.payout, world.maya)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("As already discussed, the link is off.", "The link is off."),
        ("Hello. As already discussed: the link", "Hello. The link"),
        ("The link, as already discussed, is off.", "The link, is off."),
        ("Как уже обсуждали, ссылка снята.", "Ссылка снята."),
        ("All is well.", "All is well."),
    ],
)
def test_words_that_blame_are_taken_out_by_a_click(text, mended):
    assert remarks.mended("already_discussed", Written(text)) == mended


def test_a_next_step_is_begun_in_the_clients_language():
    assert remarks.mended("no_next_step", Written("Fait.", language="fr")) == (
        "Fait.\n\nLa prochaine étape : "
    )
    assert remarks.mended("gone", Written("Fait.")) == "Fait."


def test_a_lead_switches_a_remark_off_and_on(world):
    text = "Please write to support."
    rule_remark("write_to_support", by=world.ines, is_on=False)
    assert not about("write_to_support", text)
    rule_remark("write_to_support", by=world.ines, is_on=True)
    assert about("write_to_support", text)


def test_a_lead_gives_a_language_its_own_words(world):
    rule_remark("write_to_support", by=world.ines, words={"en": ["ask the desk*", " "]})
    assert about("write_to_support", "You may ASK  the desks.")
    assert not about("write_to_support", "Please write to support.")
    assert about("write_to_support", "Contactez le support.")
    ours = remarks.REMARKS["write_to_support"].words
    rule_remark("write_to_support", by=world.ines, words={"en": ours["en"]})
    assert RemarkRule.objects.get().words == {}


def test_words_are_words_and_no_pattern(world):
    rule_remark(
        "write_to_support", by=world.ines, words={"ar": ["اتصل بالدعم"], "en": ["a.c(", "**x**y"]}
    )
    assert about("write_to_support", "اتصل بالدعم من فضلك")
    assert about("write_to_support", "say a.c( now")
    assert not about("write_to_support", "say abc now")


@pytest.mark.parametrize(
    "words",
    [
        {"xx": ["word"]},
        {"en": ["a"]},
        {"en": ["*"]},
        {"en": ["x" * 81]},
        {"en": [f"w{n}" for n in range(201)]},
    ],
)
def test_words_that_make_no_sense_are_refused(world, words):
    with pytest.raises(Refused):
        rule_remark("write_to_support", by=world.ines, words=words)


def test_only_leads_decide_about_remarks(world):
    with pytest.raises(Refused, match="Leads decide"):
        rule_remark("no_time", by=world.maya, is_on=False)
    with pytest.raises(Refused, match="no such remark"):
        rule_remark("gone", by=world.ines, is_on=False)


def test_nothing_is_asked_about_an_empty_text(django_assert_num_queries):
    promise = Promise("17:00", now(), "Maya", True)
    with django_assert_num_queries(0):
        assert not remarks_about(Written(" \n", promises=lambda: [promise]))

"""Whoever writes to us has written to support: we do not send them there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations.remarks.remark import Remark, Written
from mainstay.conversations.remarks.words import Words, first_of

WORDS: Words = {
    "en": (
        "write to support", "write to our support", "write to the support", "contact support",
        "contact our support", "contact the support", "contact customer service",
        "reach out to support", "reach out to our support", "email support", "ask support",
        "open a ticket", "open a support ticket", "create a ticket", "submit a ticket",
        "raise a ticket",
    ),
    "fr": (
        "écrivez au support", "écrire au support", "contactez le support", "contacter le support",
        "contactez notre support", "contacter notre support", "contactez le service client",
        "contacter le service client", "adressez-vous au support", "ouvrez un ticket",
        "ouvrir un ticket", "créez un ticket",
    ),
    "es": (
        "escriba a soporte", "escribe a soporte", "escriba al soporte", "contacte con soporte",
        "contacta con soporte", "contacte a soporte", "contacte con el soporte",
        "contactar con soporte", "póngase en contacto con soporte", "diríjase a soporte",
        "contacte con atención al cliente", "abra un ticket", "abra un tique", "crear un ticket",
    ),
    "ru": (
        "напишите в поддержку", "пишите в поддержку", "обратитесь в поддержку",
        "обращайтесь в поддержку", "напишите в саппорт", "пишите в саппорт",
        "обратитесь в службу поддержки", "обращайтесь в службу поддержки",
        "напишите в службу поддержки", "обратитесь в техподдержку", "напишите в техподдержку",
        "создайте тикет", "откройте тикет", "заведите тикет",
    ),
    "id": (
        "hubungi support", "hubungi tim support", "hubungi dukungan", "hubungi tim dukungan",
        "hubungi layanan pelanggan", "hubungi customer service", "hubungi cs kami",
        "tulis ke support", "kirim email ke support", "buat tiket", "buka tiket",
    ),
}  # fmt: skip


def _look(written: Written, words: Words) -> str:
    if not (found := first_of(words, written.own)):
        return ""
    return _("“{words}”: they did, this is it. Take it further yourself.").format(words=found)


REMARK = Remark(
    "write_to_support",
    gettext_lazy("“Write to support”"),
    gettext_lazy("Words that send a client elsewhere."),
    _look,
    WORDS,
)

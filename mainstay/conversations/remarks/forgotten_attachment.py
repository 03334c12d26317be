"""A file that is spoken of and is not there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations.remarks.remark import Remark, Written
from mainstay.conversations.remarks.words import Words, first_of, pattern, plain

WORDS: Words = {
    "en": (
        "attached", "i attach", "we attach", "i am attaching", "i'm attaching", "attachment",
        "enclosed", "enclosing",
    ),
    "fr": (
        "ci-joint", "ci-jointe", "ci-joints", "ci-jointes", "en pièce jointe", "pièce jointe",
        "pièces jointes", "je joins", "nous joignons", "je vous joins",
    ),
    "es": (
        "adjunto", "adjunta", "adjuntos", "adjuntas", "adjuntamos", "archivo adjunto",
        "en el adjunto",
    ),
    "ru": (
        "во вложении", "вложение", "вложил", "вложила", "прикрепляю", "прикрепил", "прикрепила",
        "прикрепили", "прикреплён*", "прикреплен*", "прилагаю", "прилагаем", "приложил",
        "приложила", "в приложенном файле",
    ),
    "id": ("terlampir", "lampiran", "saya lampirkan", "kami lampirkan", "dilampirkan"),
}  # fmt: skip

# Files of the client, and things that are attached to one another.
_OTHERS = (
    "you attached", "you have attached", "you've attached", "you had attached", "your attachment",
    "your attached", "attachment you", "without attachment", "no attachment",
    "the attachment is missing",
    "attach it", "strings attached", "your enclosed", "got attached",
    "votre pièce jointe", "vos pièces jointes", "vous avez joint", "sans pièce jointe",
    "pièce jointe que vous", "su adjunto", "su archivo adjunto", "tu adjunto", "sin adjunto",
    "sin adjuntos", "adjunto que nos", "adjunto que me", "ваше вложение", "вашем вложении",
    "вашего вложения", "без вложений", "без вложения", "вы прикрепили",
    "вы приложили", "вы вложили", "lampiran anda",
    "tanpa lampiran", "anda lampirkan",
)  # fmt: skip


def _look(written: Written, words: Words) -> str:
    own = pattern(_OTHERS).sub(" ", plain(written.own))
    found = first_of(words, own)
    if not found or written.has_files():
        return ""
    return _("“{words}”, but no file is attached.").format(words=found)


REMARK = Remark(
    "forgotten_attachment",
    gettext_lazy("A forgotten file"),
    gettext_lazy("Words that speak of a file that comes along."),
    _look,
    WORDS,
)

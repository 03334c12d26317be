"""An answer that leaves the client without knowing what happens now."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations.remarks import steps
from mainstay.conversations.remarks.remark import Remark, Written
from mainstay.conversations.remarks.words import Words, first_of

_BEGUN = {
    "en": "The next step:",
    "fr": "La prochaine étape :",
    "es": "El próximo paso:",
    "ru": "Следующий шаг:",
    "id": "Langkah berikutnya:",
}


def _look(written: Written, words: Words) -> str:
    if written.is_short or any(mark in written.own for mark in "?؟？¿"):
        return ""
    if first_of(words, written.own):
        return ""
    return _("No next step is named: what happens now, and who does it?")


def _mend(written: Written, _words: Words) -> str:
    """Begin a line that says it, in the client's language."""
    begun = _BEGUN.get(written.language or translation.get_language() or "en", _BEGUN["en"])
    return f"{written.text.rstrip()}\n\n{begun} "


REMARK = Remark(
    "no_next_step",
    gettext_lazy("No next step"),
    gettext_lazy("A client should know what happens now. Words that say so."),
    _look,
    steps.ANY,
    gettext_lazy("Begin a line"),
    _mend,
)

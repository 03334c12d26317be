"""An answer in another language than the client writes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations.remarks.guessing import guessed_language
from mainstay.conversations.remarks.remark import Remark, Written
from mainstay.conversations.remarks.words import Words
from mainstay.team.languages import language_name


def _look(written: Written, _words: Words) -> str:
    if not written.language:
        return ""
    guessed = guessed_language(written.own)
    if not guessed or guessed == written.language:
        return ""
    return _("This is in {language}, the client writes in {theirs}.").format(
        language=language_name(guessed), theirs=language_name(written.language)
    )


REMARK = Remark(
    "other_language",
    gettext_lazy("Another language"),
    gettext_lazy("The text seems to be in another language than the client's."),
    _look,
)

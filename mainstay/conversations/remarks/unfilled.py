"""A variable of a saved reply that nobody has filled. Sending refuses it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations.remarks.remark import Remark, Written
from mainstay.conversations.remarks.words import Words
from mainstay.conversations.saved_replies import unfilled


def _look(written: Written, _words: Words) -> str:
    names = ", ".join(f"⟦{name}⟧" for name in unfilled(written.text))
    return _("{variable} is unknown. Write it in.").format(variable=names) if names else ""


REMARK = Remark(
    "unfilled",
    gettext_lazy("An unknown variable"),
    gettext_lazy("What a saved reply could not fill. Such a text cannot be sent."),
    _look,
)

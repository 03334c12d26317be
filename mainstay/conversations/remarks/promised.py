"""A time that was promised earlier in this conversation and is not spoken of now."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations.remarks.remark import Remark, Written
from mainstay.conversations.remarks.words import Words, plain


def _look(written: Written, _words: Words) -> str:
    if not written.own.strip():
        return ""
    for promise in written.promises():
        if promise.time.casefold() in plain(written.own).casefold():
            return ""
        sentence = (
            _("You promised: {time}. This speaks of it no more.")
            if promise.is_own
            else _("{name} promised: {time}. This speaks of it no more.")
        )
        return sentence.format(time=promise.time, name=promise.name)
    return ""


REMARK = Remark(
    "promised",
    gettext_lazy("A time promised before"),
    gettext_lazy("What one of us promised in this conversation within the last three days."),
    _look,
)

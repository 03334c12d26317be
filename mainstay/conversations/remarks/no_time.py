"""A promise without a time: the client does not know when to ask again."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations.remarks import steps, times
from mainstay.conversations.remarks.remark import Remark, Written
from mainstay.conversations.remarks.words import Words, first_of


def _look(written: Written, words: Words) -> str:
    promised = first_of(steps.OURS, written.own)
    if not promised or times.time_in(written.own, words):
        return ""
    return _("“{words}”, but no time is named. By when?").format(words=promised)


REMARK = Remark(
    "no_time",
    gettext_lazy("No time named"),
    gettext_lazy("Who promises says by when. Words that are a time, beside clock and date."),
    _look,
    times.TIMES,
)

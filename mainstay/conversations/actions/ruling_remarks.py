"""How a team wants its remarks: switched on or off, with words of its own."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import saved_events
from mainstay.conversations.models import RemarkRule
from mainstay.conversations.remarks import REMARKS
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.languages import LANGUAGES
from mainstay.team.models import Member

MOST, LONGEST = 200, 80
_CODES = {code for code, _name in LANGUAGES}


@transaction.atomic
def rule_remark(
    key: str,
    *,
    by: Member,
    is_on: bool | None = None,
    words: Mapping[str, Sequence[str]] | None = None,
) -> RemarkRule:
    """Switch a remark on or off, give it words by language, or both. None leaves it as it is.

    A language whose words are ours is not kept: it follows what later versions bring.
    """
    if key not in REMARKS:
        raise Refused(_("There is no such remark."))
    if not by.keeps_watch:
        raise Refused(_("Leads decide about remarks. Ask one."))
    RemarkRule.objects.get_or_create(key=key)
    rule = RemarkRule.objects.select_for_update().get(key=key)
    before = (rule.is_on, rule.words)
    if is_on is not None:
        rule.is_on = is_on
    if words is not None:
        rule.words = _own(key, words)
    if before == (rule.is_on, rule.words):
        return rule
    rule.save(update_fields=["is_on", "words"])
    record(saved_events.REMARK_CHANGED, rule, by=by, remark=key)
    return rule


def _own(key: str, words: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    ours = REMARKS[key].words
    own = {}
    for code, many in words.items():
        if code not in _CODES:
            raise Refused(_("There is no language “{code}”.").format(code=code))
        cleaned = list(dict.fromkeys(filter(None, (_cleaned(each) for each in many))))
        if len(cleaned) > MOST:
            raise Refused(_("Keep to {count} words in a language.").format(count=MOST))
        if tuple(cleaned) != tuple(ours.get(code, ())):
            own[code] = cleaned
    return own


def _cleaned(word: str) -> str:
    word = " ".join(word.replace("\x00", "").split())
    if len(word) > LONGEST:
        raise Refused(_("“{word}…” is too long.").format(word=word[:40]))
    if word and len(word.strip("* ")) < 2:
        raise Refused(_("“{word}” is too short: it would be found everywhere.").format(word=word))
    return word

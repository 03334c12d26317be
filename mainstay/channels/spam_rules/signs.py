"""The rules at work, as arriving mail is compared with them. Read once, not once per mail."""

import time
from typing import cast

from django.db.models import F

from mainstay.channels.email.spam import Field, SpamSign
from mainstay.channels.models import SpamRule
from mainstay.core.clock import now

KEPT_FOR = 5.0
"""Seconds after which rules are read anew: another process may have changed them."""

# When they were read, by a clock that nobody sets back, and what they were.
_read: list[tuple[float, tuple[SpamSign, ...]]] = []


def at_work() -> tuple[SpamSign, ...]:
    """The rules that are switched on. One query, and none within the next seconds."""
    if _read and time.monotonic() - _read[0][0] < KEPT_FOR:
        return _read[0][1]
    began = time.monotonic()
    signs = tuple(sign_of(each) for each in SpamRule.objects.at_work())
    _read[:] = [(began, signs)]
    return signs


def sign_of(rule: SpamRule) -> SpamSign:
    """A rule as mail is compared with it."""
    saves = rule.verdict == SpamRule.Verdict.NEVER_SPAM
    return SpamSign(cast(Field, rule.field), rule.words, rule.header, saves, rule.pk or 0)


def forget() -> None:
    """Let the next one who asks read the rules anew."""
    _read.clear()


def count_hit(sign: SpamSign) -> None:
    """Count a mail that this rule decided about."""
    rules = SpamRule.objects.filter(pk=sign.rule_id)
    rules.update(hits=F("hits") + 1, last_hit_at=now())

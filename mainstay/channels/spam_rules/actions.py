"""Adding, changing, switching and removing the desk's rules about spam."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels import events
from mainstay.channels.email.compose import wire_address, wire_domain
from mainstay.channels.models import SpamRule
from mainstay.channels.spam_rules.signs import forget
from mainstay.core.actor import Actor
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

SHORTEST = 3
"""Characters that words need at least: fewer stand in nearly every mail. Two of Chinese do."""

_HEADER = re.compile(r"[a-z0-9-]+")
_Field = SpamRule.Field


@transaction.atomic
def add(field: str, words: str, verdict: str, header: str = "", *, by: Actor) -> SpamRule:
    """Add a rule; mail that arrives from now on is compared with it.

    One that says the same already is that rule, switched on. One that says the contrary of the
    same words is refused.
    """
    _only_watch_keepers(by)
    words, header = _normal(field, words, header)
    if same := _same(field, words, header):
        if same.verdict != verdict:
            raise Refused(_contrary(same))
        return switch_on(same, by=by)
    creator = by if isinstance(by, Member) else None
    rule = SpamRule.objects.create(
        field=field, header=header, words=words, verdict=verdict, created_by=creator
    )
    _put_to_work()
    record(events.SPAM_RULE_ADDED, rule, by=by, rule=_title(rule))
    return rule


@transaction.atomic
def trust(address: str, *, by: Actor) -> SpamRule:
    """Never call mail of this sender spam again, even where a rule said so until now."""
    words, _header = _normal(_Field.SENDER, address, "")
    never = SpamRule.Verdict.NEVER_SPAM
    if same := _same(_Field.SENDER, words, ""):
        return switch_on(change(same, _Field.SENDER, words, never, by=by), by=by)
    return add(_Field.SENDER, words, never, by=by)


@transaction.atomic
def change(
    rule: SpamRule, field: str, words: str, verdict: str, header: str = "", *, by: Actor
) -> SpamRule:
    """Change what a rule looks for or says. What it has counted stays."""
    _only_watch_keepers(by)
    rule = _locked(rule)
    words, header = _normal(field, words, header)
    if (field, header, words, verdict) == (rule.field, rule.header, rule.words, rule.verdict):
        return rule
    same = _same(field, words, header)
    if same and same.pk != rule.pk:
        raise Refused(_("There is such a rule already: {rule}.").format(rule=_title(same)))
    rule.field, rule.header, rule.words, rule.verdict = field, header, words, verdict
    rule.save(update_fields=["field", "header", "words", "verdict"])
    _put_to_work()
    record(events.SPAM_RULE_CHANGED, rule, by=by, rule=_title(rule))
    return rule


@transaction.atomic
def switch_on(rule: SpamRule, *, by: Actor) -> SpamRule:
    return _switch(rule, True, by)


@transaction.atomic
def switch_off(rule: SpamRule, *, by: Actor) -> SpamRule:
    """Let a rule rest. What it has set aside stays there."""
    return _switch(rule, False, by)


@transaction.atomic
def remove(rule: SpamRule, *, by: Actor) -> SpamRule:
    """Remove a rule. It can be brought back."""
    _only_watch_keepers(by)
    rule = _locked(rule)
    if rule.removed_at:
        return rule
    rule.removed_at = now()
    rule.save(update_fields=["removed_at"])
    _put_to_work()
    record(events.SPAM_RULE_REMOVED, rule, by=by, rule=_title(rule))
    return rule


@transaction.atomic
def bring_back(rule: SpamRule, *, by: Actor) -> SpamRule:
    """Undo a removal. Refused where somebody has added the same words meanwhile."""
    _only_watch_keepers(by)
    rule = _locked(rule)
    if not rule.removed_at:
        return rule
    if same := _same(rule.field, rule.words, rule.header):
        raise Refused(_("There is such a rule already: {rule}.").format(rule=_title(same)))
    rule.removed_at = None
    rule.save(update_fields=["removed_at"])
    _put_to_work()
    record(events.SPAM_RULE_RETURNED, rule, by=by, rule=_title(rule))
    return rule


def unsaved(field: str, words: str, verdict: str, header: str = "") -> SpamRule:
    """A rule as it would be, to be tried and never kept. Refused like one that is added."""
    words, header = _normal(field, words, header)
    return SpamRule(field=field, header=header, words=words, verdict=verdict)


def _switch(rule: SpamRule, is_active: bool, by: Actor) -> SpamRule:
    _only_watch_keepers(by)
    rule = _locked(rule)
    if rule.is_active == is_active:
        return rule
    rule.is_active = is_active
    rule.save(update_fields=["is_active"])
    _put_to_work()
    kind = events.SPAM_RULE_SWITCHED_ON if is_active else events.SPAM_RULE_SWITCHED_OFF
    record(kind, rule, by=by, rule=_title(rule))
    return rule


def _normal(field: str, words: str, header: str) -> tuple[str, str]:
    """Words and the name of the header as they are kept. Raises Refused for what fits nothing."""
    words = " ".join(words.replace("\x00", "").split())
    header = header.strip().rstrip(":").lower() if field == _Field.HEADER else ""
    match field:
        case _Field.SENDER:
            words = words.lower()
            wire_address(words)
        case _Field.DOMAIN:
            words = words.lower().removeprefix("*").lstrip("@.").rstrip(".")
            wire_domain(words)
        case _Field.HEADER if not _HEADER.fullmatch(header):
            raise Refused(_("Say which header it is, such as X-Mailer."))
    if len(words) < (SHORTEST if words.isascii() else SHORTEST - 1):
        raise Refused(_("These words are too short: they stand in nearly every mail."))
    return words, header


def _same(field: str, words: str, header: str) -> SpamRule | None:
    """The kept rule about the same words. Locked, and locked out: nobody adds another now."""
    rules = SpamRule.objects.select_for_update(of=("self",)).kept()
    return rules.filter(field=field, header=header, words__iexact=words).first()


def _contrary(rule: SpamRule) -> str:
    return _("There is a rule that says the contrary: {rule}. Change that one.").format(
        rule=_title(rule)
    )


def _put_to_work() -> None:
    """Here at once, and again when everybody can see the change: somebody may read in between."""
    forget()
    transaction.on_commit(forget)


def _title(rule: SpamRule) -> str:
    return f"{rule.header or rule.get_field_display()}: {rule.words}"


def _locked(rule: SpamRule) -> SpamRule:
    return SpamRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)


def _only_watch_keepers(by: Actor) -> None:
    if isinstance(by, Member) and not by.keeps_watch:
        raise Refused(_("Only leads, managers and administrators look after spam rules."))

"""Replies that a team writes down once: saved, shared, retired, used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from mainstay.clients.words import clean
from mainstay.conversations import macros, saved_events
from mainstay.conversations.actions.access import lock
from mainstay.conversations.actions.categorising import call_it, categorise
from mainstay.conversations.actions.placing import assign, unassign
from mainstay.conversations.actions.settling import solve
from mainstay.conversations.actions.sharing import Sharing, may_change, share
from mainstay.conversations.actions.snoozing import snooze
from mainstay.conversations.actions.tagging import tag
from mainstay.conversations.macros import Changes
from mainstay.conversations.models import (
    Category,
    Conversation,
    Message,
    SavedReply,
    SavedReplyText,
)
from mainstay.conversations.saved_replies import VARIABLES, unknown_variables
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Department, Member

LONGEST = 20_000
_MOST = 1000


@transaction.atomic
def save_reply(
    name: str,
    texts: Mapping[str, str],
    *,
    by: Member,
    reply: SavedReply | None = None,
    folder: str = "",
    sharing: Sharing = "own",
    department: Department | None = None,
    changes: Changes | None = None,
) -> SavedReply:
    """Keep texts by language under a name: a new reply, or `reply` changed.

    Anybody keeps replies of their own; who shares one with others leads them. A language whose
    text is empty is taken away.
    """
    _may_write(by)
    if reply is not None:
        reply = SavedReply.objects.select_for_update().get(pk=reply.pk)
        may_change(reply, by)
    name = " ".join(name.split())[:120]
    if not name:
        raise Refused(_("A saved reply needs a name."))
    written = {language: _checked(text) for language, text in texts.items() if text.strip()}
    if not written:
        raise Refused(_("Write the text in one language at least."))
    changes = _possible(changes or Changes())

    is_new = reply is None
    if reply is None:
        if SavedReply.objects.filter(owner=by).count() >= _MOST:
            raise Refused(_("You keep {count} replies. Retire one first.").format(count=_MOST))
        reply = SavedReply()
    reply.name, reply.folder = name, _path(folder)
    share(reply, sharing, department, by=by)
    reply.changes = macros.to_json(changes)
    reply.save()
    reply.texts.exclude(language__in=written).delete()
    for language, text in written.items():
        SavedReplyText.objects.update_or_create(
            reply=reply, language=language, defaults={"text": text}
        )
    kind = saved_events.REPLY_SAVED if is_new else saved_events.REPLY_CHANGED
    record(kind, reply, by=by, name=name)
    return reply


@transaction.atomic
def retire_reply(reply: SavedReply, *, by: Member) -> SavedReply:
    """Offer it no more. It stays, with how often it was used, and can come back."""
    reply = SavedReply.objects.select_for_update().get(pk=reply.pk)
    if reply.is_retired:
        return reply
    return _turn(reply, is_retired=True, by=by)


@transaction.atomic
def restore_reply(reply: SavedReply, *, by: Member) -> SavedReply:
    reply = SavedReply.objects.select_for_update().get(pk=reply.pk)
    if not reply.is_retired:
        return reply
    return _turn(reply, is_retired=False, by=by)


@transaction.atomic
def send_with(
    reply: SavedReply, conversation: Conversation, send: Callable[[], Message], *, by: Member
) -> Message:
    """Send what was made of a saved reply, do what it says besides, and count it.

    All of it or nothing: a change that is refused keeps the message back.
    """
    message = send()
    _apply(macros.changes_of(reply), lock(conversation), by)
    SavedReply.objects.filter(pk=reply.pk).update(
        times_used=F("times_used") + 1, last_used_at=now()
    )
    record(saved_events.REPLY_USED, reply, by=by, conversation=conversation.pk)
    return message


def _apply(changes: Changes, conversation: Conversation, by: Member) -> None:
    if changes.assign == macros.ME:
        assign(conversation, by, by=by)
    elif changes.assign == macros.NOBODY:
        unassign(conversation, by=by)
    elif changes.assign:
        assign(conversation, _member(changes.assign), by=by)
    if changes.category:
        categorise(conversation, _category(changes.category), by=by)
    if changes.kind:
        call_it(conversation, changes.kind, by=by)
    for each in changes.tags:
        tag(conversation, each, by=by)
    if changes.state == macros.SOLVE:
        solve(conversation, by=by)
    elif changes.snooze_hours:
        snooze(conversation, now() + timedelta(hours=changes.snooze_hours), by=by)


def _possible(changes: Changes) -> Changes:
    """Refuse at once what could only be refused later, when somebody is answering."""
    if changes.assign and changes.assign not in (macros.ME, macros.NOBODY):
        _member(changes.assign)
    if changes.category:
        _category(changes.category)
    if changes.kind and changes.kind not in Conversation.Kind.values:
        raise Refused(_("There is no such kind of conversation."))
    if changes.snooze_hours and not 0 < changes.snooze_hours <= macros.LONGEST_SNOOZE:
        raise Refused(_("Snooze for 90 days at most."))
    if changes.snooze_hours and changes.state == macros.SOLVE:
        raise Refused(_("What is solved is not snoozed. Choose one of both."))
    return Changes(
        **{
            **vars(changes),
            "tags": tuple(dict.fromkeys(filter(None, (clean(each) for each in changes.tags)))),
        }
    )


def _member(pk: str) -> Member:
    found = Member.objects.active().filter(pk=pk).first() if pk.isdecimal() else None
    if found is None:
        raise Refused(_("Whom this reply assigns it to is not here any more. Change the reply."))
    return found


def _category(pk: int) -> Category:
    found = Category.objects.filter(pk=pk, is_retired=False).first()
    if found is None:
        raise Refused(_("The category of this reply is chosen no more. Change the reply."))
    return found


def _turn(reply: SavedReply, *, is_retired: bool, by: Member) -> SavedReply:
    _may_write(by)
    may_change(reply, by)
    reply.is_retired = is_retired
    reply.save(update_fields=["is_retired"])
    kind = saved_events.REPLY_RETIRED if is_retired else saved_events.REPLY_RESTORED
    record(kind, reply, by=by, name=reply.name)
    return reply


def _may_write(by: Member) -> None:
    if not by.may_write:
        raise Refused(_("You may read here, not write. Ask a lead if that is wrong."))


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise Refused(_("A saved reply has at most {count} characters.").format(count=LONGEST))
    if unknown := unknown_variables(text):
        raise Refused(
            _("{{{name}}} is no variable. There are: {all}.").format(
                name=unknown[0], all=", ".join(f"{{{each}}}" for each in VARIABLES)
            )
        )
    return text


def _path(folder: str) -> str:
    parts = (" ".join(part.split()) for part in folder.split("/"))
    return " / ".join(part for part in parts if part)[:120]

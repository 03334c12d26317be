"""What somebody has begun to write: kept as it is typed, and never lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mainstay.channels import personal as channels
from mainstay.channels.email.inbound import Address
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.models import (
    Attachment,
    Conversation,
    Draft,
    DraftFile,
    SavedReply,
)
from mainstay.conversations.reaching import other_way
from mainstay.core import once
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.prepared import prepared
from mainstay.team.models import Member

LONGEST = 1_000_000
"""Characters of a draft. More than can be sent: what was typed is kept before it is shortened."""

KEEP_THROWN_AWAY = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """What became of the words of a form.

    They "replaced" others that another form of the same person had kept, "returned" after the
    draft had been sent or thrown away there, or are kept no more because their own form was
    "sent". Without any text or file there is no draft.
    """

    draft: Draft | None
    surprise: Literal["", "replaced", "returned", "sent"] = ""


@transaction.atomic
def keep_draft(
    conversation: Conversation,
    kind: str,
    text: str,
    *,
    by: Member,
    to: Sequence[Address] = (),
    cc: Sequence[Address] = (),
    bcc: Sequence[Address] = (),
    channel: str = "",
    saved_reply: SavedReply | None = None,
    seen_message_id: int = 0,
    known_at: datetime | None = None,
    form: UUID | None = None,
) -> Kept:
    """Keep what a member has typed so far; the last writer wins.

    A `channel` is remembered where it is another than would be taken without a choice.
    `known_at` is when the draft that the form knows was kept, `form` the once-key of the form:
    what comes late from one that was sent changes nothing.
    """
    conversation = lock(conversation)
    may_write(by)
    if form and once.is_used(form):
        return Kept(None, "sent")
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if len(text) > LONGEST:
        raise Refused(_("This is too long to be kept. Put it into a file and attach that."))
    draft = own_draft(conversation, kind, by)
    surprise: Literal["", "replaced", "returned"] = ""
    if draft is None:
        if not text.strip():
            return Kept(None)
        surprise = "returned" if known_at else ""
        draft = Draft(conversation=conversation, member=by, kind=kind)
    elif known_at != draft.updated_at and draft.text.strip() not in ("", text.strip()):
        surprise = "replaced"
    if not text.strip() and draft.pk and not has_files(draft):
        draft.delete()
        return Kept(None, surprise)
    draft.text, draft.seen_message_id, draft.updated_at = text, seen_message_id, now()
    draft.to, draft.cc, draft.bcc = _pairs(to), _pairs(cc), _pairs(bcc)
    draft.channel, draft.saved_reply = other_way(conversation, channel), saved_reply
    draft.save()
    return Kept(draft, surprise)


@transaction.atomic
def drop_draft(draft: Draft, *, by: Member) -> Draft:
    """Throw one's own draft away. For a day it can be brought back."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.is_thrown_away:
        return draft
    if draft.member_id != by.pk:
        raise Refused(_("This draft is not yours."))
    thrown = Draft.THROWN_AWAY[draft.kind]
    _forget(Draft.objects.filter(conversation=draft.conversation_id, member=by, kind=thrown))
    draft.kind, draft.updated_at = thrown, now()
    draft.save(update_fields=["kind", "updated_at"])
    return draft


@transaction.atomic
def bring_draft_back(draft: Draft, *, by: Member) -> Draft:
    """What was thrown away by mistake is a draft again."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_thrown_away:
        return draft
    if draft.member_id != by.pk:
        raise Refused(_("This draft is not yours."))
    kind = draft.begun_as
    if Draft.objects.filter(conversation=draft.conversation_id, member=by, kind=kind).exists():
        raise Refused(_("You have begun another one since. Send it or throw it away first."))
    draft.kind, draft.updated_at = kind, now()
    draft.save(update_fields=["kind", "updated_at"])
    return draft


@transaction.atomic
def copy_draft(draft: Draft, *, into: Conversation, by: Member) -> Draft:
    """Go on with what a colleague has begun, in the same conversation or what it went into.

    Theirs stays as it is.
    """
    conversation = lock(into)
    may_write(by)
    if own_draft(conversation, draft.kind, by):
        raise Refused(_("You have begun one yourself. Send it or throw it away first."))
    mine = Draft.objects.create(
        conversation=conversation,
        member=by,
        kind=draft.kind,
        text=draft.text,
        to=draft.to,
        cc=draft.cc,
        bcc=draft.bcc,
        channel=draft.channel,
        saved_reply_id=draft.saved_reply_id,
        seen_message_id=draft.seen_message_id,
    )
    give_files(draft.files.all(), mine)
    return mine


@transaction.atomic
def sweep_drafts(before: datetime | None = None) -> int:
    """Forget what was thrown away long enough ago. Returns how many."""
    bound = before or now() - KEEP_THROWN_AWAY
    old = Draft.objects.filter(kind__in=Draft.THROWN_AWAY.values(), updated_at__lt=bound)
    return _forget(old)


def own_draft(conversation: Conversation, kind: str, member: Member) -> Draft | None:
    """The draft of a member, locked. One that came along by a merge belongs here from now on."""
    rows = _drafts_of(conversation.pk, kind, member.pk)
    found = sorted(rows, key=lambda row: (row.conversation_id != conversation.pk, -row.pk))
    if not found:
        return None
    if found[0].conversation_id != conversation.pk:
        found[0].conversation = conversation
        found[0].save(update_fields=["conversation"])
    return found[0]


@prepared
def _drafts_of(conversation_id: int, kind: str, member_id: int) -> QuerySet[Draft]:
    rows = Draft.objects.select_for_update().at(conversation_id)
    return rows.filter(member=member_id, kind=kind)


def has_files(draft: Draft | None) -> bool:
    return draft is not None and draft.files.exists()


def give_files(kept: Iterable[DraftFile | Attachment], draft: Draft) -> None:
    """Let the same files wait with a draft."""
    DraftFile.objects.bulk_create(
        DraftFile(
            draft=draft,
            filename=each.filename,
            content_type=each.content_type,
            size=each.size,
            content_id=each.content_id,
            file=each.file,
        )
        for each in kept
    )


def _forget(rows: QuerySet[Draft]) -> int:
    ids = list(rows.values_list("pk", flat=True))
    waiting = DraftFile.objects.filter(draft__in=ids)
    keys = list(waiting.values_list("file", flat=True))
    Draft.objects.filter(pk__in=ids).delete()
    channels.release(keys)
    return len(ids)


def _pairs(people: Sequence[Address]) -> list[list[str]]:
    return [[each.name, each.address] for each in people]

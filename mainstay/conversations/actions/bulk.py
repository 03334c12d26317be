"""One change to many conversations: each through its own action, and all taken back at once."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.bulk_steps import apply, checked, picture, put_back
from mainstay.conversations.models import BulkChange, BulkItem, Conversation
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

MOST = 2000
"""Conversations of one change."""

BATCH = 50

_State, _Outcome = BulkChange.State, BulkItem.Outcome


@transaction.atomic
def begin_bulk(
    conversation_ids: Collection[int], changes: Mapping[str, Any], *, by: Member
) -> BulkChange:
    """Let a job change these conversations, those of them that the member sees.

    `changes` is one of {"assign": member or None}, {"move": department}, {"tag": name},
    {"category": id or None}, {"problem": number}, {"close": True}, {"solve": True},
    {"snooze": ISO time} and {"reply": {"texts": {language: text}, "solve": bool}}. Raises Refused
    for more than MOST.
    """
    may_write(by)
    wanted = checked(dict(changes), by)
    if len(set(conversation_ids)) > MOST:
        raise Refused(
            _("{count} conversations are the most at once. Narrow the list.").format(count=MOST)
        )
    rows = Conversation.objects.visible_to(by).listed().filter(pk__in=conversation_ids)
    numbers = list(rows.filter(merged_into=None).order_by("pk").values_list("pk", flat=True))
    if not numbers:
        raise Refused(_("Choose conversations first."))
    bulk = BulkChange.objects.create(member=by, changes=wanted, total=len(numbers))
    BulkItem.objects.bulk_create(
        [BulkItem(bulk=bulk, conversation_id=number) for number in numbers], batch_size=500
    )
    record(events.BULK_BEGUN, bulk, by=by, count=len(numbers))
    return bulk


@transaction.atomic
def undo_bulk(bulk: BulkChange, *, by: Member) -> BulkChange:
    """Take it back where nobody has changed the same since. What waits yet is not done at all."""
    bulk = BulkChange.objects.select_for_update(of=("self",)).get(pk=bulk.pk)
    if bulk.state in (_State.UNDOING, _State.UNDONE):
        return bulk
    may_write(by)
    if bulk.member_id != by.pk:
        raise Refused(_("Only who made this change takes it back."))
    BulkItem.objects.filter(bulk=bulk, outcome=_Outcome.PENDING).update(outcome=_Outcome.UNDONE)
    bulk.state, bulk.finished_at = _State.UNDOING, None
    bulk.save(update_fields=["state", "finished_at"])
    record(events.BULK_UNDONE, bulk, by=by, count=bulk.total)
    return bulk


def go_on(bulk_id: int) -> bool:
    """Do the next BATCH items of a change, or of taking it back. True when more are left.

    Each item is a transaction of its own with its outcome, so whoever dies half-way leaves the
    rest to the next, and nothing is done twice.
    """
    bulk = BulkChange.objects.select_related("member").get(pk=bulk_id)
    if bulk.state == _State.RUNNING:
        return _each(bulk, BulkItem.objects.filter(outcome=_Outcome.PENDING), _change, _State.DONE)
    if bulk.state == _State.UNDOING:
        done = BulkItem.objects.filter(outcome=_Outcome.CHANGED, sentence="")
        return _each(bulk, done, _take_back, _State.UNDONE)
    return False


def _each(bulk: BulkChange, waiting: Any, step: Any, end: str) -> bool:
    ids = list(waiting.filter(bulk=bulk).order_by("pk").values_list("pk", flat=True)[: BATCH + 1])
    for pk in ids[:BATCH]:
        step(bulk, pk)
    if len(ids) > BATCH:
        return True
    going = BulkChange.objects.filter(pk=bulk.pk, state=bulk.state)
    going.update(state=end, finished_at=now())
    return False


@transaction.atomic
def _change(bulk: BulkChange, item_id: int) -> None:
    item = _held(item_id)
    if item.outcome != _Outcome.PENDING:
        return
    by = bulk.member
    try:
        with transaction.atomic():
            conversation = lock(item.conversation)
            if not Conversation.objects.visible_to(by).filter(pk=conversation.pk).exists():
                raise Refused(_("You do not see this conversation any more."))
            before = picture(conversation)
            message = apply(bulk.changes, conversation, by)
            after = picture(lock(conversation))
    except Refused as refusal:
        item.outcome, item.sentence = _Outcome.REFUSED, str(refusal)
    else:
        differ = [name for name in before if before[name] != after[name]]
        item.outcome = _Outcome.CHANGED if differ or message else _Outcome.UNCHANGED
        item.before = {
            "was": {name: before[name] for name in differ},
            "is": {name: after[name] for name in differ},
            "message": message.pk if message else None,
        }
    item.save(update_fields=["outcome", "sentence", "before"])


@transaction.atomic
def _take_back(bulk: BulkChange, item_id: int) -> None:
    item = _held(item_id)
    if item.outcome != _Outcome.CHANGED or item.sentence:
        return
    try:
        with transaction.atomic():
            conversation = lock(item.conversation)
            left = put_back(conversation, item.before, by=bulk.member)
            record(events.TAKEN_BACK_IN_BULK, conversation, by=bulk.member, bulk=bulk.pk)
    except Refused as refusal:
        item.sentence = str(refusal)
    else:
        item.sentence = left
        item.outcome = _Outcome.CHANGED if left else _Outcome.UNDONE
    item.save(update_fields=["outcome", "sentence"])


def _held(item_id: int) -> BulkItem:
    rows = BulkItem.objects.select_for_update(of=("self",)).select_related("conversation")
    return rows.get(pk=item_id)

"""A client writes of two matters in one thread: each gets a conversation of its own."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.merging import merge, say_last
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.models import (
    Conversation,
    Link,
    Merge,
    Message,
    ThreadKey,
    first_words,
    thread_key,
)
from mainstay.conversations.unanswered import said, unanswered_since
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

_LAST = ("last_message_at", "last_words")
_State = Conversation.State


@transaction.atomic
def split(
    conversation: Conversation, message_ids: Collection[int], subject: str = "", *, by: Member
) -> Conversation:
    """Let some messages begin a conversation of the same client, in the same department.

    Answers to them arrive there. At least one message of the client must go and one stay. The
    new one waits for us when what went is unanswered there, and so does the old one.
    """
    conversation = lock(conversation)
    if again := _split_before(conversation, message_ids):
        return again
    may_write(by)
    if conversation.side_of_id or conversation.merged_into_id or conversation.contact is None:
        raise Refused(_("Only a client’s own conversation can be split."))
    rows = Message.objects.filter(conversation=conversation, pk__in=message_ids)
    going = list(rows.order_by("at", "id"))
    if not going or len(going) != len(set(message_ids)):
        raise Refused(_("Choose messages of this conversation."))
    if not any(each.kind == Message.Kind.IN for each in going):
        raise Refused(_("Choose at least one message of the client."))
    if not said(conversation).exclude(pk__in=message_ids).exists():
        raise Refused(_("At least one message has to stay. Change the subject instead."))

    made = _begin(conversation, going, subject)
    Message.objects.filter(pk__in=[each.pk for each in going]).update(conversation=made)
    keys = [thread_key(each.message_id) for each in going if each.message_id]
    ThreadKey.objects.filter(conversation=conversation, pk__in=keys).update(conversation=made)
    Link.objects.create(first=conversation, second=made, kind=Link.Kind.SPLIT)
    say_last(made)
    waits = unanswered_since(made)
    enter(made, _State.OPEN if waits else _State.WAITING, waits, also=_LAST)
    say_last(conversation)
    if conversation.is_open and (still := unanswered_since(conversation)):
        enter(conversation, _State.OPEN, still, also=_LAST)
    else:
        conversation.save(update_fields=_LAST)
    record(events.SPLIT_OFF, conversation, by=by, conversation=made.pk, count=len(going))
    record(events.BEGAN_BY_SPLIT, made, by=by, conversation=conversation.pk)
    return made


def unsplit(made: Conversation, *, by: Member) -> Merge:
    """Take a split back: what was split off goes into the one it came from."""
    came_from = Link.objects.filter(second=made, kind=Link.Kind.SPLIT).select_related("first")
    found = came_from.first()
    if found is None:
        raise Refused(_("This was not split off another conversation."))
    return merge(made, found.first, by=by)


def _begin(conversation: Conversation, going: list[Message], subject: str) -> Conversation:
    subject = " ".join(subject.split())[:1000]
    first = next(each for each in going if each.kind == Message.Kind.IN)
    made = Conversation.objects.create(
        subject=subject or first.subject or first_words(first.text)[:100] or conversation.subject,
        contact=conversation.contact,
        organisation=conversation.organisation,
        department=conversation.department,
        assignee=conversation.assignee,
        brand=conversation.brand,
        mailbox=conversation.mailbox,
        language=conversation.language,
        created_at=going[0].at,
    )
    people = conversation.participants.values_list("name", "address", "at")
    made.participants.model.objects.bulk_create(
        made.participants.model(conversation=made, name=name, address=address, at=at)
        for name, address, at in people
    )
    return made


def _split_before(conversation: Conversation, ids: Collection[int]) -> Conversation | None:
    """What the same messages were split into already."""
    made = Conversation.objects.filter(
        pk__in=Link.objects.filter(first=conversation, kind=Link.Kind.SPLIT).values("second"),
        merged_into=None,
    )
    for each in made:
        if ids and set(each.messages.values_list("pk", flat=True)) == set(ids):
            return each
    return None

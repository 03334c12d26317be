"""Rows of conversations, found through the one door, and how they are told."""

from django.conf import settings
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mainstay.api.conversations.shapes import (
    ConversationLine,
    ConversationShown,
    Delivery,
    MessageWritten,
)
from mainstay.api.doors import TokenRequest, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Named
from mainstay.channels.models import Outbound
from mainstay.clients.models import contact_names
from mainstay.conversations import saved_replies
from mainstay.conversations.models import Conversation, Message, SavedReply
from mainstay.conversations.queries import Listed
from mainstay.conversations.sides import main_seen_by, within_reach
from mainstay.team.models import Member

RELATED = ("contact", "organisation", "department", "assignee", "category", "escalated_to")


def find(request: TokenRequest, number: int) -> Conversation:
    """The conversation, or the one it went into."""
    found = find_itself(request, number)
    return find(request, found.merged_into_id) if found.merged_into_id else found


def find_itself(request: TokenRequest, number: int) -> Conversation:
    """The conversation of this number, also when it went into another."""
    rows = within_reach(member_of(request)).select_related(*RELATED)
    return get_object_or_404(rows, pk=number)


def saved_reply_of(pk: int | None, by: Member) -> SavedReply | None:
    """The one that a body names, among those that this member may use. Raises Invalid."""
    if pk is None:
        return None
    rows = saved_replies.replies_of(by).filter(is_retired=False)
    return existing(rows, pk, "body.saved_reply")


def find_message(request: TokenRequest, pk: int) -> Message:
    reached = within_reach(member_of(request))
    rows = Message.objects.select_related("conversation", "outbound")
    return get_object_or_404(rows, pk=pk, conversation__in=reached)


def line(row: Listed) -> ConversationLine:
    return ConversationLine(
        number=row.id,
        subject=row.subject,
        state=Conversation.State(row.state),
        waiting_on=row.waiting_on,
        since=row.since,
        last_message_at=row.last_message_at,
        last_words=row.last_words,
        assignee_id=row.assignee_id,
        contact=named(row.contact_id, row.contact_name),
        organisation=named(row.organisation_id, row.organisation_name),
    )


def now_shown(found: Conversation, member: Member) -> ConversationShown:
    """As it is now; its mover may not see it any more, and is told all the same."""
    return shown(Conversation.objects.select_related(*RELATED).get(pk=found.pk), member)


def shown(found: Conversation, member: Member) -> ConversationShown:
    """A conversation with the names of what it belongs to, as far as a member sees that."""
    contact = found.contact
    name = ""
    if contact is not None:
        name = contact.name or contact_names([contact.pk])[contact.pk]
    organisation, assignee, category = found.organisation, found.assignee, found.category
    lead, main = found.escalated_to, main_seen_by(found, member) if found.side_of_id else None
    return ConversationShown(
        number=found.number,
        subject=found.subject,
        state=Conversation.State(found.state),
        waiting_on=found.waiting_on,
        waiting_note=found.waiting_note,
        snoozed_until=found.snoozed_until,
        since=found.since,
        created_at=found.created_at,
        last_message_at=found.last_message_at,
        language=found.language,
        kind=found.kind,
        category=named(found.category_id, category.name if category else ""),
        tags=list(found.tags.order_by(Lower("name")).values_list("name", flat=True)),
        department=Named(id=found.department_id, name=found.department.name),
        assignee=named(found.assignee_id, assignee.name if assignee else ""),
        contact=named(found.contact_id, name),
        organisation=named(found.organisation_id, organisation.name if organisation else ""),
        escalated_to=named(found.escalated_to_id, lead.name if lead else ""),
        watchers=[
            Named(id=pk, name=name)
            for pk, name in found.watchers.order_by("name").values_list("pk", "name")
        ],
        side_of=main.number if main else None,
        url=page_of(found.number),
    )


def written(message: Message) -> MessageWritten:
    return MessageWritten(
        id=message.pk,
        conversation=message.conversation_id,
        kind=Message.Kind(message.kind),
        at=message.at,
        undone_at=message.undone_at,
        delivery=delivery(message.outbound),
    )


def delivery(outbound: Outbound | None) -> Delivery | None:
    if outbound is None:
        return None
    return Delivery(
        state=Outbound.State(outbound.state),
        due_at=outbound.due_at,
        sent_at=outbound.sent_at,
        error=outbound.error,
    )


def page_of(number: int) -> str:
    """The page of a conversation at the desk."""
    return f"{settings.ENV.public_url}{reverse('web:conversation', args=[number])}"


def named(pk: int | None, name: str) -> Named | None:
    return None if pk is None else Named(id=pk, name=name)

"""What a conversation is about, and of what kind it is."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.recognising import repeated_by
from mainstay.conversations.models import Category, Conversation
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record


@transaction.atomic
def categorise(conversation: Conversation, category: Category | None, *, by: Actor) -> Conversation:
    """Say what it is about; None when nobody knows. A retired category is refused.

    With it we know anew whether the client was here with the same topic a few days before.
    """
    conversation = lock(conversation)
    if conversation.category_id == (category.pk if category else None):
        return conversation
    may_write(by)
    if category and category.is_retired:
        raise Refused(
            _("“{name}” is no longer used. Choose another category.").format(name=category.name)
        )
    conversation.category = category
    conversation.repeats_id = repeated_by(conversation)
    conversation.save(update_fields=["category", "repeats"])
    if category:
        record(events.CATEGORISED, conversation, by=by, category=category.pk)
    else:
        record(events.UNCATEGORISED, conversation, by=by)
    return conversation


@transaction.atomic
def call_it(conversation: Conversation, kind: str, *, by: Actor) -> Conversation:
    """Say of what `Conversation.Kind` it is; empty when nobody knows."""
    conversation = lock(conversation)
    if conversation.kind == kind:
        return conversation
    may_write(by)
    if kind and kind not in Conversation.Kind.values:
        raise Refused(_("There is no such kind of conversation."))
    conversation.kind = kind
    conversation.save(update_fields=["kind"])
    record(events.KIND_CHANGED, conversation, by=by, called=kind or "none")
    return conversation

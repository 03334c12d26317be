"""Conversations are marked with the same words as clients."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients.models import Tag
from mainstay.clients.words import clean, forget_unused, named
from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.models import Conversation
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record

MOST = 30
"""How many one conversation may have."""


@transaction.atomic
def tag(conversation: Conversation, name: str, *, by: Actor) -> Tag:
    """Mark it with a word, which is made when it is new."""
    conversation = lock(conversation)
    name = clean(name)
    if known := conversation.tags.filter(name__iexact=name).first():
        return known
    may_write(by)
    if not name:
        raise Refused(_("Write a word first."))
    if conversation.tags.count() >= MOST:
        raise Refused(_("{count} tags are the most.").format(count=MOST))
    found = named(name)
    conversation.tags.add(found)
    record(events.TAGGED, conversation, by=by, tag=found.name)
    return found


@transaction.atomic
def untag(conversation: Conversation, tag: Tag, *, by: Actor) -> None:
    """Take a word away. One that nothing is marked with any more is forgotten."""
    conversation = lock(conversation)
    if not conversation.tags.filter(pk=tag.pk).exists():
        return
    may_write(by)
    conversation.tags.remove(tag)
    record(events.UNTAGGED, conversation, by=by, tag=tag.name)
    forget_unused(tag)

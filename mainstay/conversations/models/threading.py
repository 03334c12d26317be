"""Which conversation a Message-ID belongs to."""

import hashlib
import uuid

from django.db import models

from mainstay.conversations.models.conversations import Conversation


class ThreadKey(models.Model):
    """A Message-ID that belongs to a conversation: had by a message, or only spoken of by one.

    Because the ids that a message refers to are kept too, a parent that arrives after its
    answer joins the conversation which the answer began.
    """

    key = models.UUIDField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.key)


def thread_key(message_id: str) -> uuid.UUID:
    """A Message-ID in 16 bytes; ids can be longer than an index allows."""
    return uuid.UUID(bytes=hashlib.blake2b(message_id.encode(), digest_size=16).digest())

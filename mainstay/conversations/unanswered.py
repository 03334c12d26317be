"""What was said between the client and us, and what of it still waits for an answer."""

from datetime import datetime

from django.db import models

from mainstay.conversations.models import Conversation, Message


def said(conversation: Conversation) -> models.QuerySet[Message]:
    """Without notes, and without replies that were taken back."""
    return conversation.messages.filter(undone_at__isnull=True).exclude(kind=Message.Kind.NOTE)


def unanswered_since(conversation: Conversation) -> datetime | None:
    """When the client wrote the first message that nobody has answered; None when all are."""
    unanswered = said(conversation).filter(kind=Message.Kind.IN)
    answer = said(conversation).filter(kind=Message.Kind.OUT).order_by("-at", "-id").first()
    if answer:
        unanswered = unanswered.filter(at__gt=answer.at)
    return unanswered.order_by("at", "id").values_list("at", flat=True).first()

"""Two conversations turn out to be one matter."""

from django.db import transaction

from mainstay.conversations import events, work
from mainstay.conversations.models import Conversation, Message, ThreadKey
from mainstay.core import log
from mainstay.core.actor import System
from mainstay.core.clock import now


@transaction.atomic(savepoint=False)
def join_early_answers(early_id: int, conversation: Conversation) -> None:
    """Bring answers that arrived before their question into the conversation of the question.

    They had to begin a conversation of their own. It is left alone when somebody at the desk
    has worked in it, or when other people would see it here: a mail must not decide on that.
    Nor does one bring a side conversation and another together.
    """
    early = Conversation.objects.select_for_update(of=("self",)).get(pk=early_id)
    if early.merged_into_id or early.department_id != conversation.department_id:
        return
    if early.side_of_id or conversation.side_of_id:
        return
    if early.assignee_id or log.timeline(early).filter(actor_kind="member").exists():
        return

    Message.objects.filter(conversation=early).update(conversation=conversation)
    ThreadKey.objects.filter(conversation=early).update(conversation=conversation)
    early.stand(Conversation.State.CLOSED, now())
    early.merged_into = conversation
    early.save(update_fields=[*Conversation.STANDING, "merged_into"])
    work.refresh(early)
    log.record(events.JOINED, early, by=System("mail"), conversation=conversation.pk)

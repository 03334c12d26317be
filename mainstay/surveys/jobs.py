"""What rings after a conversation was solved, and what is drawn once a week."""

from datetime import timedelta

from mainstay.conversations import events as conversations
from mainstay.conversations.models import Conversation
from mainstay.core import jobs, upkeep
from mainstay.core.alarms import alarm
from mainstay.core.clock import now
from mainstay.core.log import timeline
from mainstay.surveys import actions
from mainstay.surveys.actions.asking import ASK
from mainstay.surveys.actions.sampling import is_drawn
from mainstay.surveys.actions.silence import SILENCE
from mainstay.surveys.weeks import monday_of
from mainstay.team.models import Member


@alarm(ASK)
def ask(conversation_id: int, _step: str) -> None:
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is not None:
        actions.ask(conversation, solver=_solver(conversation))


@alarm(SILENCE)
def close_silent(conversation_id: int, _step: str) -> None:
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is not None:
        actions.close_silent(conversation)


@jobs.job("surveys.draw_sample", queue="upkeep")
def draw_sample() -> None:
    """Draw what leads review of the week that is over."""
    actions.draw_sample(monday_of(now().date()) - timedelta(days=7))


@upkeep.every(1800)
def draw_when_a_week_is_over() -> None:
    if not is_drawn(monday_of(now().date()) - timedelta(days=7)):
        upkeep.queue_once(draw_sample)


def _solver(conversation: Conversation) -> Member | None:
    """The member who said that it is solved, for one that nobody has."""
    facts = timeline(conversation).filter(kind=conversations.SOLVED.name, actor_kind="member")
    actor = facts.order_by("-id").values_list("actor_id", flat=True).first()
    return Member.objects.filter(pk=int(actor)).first() if actor else None

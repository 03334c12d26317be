"""What happens in a side conversation is told in the one it was begun for."""

from datetime import datetime

from mainstay.clients.models import Contact
from mainstay.conversations import events
from mainstay.conversations.actions.access import lock
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.models import Conversation, Message, first_words
from mainstay.conversations.sides import main_of
from mainstay.conversations.unanswered import unanswered_since
from mainstay.core.actor import Actor, System
from mainstay.core.events import EventKind
from mainstay.core.log import Fact, record
from mainstay.team.models import Member

_State = Conversation.State
_LAST = ("last_message_at", "last_words")


def answered_outside(side: Conversation, contact: Contact, at: datetime) -> None:
    """Whom we ask has written: the next step is ours. Nothing for a conversation of a client."""
    if main := _main(side):
        record(events.SIDE_ANSWERED, main, by=contact, contact=contact.pk, side=side.pk)
        _take_up(main, at, by=contact)


def said_inside(side: Conversation, message: Message, *, by: Member) -> None:
    """Something was said between departments: whoever did not say it moves next."""
    answers = speaks_for_the_asked(side, by)
    side.last_message_at, side.last_words = message.at, first_words(message.text)
    if answers:
        asker = side.asked_by.name if side.asked_by else ""
        enter(
            side,
            _State.WAITING,
            message.at,
            waiting_on=Conversation.Party.DEPARTMENT,
            waiting_note=asker,
            also=_LAST,
        )
        _tell_inside(events.SIDE_ANSWERED_INSIDE, side, message.at, by=by)
    elif side.is_open:
        side.save(update_fields=_LAST)
    else:
        enter(side, _State.OPEN, message.at, also=_LAST)


def settled_inside(side: Conversation, *, by: Actor) -> None:
    """Whoever was asked calls it done. Nothing for any other conversation."""
    if side.is_internal and isinstance(by, Member) and speaks_for_the_asked(side, by):
        _tell_inside(events.SIDE_SETTLED, side, side.since, by=by)


def taken_back(side: Conversation, *, by: Member) -> None:
    """What we asked has not left: nobody answers that. Nothing for a conversation of a client."""
    main = _main(side)
    if main is None or not side.contact_id:
        return
    record(events.SIDE_TAKEN_BACK, main, by=by, contact=side.contact_id, side=side.pk)
    if main.state == _State.WAITING and main.waiting_on == side.side_party:
        enter(main, _State.OPEN, unanswered_since(main) or side.since)


def not_reached(side: Conversation) -> None:
    """What we asked came back or did not leave. Nothing for a conversation of a client."""
    main = _main(side)
    if main is not None and side.contact_id:
        by = System("mail")
        record(events.SIDE_NOT_REACHED, main, by=by, contact=side.contact_id, side=side.pk)


def speaks_for_the_asked(side: Conversation, member: Member) -> bool:
    """Whether a member answers in a side conversation between departments, or asks."""
    if member.pk == side.asked_by_id:
        return False
    return member.pk == side.assignee_id or side.department_id in member.department_ids


def _tell_inside(kind: EventKind, side: Conversation, at: datetime, *, by: Member) -> None:
    if main := _main(side):
        facts: dict[str, Fact] = {"department": side.department_id, "side": side.pk}
        record(kind, main, by=by, **facts)
        _take_up(main, at, by=by)


def _take_up(main: Conversation, at: datetime, *, by: Actor) -> None:
    """Let a locked conversation wait for us, by when its client wrote if that is unanswered."""
    if main.is_open:
        return
    was_finished = main.is_finished
    enter(main, _State.OPEN, unanswered_since(main) or at)
    if was_finished:
        record(events.REOPENED, main, by=by)


def _main(side: Conversation) -> Conversation | None:
    if side.side_of_id is None:
        return None
    main = main_of(side)
    return lock(main) if main else None

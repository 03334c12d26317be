"""A client answers: is it settled, and how was it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients.models import Contact, target_of
from mainstay.conversations import actions as conversations
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.surveys import events, links
from mainstay.surveys.actions import concerns
from mainstay.surveys.models import RatingRequest


@dataclass(frozen=True)
class Answer:
    """What was said. What is None, or an empty comment, was not said: it stays as it was."""

    settled: bool | None = None
    score: int | None = None
    comment: str = ""


def find(token: str) -> RatingRequest | None:
    """The request behind a link. None for a wrong, an old or an erased person's one."""
    related = RatingRequest.objects.select_related("contact", "conversation__brand")
    request = related.filter(token_hash=links.hash_of(token)).first()
    return request if request and _is_open(request) else None


@transaction.atomic
def answer(request: RatingRequest, given: Answer) -> RatingRequest:
    """Take an answer, or a change of one. The same twice changes nothing.

    "Not settled" opens the conversation again; "settled" closes one that is solved.
    """
    rows = RatingRequest.objects.select_for_update(of=("self",))
    request = rows.select_related("contact", "conversation").get(pk=request.pk)
    if not _is_open(request):
        raise Refused(_("This link is no longer open."))
    given = _checked(given)
    before = (request.settled, request.score, request.comment)
    after = (
        request.settled if given.settled is None else given.settled,
        given.score or request.score,
        given.comment or request.comment,
    )
    if request.is_answered and before == after:
        return request

    request.settled, request.score, request.comment = after
    request.answered_at = request.answered_at or now()
    request.save(update_fields=["settled", "score", "comment", "answered_at"])
    contact = target_of(request.contact)
    _tell(request, before, contact)
    if request.settled is not before[0]:
        _follow(request, contact)
    concerns.follow(request)
    return request


def _is_open(request: RatingRequest) -> bool:
    return now() < request.open_until and target_of(request.contact).erased_at is None


def _checked(given: Answer) -> Answer:
    if given.settled is None and given.score is None:
        raise Refused(_("Choose an answer to one of the two questions."))
    if given.score is not None and given.score not in RatingRequest.Score.values:
        raise Refused(_("Choose a number from 1 to 5."))
    comment = given.comment.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(comment) > RatingRequest.LONGEST_COMMENT:
        raise Refused(
            _("This is longer than {count} characters. Write the rest to us by mail.").format(
                count=RatingRequest.LONGEST_COMMENT
            )
        )
    return Answer(given.settled, given.score, comment)


def _tell(
    request: RatingRequest, before: tuple[bool | None, int | None, str], contact: Contact
) -> None:
    """Facts on the timeline: one for each thing that was said now."""
    settled, score, comment = before
    conversation = request.conversation
    if request.settled is not settled:
        kind = events.CONFIRMED if request.settled else events.DENIED
        record(kind, conversation, by=contact)
    if request.score != score:
        record(events.RATED, conversation, by=contact, score=request.score)
    if request.comment != comment:
        record(events.COMMENTED, conversation, by=contact, comment=request.comment)


def _follow(request: RatingRequest, contact: Contact) -> None:
    """Do what the answer asks for, where the matter goes on now."""
    conversation = _where_it_went(request.conversation)
    if request.settled:
        if conversation.state == Conversation.State.SOLVED:
            conversations.close(conversation, by=contact)
    elif conversation.is_finished:
        conversations.reopen(conversation, by=contact)
        request.reopened = True
        request.save(update_fields=["reopened"])


def _where_it_went(conversation: Conversation) -> Conversation:
    while conversation.merged_into is not None:
        conversation = conversation.merged_into
    return conversation

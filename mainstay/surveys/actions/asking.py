"""Asking a client whether it is settled, and how it was."""

from datetime import datetime, timedelta

from django.db import transaction

from mainstay.clients.models import Contact, family_of
from mainstay.conversations.models import Conversation
from mainstay.core import alarms
from mainstay.core.clock import now
from mainstay.surveys import links
from mainstay.surveys.actions import letters
from mainstay.surveys.asked import channel_of, may_be_asked, wants_mail, whom_to_ask
from mainstay.surveys.models import ClosingTerms, RatingRequest
from mainstay.team.models import Member

ASK = "rating.ask"
AT_MOST_EVERY = timedelta(days=7)
"""A contact is asked once in this time, however many conversations are solved."""

TOO_LATE = timedelta(days=2)
"""Whoever could not be asked for so long, as when nothing ran, is left alone."""


def plan_to_ask(conversation: Conversation, solved_at: datetime) -> None:
    """Ask in a while, if it is still solved then. Nobody is asked who may not be."""
    terms = ClosingTerms.current()
    if terms.is_asking and may_be_asked(conversation):
        alarms.set_alarm(ASK, conversation, solved_at + terms.ask_after)


def call_off(conversation: Conversation) -> None:
    """It goes on: the client is not asked about it now."""
    alarms.cancel(ASK, conversation)


@transaction.atomic
def ask(conversation: Conversation, *, solver: Member | None = None) -> RatingRequest | None:
    """Send the one mail with both questions. None when there is nothing to ask, or not now.

    `solver` stands for the member where nobody has the conversation. A contact is locked, so
    that two conversations of theirs do not both ask within a week.
    """
    rows = Conversation.objects.select_for_update(of=("self",))
    conversation = rows.select_related("contact", "brand").get(pk=conversation.pk)
    if not _is_due(conversation):
        return None
    contact = _locked(whom_to_ask(conversation))
    if not wants_mail(contact) or _was_asked_lately(contact):
        return None

    token = links.new_token()
    request = RatingRequest(
        conversation=conversation,
        contact=contact,
        member=conversation.assignee or solver,
        department_id=conversation.department_id,
        channel=channel_of(conversation),
        language=contact.language or conversation.language,
        sent_at=now(),
        token_hash=links.hash_of(token),
    )
    # Whether it left or was refused, and why, is recorded there.
    if not letters.send(request, links.address_of(token)):
        return None
    request.save()
    return request


def _is_due(conversation: Conversation) -> bool:
    terms = ClosingTerms.current()
    is_late = now() - conversation.since > TOO_LATE + terms.ask_after
    return (
        terms.is_asking and conversation.is_finished and not is_late and may_be_asked(conversation)
    )


def _locked(contact: Contact) -> Contact:
    return Contact.objects.select_for_update(of=("self",), no_key=True).get(pk=contact.pk)


def _was_asked_lately(contact: Contact) -> bool:
    asked = RatingRequest.objects.filter(contact__in=family_of(Contact, contact.pk))
    return asked.filter(sent_at__gt=now() - AT_MOST_EVERY).exists()

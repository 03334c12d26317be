"""What leaves without a person writing it. One door, so that programs never answer each other.

Whoever acknowledges, asks for a rating or answers by a rule comes through here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from mainstay.channels import actions as channels
from mainstay.channels import intake
from mainstay.channels.email.automatic_answers import Decision, may_answer_automatically
from mainstay.channels.email.inbound import Address, Inbound, Unreadable
from mainstay.channels.email.kinds import Kind
from mainstay.channels.email.parsing import parse
from mainstay.channels.models import Outbound, RawContent
from mainstay.channels.own_addresses import own_addresses
from mainstay.clients import queries as clients
from mainstay.clients.models import Contact, family_of, target_of
from mainstay.conversations import events
from mainstay.conversations.actions.access import lock
from mainstay.conversations.actions.signing import mailbox_of, over_footer
from mainstay.conversations.correspondence import (
    first_address,
    last_of_client,
    references_of,
    subject_of_reply,
)
from mainstay.conversations.models import Conversation, Message, ThreadKey, thread_key
from mainstay.core.actor import System
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import kind_of, record
from mainstay.core.models import Event

LIMITED_TO = timedelta(hours=1)
"""The time in which one contact gets at most `MAINSTAY_AUTOMATIC_PER_HOUR` of these."""

_NOBODY = Decision("nobody_to_answer", "Nobody can be written to.")


@dataclass(frozen=True)
class Sent:
    """True when something left. Otherwise `outbound` is None and the decision says why."""

    decision: Decision
    outbound: Outbound | None = None

    def __bool__(self) -> bool:
        return self.outbound is not None


@transaction.atomic
def send_automatically(
    conversation: Conversation,
    text: str,
    *,
    by: System,
    subject: str = "",
    html: str = "",
    answers: Message | None = None,
) -> Sent:
    """Write to the client of a conversation, unless that may begin a loop.

    `by` names who sends ("rating", "rule:7"). With `answers`, a message of the conversation, it
    is an automatic answer to who wrote that; otherwise a mail of its own accord to the client,
    whoever else has written since. What is refused is recorded with its reason. The conversation
    stays as it is: nobody has answered the client.
    """
    conversation = lock(conversation)
    received = answers or last_of_client(conversation)
    recipient = _recipient(conversation, received)
    if recipient is None or conversation.contact is None:
        return _refuse(conversation, _NOBODY, by)
    decision = _decide(conversation.contact, recipient, received)
    if not decision:
        return _refuse(conversation, decision, by)

    mailbox = mailbox_of(conversation)
    references = references_of(conversation)
    answered = answers.message_id if answers else references[-1] if references else ""
    outbound = channels.queue(
        to=[recipient],
        subject=subject or subject_of_reply(conversation),
        text=over_footer(text, mailbox),
        html=html,
        in_reply_to=answered,
        references=references,
        headers={
            "Auto-Submitted": "auto-replied" if answers else "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        due_at=now(),
        by=by,
        about=conversation,
        audience=conversation.audience,
        mailbox=mailbox,
        thread=conversation.pk,
    )
    key = ThreadKey(key=thread_key(outbound.message_id), conversation=conversation)
    ThreadKey.objects.bulk_create([key], ignore_conflicts=True)
    record(events.SENT_AUTOMATICALLY, conversation, by=by, outbound=outbound.pk)
    return Sent(decision, outbound)


def _decide(client: Contact, recipient: Address, received: Message | None) -> Decision:
    """Two who send to one contact at once are counted one after the other."""
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=target_of(client).pk)
    inbound = _read(received) if received else None
    results = (received.authentication or {}) if received else {}
    return may_answer_automatically(
        inbound or _as_if_from(recipient),
        own_addresses(),
        _sent_lately(family_of(Contact, contact.pk)),
        settings.ENV.automatic_per_hour,
        kind=Kind(received.mail_kind) if received else Kind.NORMAL,
        is_unproven=bool(results.get("is_failing")) and "vouched_by" not in results,
        has_bounced=bool(clients.bounced([recipient.address])),
    )


def _refuse(conversation: Conversation, decision: Decision, by: System) -> Sent:
    record(events.NOT_SENT_AUTOMATICALLY, conversation, by=by, reason=decision.reason)
    return Sent(decision)


def _sent_lately(contact_ids: Sequence[int]) -> int:
    """How many of these went to a contact within the hour, in all of their conversations."""
    theirs = Conversation.objects.filter(contact__in=contact_ids).values("pk")
    facts = Event.objects.filter(subject_kind=kind_of(Conversation), subject_id__in=theirs)
    lately = facts.filter(kind=events.SENT_AUTOMATICALLY.name, at__gt=now() - LIMITED_TO)
    return lately.count()


def _recipient(conversation: Conversation, received: Message | None) -> Address | None:
    if received:
        return Address(*received.sender) if received.sender else None
    try:
        return first_address(conversation.contact)
    except Refused:
        return None


def _read(message: Message) -> Inbound | None:
    """The mail as it arrived, with its headers; None where its bytes are gone."""
    if message.raw_id is None:
        return None
    try:
        return parse(intake.content_of(message.raw_id))
    except (Unreadable, FileNotFoundError, RawContent.DoesNotExist):
        return None


def _as_if_from(sender: Address) -> Inbound:
    return Inbound(
        message_id=None,
        in_reply_to=None,
        references=(),
        sender=sender,
        to=(),
        cc=(),
        reply_to=(),
        subject="",
        sent_at=None,
        text="",
        html="",
        attachments=(),
    )

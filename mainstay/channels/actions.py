"""Sending: a row first, then the world outside."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from mainstay.channels import brands, events, kinds, thread_ids
from mainstay.channels.email.compose import Letter, new_message_id, wire_address
from mainstay.channels.email.inbound import Address
from mainstay.channels.letters import letter_of
from mainstay.channels.models import Mailbox, Outbound
from mainstay.channels.models.outbound import UNDO_WINDOW
from mainstay.channels.undelivered import NotDelivered
from mainstay.core import actions as core
from mainstay.core import alarms
from mainstay.core.actor import Actor, System
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import kind_of, record
from mainstay.core.prepared import prepared

DUE = "outbound.due"
STUCK = "outbound.stuck"
PAUSES = (1, 5, 15, 60, 240, 720)
"""Minutes before each further try. After the last the message counts as not sent."""

_STUCK_AFTER = timedelta(minutes=5)
_LATER = timedelta(minutes=1)
_SENDER = System("sender")
_log = structlog.get_logger(__name__)


def queue(
    *,
    to: Sequence[Address],
    subject: str,
    text: str,
    by: Actor,
    about: models.Model,
    cc: Sequence[Address] = (),
    bcc: Sequence[Address] = (),
    in_reply_to: str = "",
    references: Sequence[str] = (),
    sender_name: str = "",
    headers: dict[str, str] | None = None,
    attachments: Sequence[tuple[str, ...]] = (),
    audience: str = "",
    due_at: datetime | None = None,
    mailbox: Mailbox | None = None,
    html: str = "",
    thread: int | None = None,
) -> Outbound:
    """Write down a mail that is to leave, at the end of the undo window or at `due_at`.

    It leaves from the address of `mailbox` and by its way out, else from the desk's own. With
    `thread`, a number above, an answer to it is known by what only we can have written.

    Its Message-ID is fixed here, so that however often sending is tried it is one message.
    Raises Refused for an address that nobody can have.
    """
    for each in (*to, *cc, *bcc):
        wire_address(each.address)
    address = mailbox.address if mailbox else settings.ENV.mail_from
    name = mailbox.name if mailbox else settings.ENV.mail_name
    brand = mailbox.brand if mailbox else None
    domain = address.rpartition("@")[2]
    if thread is None:
        message_id = new_message_id(domain)
    else:
        message_id = thread_ids.new_id(thread, domain)
        references = thread_ids.with_thread_id(references, thread, domain)
        text = thread_ids.marked(text, thread)
        html = thread_ids.marked_html(html, thread) if html else ""
    outbound = Outbound(
        message_id=message_id,
        sender=[brands.sender_name(brand, sender_name) or name, address],
        to=[[each.name, each.address] for each in to],
        cc=[[each.name, each.address] for each in cc],
        bcc=[[each.name, each.address] for each in bcc],
        subject=subject,
        text=text,
        html=html,
        in_reply_to=in_reply_to,
        references=list(references),
        headers=headers or {},
        attachments=[list(each) for each in attachments],
        about_kind=kind_of(about),
        about_id=about.pk,
        audience=audience,
        mailbox=mailbox,
        created_at=now(),
        due_at=due_at or now() + UNDO_WINDOW,
    )
    # Nobody goes on after one of them failed: no savepoint is needed within a transaction.
    with transaction.atomic(savepoint=False):
        outbound.save(force_insert=True)
        alarms.set_alarm(DUE, outbound, outbound.due_at)
    return outbound


@transaction.atomic
def queue_in_chat(
    channel: str,
    *,
    to: Address,
    text: str,
    about: models.Model,
    answers: str = "",
    attachments: Sequence[tuple[str, ...]] = (),
    audience: str = "",
    due_at: datetime | None = None,
) -> Outbound:
    """Write down what is to be said in a chat, at the end of the undo window or at `due_at`.

    `answers` is the id of a message of theirs: it is said in the chat where that was. Raises
    Refused for somebody whom we cannot write to there.
    """
    outbound = Outbound(
        channel=channel,
        to=[[to.name, to.address]],
        text=text,
        in_reply_to=answers,
        # A chat knows no HTML, so no content ids in it.
        attachments=[list(each[:3]) for each in attachments],
        about_kind=kind_of(about),
        about_id=about.pk,
        audience=audience,
        created_at=now(),
        due_at=due_at or now() + UNDO_WINDOW,
    )
    kinds.named(channel).prepare(outbound)
    alarms.set_alarm(DUE, outbound, outbound.due_at)
    return outbound


@transaction.atomic
def cancel(outbound: Outbound, *, by: Actor) -> Outbound:
    """Take a message back while it is held. Afterwards it is refused: it may be on its way."""
    outbound = _locked(outbound.pk)
    if outbound.state == Outbound.State.CANCELLED:
        return outbound
    if not outbound.can_be_undone:
        raise Refused(_("Not undone: the message is already on its way."))
    outbound.state = Outbound.State.CANCELLED
    outbound.save(update_fields=["state"])
    alarms.cancel(DUE, outbound)
    record(events.CANCELLED, outbound, by=by, **_about(outbound))
    return outbound


@transaction.atomic
def bring_forward(outbound: Outbound) -> bool:
    """Let a message leave now that waits for its time. False when it does not wait."""
    outbound = _locked(outbound.pk)
    if not outbound.can_be_undone:
        return False
    outbound.due_at = now()
    outbound.save(update_fields=["due_at"])
    alarms.set_alarm(DUE, outbound, outbound.due_at)
    return True


@transaction.atomic
def retry(outbound: Outbound, *, by: Actor) -> Outbound:
    """Try again to send what was not sent. It keeps its Message-ID."""
    outbound = _locked(outbound.pk)
    if not outbound.can_be_retried:
        return outbound
    outbound.state, outbound.attempts, outbound.error = Outbound.State.QUEUED, 0, ""
    outbound.save(update_fields=["state", "attempts", "error"])
    alarms.set_alarm(DUE, outbound, now())
    record(events.RETRIED, outbound, by=by, **_about(outbound))
    return outbound


def deliver(outbound_id: int, *, send: Callable[[Letter], object] | None = None) -> None:
    """Send one message that is due. Three steps: claim, send, say what became of it.

    The claim is committed before anything leaves. Should we die in between, the row stays
    "being sent" until its alarm calls it uncertain, and a person decides. `send` takes the place
    of the mail server, for mail that is only told of.
    """
    outbound = _claim(outbound_id)
    if outbound is None:
        return
    try:
        if send:
            send(letter_of(outbound))
        else:
            kinds.named(outbound.channel).send(outbound)
    except NotDelivered as failure:
        _note_failure(outbound_id, failure)
    except Refused as refusal:
        _note_failure(outbound_id, NotDelivered(str(refusal), is_final=True))
    else:
        _note_sent(outbound_id)


@transaction.atomic
def give_up_waiting(outbound_id: int) -> None:
    """A sender that claimed the message never came back: whether it left is unknown."""
    outbound = _locked(outbound_id)
    if outbound.state != Outbound.State.SENDING:
        return
    outbound.state = Outbound.State.UNCERTAIN
    outbound.error = _("Sending was interrupted. It may have left: ask before you send it again.")
    outbound.save(update_fields=["state", "error"])
    record(events.FAILED, outbound, by=_SENDER, error=outbound.error, **_about(outbound))


@transaction.atomic
def _claim(outbound_id: int) -> Outbound | None:
    outbound = _row.first(outbound_id)
    if outbound is None or outbound.state not in (Outbound.State.HELD, Outbound.State.QUEUED):
        return None
    turn_of = kinds.named(outbound.channel).turn_of
    later = now() + _LATER if core.is_off("sending") else turn_of(outbound)
    if later:
        outbound.state = Outbound.State.QUEUED
        outbound.save(update_fields=["state"])
        alarms.set_alarm(DUE, outbound, later)
        return None
    outbound.state, outbound.claimed_at = Outbound.State.SENDING, now()
    outbound.attempts += 1
    outbound.save(update_fields=["state", "claimed_at", "attempts"])
    alarms.set_alarm(STUCK, outbound, now() + _STUCK_AFTER)
    return outbound


@transaction.atomic
def _note_sent(outbound_id: int) -> None:
    outbound = _locked(outbound_id)
    outbound.state, outbound.sent_at, outbound.error = Outbound.State.SENT, now(), ""
    outbound.save(update_fields=["state", "sent_at", "error"])
    alarms.cancel(STUCK, outbound)
    kinds.named(outbound.channel).note_sent(outbound)
    record(events.SENT, outbound, by=_SENDER, **_about(outbound))


@transaction.atomic
def _note_failure(outbound_id: int, failure: NotDelivered) -> None:
    outbound = _locked(outbound_id)
    outbound.error = failure.sentence
    alarms.cancel(STUCK, outbound)
    may_be_tried = not (failure.is_final or failure.is_unsure)
    if may_be_tried and outbound.attempts <= len(PAUSES):
        outbound.state = Outbound.State.QUEUED
        pause = timedelta(minutes=PAUSES[outbound.attempts - 1])
        outbound.due_at = now() + (failure.wait or pause)
        alarms.set_alarm(DUE, outbound, outbound.due_at)
    else:
        unsure = Outbound.State.UNCERTAIN if failure.is_unsure else None
        outbound.state = unsure or Outbound.State.FAILED
        record(events.FAILED, outbound, by=_SENDER, error=failure.sentence, **_about(outbound))
    outbound.save(update_fields=["state", "error", "due_at"])
    kinds.named(outbound.channel).note_failure(outbound, failure)
    if failure.is_unreachable:
        _note_unreachable(outbound, failure)
    _log.warning("message not sent", outbound=outbound_id, error=failure.sentence)


def _locked(outbound_id: int) -> Outbound:
    outbound = _row.first(outbound_id)
    if outbound is None:
        raise Outbound.DoesNotExist
    return outbound


@prepared
def _row(outbound_id: int) -> models.QuerySet[Outbound]:
    rows = Outbound.objects.select_for_update(of=("self",)).select_related("mailbox")
    return rows.filter(pk=outbound_id)


def _note_unreachable(outbound: Outbound, failure: NotDelivered) -> None:
    for _name, address in outbound.to:
        facts = {"channel": outbound.channel, "address": address, "status": failure.sentence}
        record(events.BOUNCED, outbound, by=_SENDER, **facts)


def _about(outbound: Outbound) -> dict[str, str | int | None]:
    return {"about_kind": outbound.about_kind, "about_id": outbound.about_id}

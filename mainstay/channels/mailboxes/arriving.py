"""What a server shows us is kept, counted, and only then marked as read there."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet

from mainstay.channels import intake
from mainstay.channels.models import Mailbox, MailboxArrival
from mainstay.core.clock import now

FETCHED = "mailbox"
HANDED_OVER = "lmtp"
"""Sources of raw messages that came by a mailbox."""


@transaction.atomic
def agree(mailbox_id: int, uid_validity: int, uid_next: int) -> Mailbox:
    """Be of one mind with the server about its numbers.

    When it has numbered its messages anew, all of ours are void: everything since we began is
    looked at again, and what is here already is known by its bytes.
    """
    mailbox = Mailbox.objects.select_for_update(of=("self",)).get(pk=mailbox_id)
    if mailbox.uid_validity == uid_validity:
        return mailbox
    if mailbox.began_at is None:
        mailbox.began_at = now()
        mailbox.first_uid = 1 if mailbox.begins == Mailbox.Begin.ALL else uid_next
    else:
        mailbox.first_uid = 1 if mailbox.begins == Mailbox.Begin.ALL else 0
    mailbox.uid_validity, mailbox.last_uid = uid_validity, 0
    mailbox.save(update_fields=["uid_validity", "first_uid", "last_uid", "began_at"])
    return mailbox


def unknown(mailbox: Mailbox, uids: Sequence[int]) -> list[int]:
    """Those of these messages that have not arrived yet, oldest first."""
    known = _arrivals(mailbox).filter(uid__in=uids).values_list("uid", flat=True)
    return sorted(set(uids) - set(known))


@transaction.atomic
def keep(mailbox: Mailbox, messages: Mapping[int, bytes], *, is_cut: bool = False) -> list[int]:
    """Keep what was fetched, count it and queue its taking in, all in one transaction.

    Safe to repeat. Returns the ids of what is new here; with `is_cut` (only the beginning of a
    message too large for us) nothing is queued.
    """
    mailbox = Mailbox.objects.select_for_update(of=("self",)).get(pk=mailbox.pk)
    uids = unknown(mailbox, list(messages))
    stored = intake.store_all(
        [(messages[uid], f"UID {uid}") for uid in uids], source=FETCHED, mailbox=mailbox
    )
    MailboxArrival.objects.bulk_create(
        MailboxArrival(
            mailbox=mailbox,
            uid_validity=mailbox.uid_validity,
            uid=uid,
            raw_id=each.raw_id,
            is_repeat=not each.is_new,
            # What is only begun here stays unread there.
            is_marked=is_cut,
        )
        for uid, each in zip(uids, stored, strict=True)
    )
    fresh = [each.raw_id for each in stored if each.is_new]
    if not is_cut:
        intake.pass_on(fresh)
    last_uid = max([mailbox.last_uid, *uids])
    Mailbox.objects.filter(pk=mailbox.pk).update(last_uid=last_uid)
    return fresh


@transaction.atomic
def keep_handed_over(raw: bytes, mailboxes: Sequence[Mailbox], origin: str) -> int:
    """Keep a message that a mail server hands over, for each of these mailboxes or for none."""
    first = mailboxes[0] if mailboxes else None
    stored = intake.store(raw, source=HANDED_OVER, origin=origin, mailbox=first)
    MailboxArrival.objects.bulk_create(
        MailboxArrival(
            mailbox=each,
            raw_id=stored.raw_id,
            is_repeat=each != first or not stored.is_new,
            is_marked=True,
        )
        for each in mailboxes
    )
    if stored.is_new:
        intake.pass_on([stored.raw_id])
    return stored.raw_id


def unmarked(mailbox: Mailbox) -> list[int]:
    """Numbers of what is here and does not count as read on the server yet."""
    uids = _arrivals(mailbox).filter(is_marked=False).values_list("uid", flat=True)
    return sorted(uid for uid in uids if uid is not None)


def note_marked(mailbox: Mailbox, uids: Sequence[int]) -> None:
    _arrivals(mailbox).filter(uid__in=uids).update(is_marked=True)


def note_fetched(mailbox: Mailbox) -> None:
    """All that the server has is here."""
    rows = Mailbox.objects.filter(pk=mailbox.pk)
    rows.update(last_fetched_at=now(), last_error="", failing_since=None)


def note_failure(mailbox_id: int, sentence: str) -> None:
    """Nothing can be fetched right now, and why."""
    rows = Mailbox.objects.filter(pk=mailbox_id)
    rows.filter(failing_since=None).update(last_error=sentence, failing_since=now())
    rows.exclude(failing_since=None).update(last_error=sentence)


def _arrivals(mailbox: Mailbox) -> QuerySet[MailboxArrival]:
    return MailboxArrival.objects.filter(mailbox=mailbox, uid_validity=mailbox.uid_validity)

"""Whose turn it is to leave: at most so many in a minute by one mailbox, in their order."""

from datetime import datetime, timedelta

from django.db.models import Q

from mainstay.channels.models import Mailbox, Outbound
from mainstay.core.clock import now

_MINUTE = timedelta(minutes=1)
_WAITING = (Outbound.State.HELD, Outbound.State.QUEUED)


def turn_of(outbound: Outbound) -> datetime | None:
    """When to ask again; None when it may leave now.

    Who is due longer goes first. Whoever asks holds the mailbox until it has claimed its message,
    so that two cannot take the same place.
    """
    if outbound.mailbox_id is None:
        return None
    mailbox = Mailbox.objects.select_for_update(of=("self",)).get(pk=outbound.mailbox_id)
    if mailbox.is_paused:
        return now() + _MINUTE
    if not mailbox.per_minute:
        return None
    left = Outbound.objects.filter(mailbox=mailbox, claimed_at__gt=now() - _MINUTE)
    times = sorted(each for each in left.values_list("claimed_at", flat=True) if each)
    place = _before(outbound) - (mailbox.per_minute - len(times))
    if place < 0:
        return None
    # The place-th of those that left makes room a minute after it did; then the next minute's.
    rounds, index = divmod(place, mailbox.per_minute)
    left_at = times[min(index, len(times) - 1)] if times else now()
    return left_at + _MINUTE * (rounds + 1)


def _before(outbound: Outbound) -> int:
    """How many wait in front of it."""
    earlier = Q(due_at__lt=outbound.due_at) | Q(due_at=outbound.due_at, pk__lt=outbound.pk)
    waiting = Outbound.objects.filter(mailbox=outbound.mailbox_id, state__in=_WAITING)
    return waiting.filter(earlier, due_at__lte=now()).count()

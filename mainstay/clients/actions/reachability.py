"""Whether anything still reaches somebody at an address or in a chat."""

from django.db import models, transaction

from mainstay.clients import events
from mainstay.clients.actions.access import may_write
from mainstay.clients.addresses import normal
from mainstay.clients.models import Identity
from mainstay.core.actor import Actor, System
from mainstay.core.clock import now
from mainstay.core.events import EventKind
from mainstay.core.log import record

_LONGEST_STATUS = 300


@transaction.atomic
def note_bounce(
    address: str, status: str, *, channel: str = Identity.Kind.EMAIL
) -> Identity | None:
    """What we sent last to this address came back for good; `status` is what its server said.

    None when nobody has the address.
    """
    identity = _locked().filter(kind=channel, value=normal(address)).first()
    if identity is None:
        return None
    is_news = identity.bounced_at is None
    identity.bounced_at = now()
    identity.bounce_status = " ".join(status.split())[:_LONGEST_STATUS]
    identity.save(update_fields=["bounced_at", "bounce_status"])
    if is_news:
        _record(events.ADDRESS_BOUNCED, identity, System("mail"))
    return identity


@transaction.atomic
def clear_bounce(identity: Identity, *, by: Actor) -> Identity:
    """Count on the address again: somebody wrote from it, or says that it works."""
    identity = _locked().get(pk=identity.pk)
    if identity.bounced_at is None:
        return identity
    may_write(by)
    identity.bounced_at, identity.bounce_status = None, ""
    identity.save(update_fields=["bounced_at", "bounce_status"])
    _record(events.ADDRESS_CLEARED, identity, by)
    return identity


def _locked() -> models.QuerySet[Identity]:
    return Identity.objects.select_for_update(of=("self",)).select_related("contact")


def _record(kind: EventKind, identity: Identity, by: Actor) -> None:
    contact = identity.contact
    record(kind, contact, by=by, contact=contact.pk, address=identity.label or identity.value)

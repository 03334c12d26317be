"""A mail of ours came back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels import events
from mainstay.channels.email.bounces import Bounce
from mainstay.channels.models import Outbound
from mainstay.core.actor import System
from mainstay.core.log import record

_NEVER_LEFT = (Outbound.State.HELD, Outbound.State.CANCELLED)


@dataclass(frozen=True)
class Returned:
    """A mail of ours that came back. `address` is the one it did not reach, where that is sure."""

    outbound: Outbound
    address: str


@transaction.atomic
def note_bounce(bounce: Bounce) -> Returned | None:
    """Say on the message that it did not arrive, or not yet. None when it was none of ours.

    Anybody can write a delivery report. It counts for an address only when it names a mail of
    ours, whose id only its recipients know, and that mail went there.
    """
    if not bounce.original_message_id:
        return None
    rows = Outbound.objects.select_for_update(of=("self",))
    outbound = rows.filter(message_id=bounce.original_message_id).first()
    if outbound is None or outbound.state in _NEVER_LEFT:
        return None
    returned = Returned(outbound, _address(outbound, bounce))
    if outbound.state == Outbound.State.FAILED:
        return returned
    outbound.error = _sentence(bounce, returned.address)
    if bounce.is_hard:
        outbound.state, outbound.sent_at = Outbound.State.FAILED, None
        about = {"about_kind": outbound.about_kind, "about_id": outbound.about_id}
        record(events.FAILED, outbound, by=System("mail"), error=outbound.error, **about)
    outbound.save(update_fields=["state", "sent_at", "error"])
    return returned


def _sentence(bounce: Bounce, address: str) -> str:
    if bounce.is_hard:
        sentence = _("{address} cannot be reached: {diagnostic}")
    elif (bounce.status or "").startswith("5"):
        sentence = _("{address} did not get it: {diagnostic}")
    else:
        sentence = _("{address} has not got it yet: {diagnostic}")
    return sentence.format(
        address=address or bounce.recipient or _("The address"),
        diagnostic=bounce.diagnostic or bounce.status or "",
    )


def _address(outbound: Outbound, bounce: Bounce) -> str:
    """The recipient of ours that a report is about; empty when it cannot be told.

    A report may name where the mail was passed on to: with one recipient there is no doubt.
    """
    people = [*outbound.to, *outbound.cc, *outbound.bcc]
    ours = {str(address).lower(): str(address) for _name, address in people}
    named = (bounce.recipient or "").lower()
    if named in ours:
        return ours[named]
    return next(iter(ours.values())) if len(ours) == 1 else ""

"""What clients do when something happens below them."""

from mainstay.channels import events as channels
from mainstay.channels.chat import value_in
from mainstay.clients.actions.reachability import note_bounce
from mainstay.core.models import Event
from mainstay.core.reactions import reaction


@reaction(channels.BOUNCED)
def mark_out_of_reach(event: Event) -> None:
    """Nothing reaches them there any more."""
    facts = event.facts
    note_bounce(value_in(facts["address"]), facts["status"], channel=facts["channel"])

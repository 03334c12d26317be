"""A mail that is to leave, for the tests."""

from mainstay.channels import actions
from mainstay.channels.email.inbound import Address
from mainstay.channels.models import Outbound

CLAIRE = Address("Claire Fabre", "claire.fabre@lejournaldusud.example")


def queued(world, **values) -> Outbound:
    """One mail from Maya to Claire, held for the undo window."""
    return actions.queue(
        to=[CLAIRE],
        subject="The link of May",
        text="Bonjour Claire.",
        by=world.maya,
        about=world.journal,
        **values,
    )

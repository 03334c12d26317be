"""What conversations do when something happens below them."""

from mainstay.channels import events as channels
from mainstay.conversations import events
from mainstay.conversations.models import Message
from mainstay.core.actor import System
from mainstay.core.log import record
from mainstay.core.models import Event
from mainstay.core.reactions import reaction


@reaction(channels.FAILED)
def show_failure(event: Event) -> None:
    """Say on the timeline that a reply did not leave."""
    message = (
        Message.objects.select_related("conversation").filter(outbound_id=event.subject_id).first()
    )
    if message is None:
        return
    record(
        events.NOT_SENT,
        message.conversation,
        by=System("sender"),
        message=message.pk,
        error=event.facts.get("error"),
    )

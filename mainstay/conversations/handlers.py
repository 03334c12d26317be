"""What conversations do when something happens below them."""

from mainstay.channels import events as channels
from mainstay.conversations import events
from mainstay.conversations.actions.categories import begin_with_the_usual_categories
from mainstay.conversations.actions.siding_answers import not_reached
from mainstay.conversations.jobs import change_in_bulk
from mainstay.conversations.models import Message
from mainstay.core.actor import System
from mainstay.core.log import record
from mainstay.core.models import Event
from mainstay.core.reactions import reaction
from mainstay.team import events as team
from mainstay.team.models import Member


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
    not_reached(message.conversation)


@reaction(team.MEMBER_JOINED)
def begin_with_categories(event: Event) -> None:
    """Whoever joins first finds the topics of this business; a desk that has any keeps them."""
    member = Member.objects.filter(pk=event.subject_id).first()
    language = member.interface_language if member else ""
    begin_with_the_usual_categories(language, by=System("setup"))


@reaction(events.BULK_BEGUN)
def begin_to_change_in_bulk(event: Event) -> None:
    """The first batch; each queues the next."""
    change_in_bulk.defer(bulk_id=event.subject_id)


@reaction(events.BULK_UNDONE)
def begin_to_take_back_in_bulk(event: Event) -> None:
    """The same job: what it does stands on the row."""
    change_in_bulk.defer(bulk_id=event.subject_id)

"""A mail of ours came back."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels import events
from mainstay.channels.email.bounces import Bounce
from mainstay.channels.models import Outbound
from mainstay.core.actor import System
from mainstay.core.log import record


@transaction.atomic
def note_bounce(bounce: Bounce) -> Outbound | None:
    """Say on the message that it did not arrive. None when it was none of ours."""
    if not bounce.original_message_id:
        return None
    rows = Outbound.objects.select_for_update()
    outbound = rows.filter(message_id=bounce.original_message_id).first()
    if outbound is None or not bounce.is_hard or outbound.state == Outbound.State.FAILED:
        return outbound
    outbound.state, outbound.sent_at = Outbound.State.FAILED, None
    outbound.error = _("{address} cannot be reached: {diagnostic}").format(
        address=bounce.recipient or _("The address"), diagnostic=bounce.diagnostic or bounce.status
    )
    outbound.save(update_fields=["state", "sent_at", "error"])
    about = {"about_kind": outbound.about_kind, "about_id": outbound.about_id}
    record(events.FAILED, outbound, by=System("mail"), error=outbound.error, **about)
    return outbound

"""What is worth knowing before an answer leaves. It never stops anybody."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mainstay.clients import queries as clients
from mainstay.conversations.correspondence import recipient_of
from mainstay.conversations.models import Conversation
from mainstay.core.errors import Refused
from mainstay.ui.context import Remark
from mainstay.web.conversation.doubts import DoubtView, build_doubts, doubtful


def remarks_on(
    conversation: Conversation, doubts: Sequence[DoubtView] | None = None
) -> tuple[Remark, ...]:
    """About where a mail goes. Whoever has the doubts already gives them."""
    try:
        address = recipient_of(conversation).address
    except Refused:
        return ()
    bounced = [_bounced(each.value, each.bounce_status) for each in clients.bounced([address])]
    doubts = build_doubts(conversation) if doubts is None else doubts
    return (*bounced, *doubtful(doubts, address))


def _bounced(address: str, status: str) -> Remark:
    if not status:
        return Remark(_("The last mail to {address} came back.").format(address=address))
    sentence = _("The last mail to {address} came back: {status}")
    return Remark(sentence.format(address=address, status=status))

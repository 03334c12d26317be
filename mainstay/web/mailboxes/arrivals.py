"""The messages behind a figure of a mailbox."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.channels.mailboxes import queries
from mainstay.channels.mailboxes.queries import Fate
from mainstay.channels.models import Mailbox, RawMessage
from mainstay.conversations.models import Message
from mainstay.ui.context import Column
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.mailboxes.figures import words_of
from mainstay.web.pages import MemberRequest
from mainstay.web.settings_nav import settings_page


@require_safe
@administrators_only
def arrivals(request: MemberRequest, pk: int) -> HttpResponse:
    mailbox = get_object_or_404(Mailbox, pk=pk)
    asked, after = request.GET.get("fate", ""), request.GET.get("after", "")
    fate: Fate | None = asked if asked in queries.FATES else None
    found = queries.arrived(
        mailbox, fate, int(after) if after.isdecimal() and len(after) < 19 else 0
    )
    places = places_of([each.raw_id for each in found.rows if each.raw_id])
    address = reverse("web:mailbox_arrivals", args=[pk])
    kept = {"fate": fate} if fate else {}
    context = {
        "mailbox": mailbox,
        "title": words_of(fate),
        "columns": [
            Column(_("Subject"), is_row_header=True),
            Column(_("From")),
            Column(_("Arrived")),
        ],
        "rows": [(each, places.get(each.raw_id or 0, "")) for each in found.rows],
        "first_url": f"{address}?{urlencode(kept)}" if after else "",
        "more_url": (
            f"{address}?{urlencode({**kept, 'after': found.next_key})}" if found.next_key else ""
        ),
    }
    return settings_page(request, "web/mailboxes/arrivals.html", context, at="mailboxes")


def places_of(raw_ids: list[int]) -> dict[int, str]:
    """Where each of these messages is now: its conversation, or the quarantine."""
    held = RawMessage.objects.filter(pk__in=raw_ids, state=RawMessage.State.QUARANTINED)
    places = {pk: reverse("web:quarantined", args=[pk]) for pk in held.values_list("pk", flat=True)}
    messages = Message.objects.filter(raw__in=raw_ids)
    for raw_id, number in messages.values_list("raw_id", "conversation_id"):
        places[raw_id or 0] = reverse("web:conversation", args=[number])
    return places

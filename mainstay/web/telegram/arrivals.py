"""The messages behind a figure of a bot."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.channels.telegram import queries
from mainstay.channels.telegram.models import TelegramBot
from mainstay.channels.telegram.queries import Fate
from mainstay.ui.context import Column
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.mailboxes.arrivals import places_of
from mainstay.web.pages import MemberRequest
from mainstay.web.settings_nav import settings_page
from mainstay.web.telegram.figures import words_of


@require_safe
@administrators_only
def arrivals(request: MemberRequest, pk: int) -> HttpResponse:
    bot = get_object_or_404(TelegramBot, pk=pk)
    asked, after = request.GET.get("fate", ""), request.GET.get("after", "")
    fate: Fate | None = asked if asked in queries.FATES else None
    found = queries.arrived(bot, fate, int(after) if after.isdecimal() and len(after) < 19 else 0)
    places = places_of([each.raw_id for each in found.rows if each.raw_id])
    address = reverse("web:telegram_arrivals", args=[pk])
    kept = {"fate": fate} if fate else {}
    older = f"{address}?{urlencode({**kept, 'after': found.next_key})}"
    context = {
        "bot": bot,
        "title": words_of(fate),
        "columns": [
            Column(_("Message"), is_row_header=True),
            Column(_("From")),
            Column(_("Arrived")),
        ],
        "rows": [(each, places.get(each.raw_id or 0, "")) for each in found.rows],
        "first_url": f"{address}?{urlencode(kept)}" if after else "",
        "more_url": older if found.next_key else "",
    }
    return settings_page(request, "web/telegram/arrivals.html", context, at="telegram")

"""Messages that could not be understood. Their bytes are kept."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.channels import queries
from mainstay.ui.context import Column, EmptyState
from mainstay.web.access import watch_keepers_only
from mainstay.web.pages import MemberRequest
from mainstay.web.quarantine.causes import source_name, title_of
from mainstay.web.settings_nav import settings_page


@require_safe
@watch_keepers_only
def quarantine(request: MemberRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    found = queries.held(int(after) if after.isdecimal() and len(after) < 19 else 0)
    address = reverse("web:quarantine")
    context = {
        "columns": [
            Column(_("Cause"), is_row_header=True),
            Column(_("From")),
            Column(_("Came by")),
            Column(_("Size"), is_number=True),
            Column(_("Arrived")),
        ],
        "rows": found.rows,
        "title_of": title_of,
        "source_name": source_name,
        "first_url": address if after else "",
        "more_url": f"{address}?after={found.next_key}" if found.next_key else "",
        "empty": None if found.rows else _empty(),
    }
    return settings_page(request, "web/quarantine/quarantine.html", context, at="quarantine")


def _empty() -> EmptyState:
    return EmptyState(
        _("Every message could be read"),
        _(
            "One that cannot be read waits here with its cause. Its bytes are kept, so that it can"
            " be tried again or taken out."
        ),
        icon="check",
    )

"""Messages that were set aside: not understood, or spam. Their bytes are kept."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.channels import queries
from mainstay.ui.context import Column, EmptyState, Option
from mainstay.web.access import watch_keepers_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest
from mainstay.web.quarantine.causes import source_name, title_of
from mainstay.web.settings_nav import settings_page


@require_safe
@watch_keepers_only
def quarantine(request: MemberRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    is_spam = request.GET.get("shelf") == "spam"
    found = queries.held(int(after) if after.isdecimal() and len(after) < 19 else 0, spam=is_spam)
    address = reverse("web:quarantine") + ("?shelf=spam" if is_spam else "")
    context = {
        "shelves": _shelves(is_spam),
        "is_spam": is_spam,
        "columns": [
            Column(_("Subject") if is_spam else _("Cause"), is_row_header=True),
            Column(_("From")),
            Column(_("Came by")),
            *([] if is_spam else [Column(_("Size"), is_number=True)]),
            Column(_("Arrived")),
            *([Column(_("Wrong?"))] if is_spam else []),
        ],
        "rows": found.rows,
        "title_of": title_of,
        "source_name": source_name,
        "first_url": address if after else "",
        "more_url": _further(is_spam, found.next_key) if found.next_key else "",
        "empty": None if found.rows else _no_spam() if is_spam else _empty(),
    }
    return settings_page(request, "web/quarantine/quarantine.html", context, at="quarantine")


def _shelves(is_spam: bool) -> list[Option]:
    address = reverse("web:quarantine")
    return [
        Option(
            _("Could not be read"),
            url=address,
            count=queries.count_quarantined(),
            is_current=not is_spam,
        ),
        Option(
            _("Spam"), url=f"{address}?shelf=spam", count=queries.count_spam(), is_current=is_spam
        ),
    ]


def _further(is_spam: bool, after: int) -> str:
    asked = {"shelf": "spam"} if is_spam else {}
    return f"{reverse('web:quarantine')}?{urlencode({**asked, 'after': after})}"


def _no_spam() -> EmptyState:
    return EmptyState(
        _("No spam lies here"),
        _("What one of your spam rules fits is set aside here, and can be taken in by one click."),
        icon="check",
        step_label=_("Spam rules"),
        step_url=reverse("web:spam_rules"),
    )


def _empty() -> EmptyState:
    return EmptyState(
        _("Every message could be read"),
        _(
            "One that cannot be read waits here with its cause. Its bytes are kept, so that it can"
            " be tried again or taken out."
        ),
        icon="check",
    )

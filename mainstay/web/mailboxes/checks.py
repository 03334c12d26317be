"""Whether a mailbox works: its servers are really asked, and each step is told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.channels.email.checking import Checked
from mainstay.channels.email.trouble import Step as Reached
from mainstay.channels.mailboxes.checking import check_both
from mainstay.channels.models import Mailbox
from mainstay.ui.context import Step
from mainstay.web.access import administrators_only
from mainstay.web.pages import MemberRequest
from mainstay.web.settings_nav import settings_page


@require_safe
@administrators_only
def check(request: MemberRequest, pk: int) -> HttpResponse:
    """A page and no form: it changes nothing, and no transaction waits for a slow server."""
    mailbox = get_object_or_404(Mailbox, pk=pk)
    fetching, sending = check_both(mailbox)
    context = {
        "mailbox": mailbox,
        "fetching": fetching,
        "fetching_steps": _steps(fetching) if fetching else [],
        "sending": sending,
        "sending_steps": _steps(sending) if sending else [],
        "is_fine": not any(each and each.failed for each in (fetching, sending)),
    }
    return settings_page(request, "web/mailboxes/check.html", context, at="mailboxes")


def _steps(checked: Checked) -> list[Step]:
    """Done up to the one that failed; the rest was not tried."""
    if not checked.failed:
        return [Step(_title(each), "done") for each in checked.steps]
    failed = checked.steps.index(checked.failed)
    return [
        *(Step(_title(each), "done") for each in checked.steps[:failed]),
        Step(_title(checked.failed), "failed", text=checked.sentence),
        *(Step(_title(each), "later") for each in checked.steps[failed + 1 :]),
    ]


def _title(step: Reached) -> str:
    titles: dict[Reached, str] = {
        "name": _("Find the server by its name"),
        "reach": _("Reach it"),
        "tls": _("Encrypt, and see whose certificate it is"),
        "sign_in": _("Sign in"),
        "folder": _("Open the folder"),
        "talk": _("Talk to it"),
    }
    return titles[step]

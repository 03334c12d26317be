"""Whether a bot works: Telegram is really asked, and each step is told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.channels.telegram.checking import STEPS, Checked, check
from mainstay.channels.telegram.models import TelegramBot
from mainstay.channels.telegram.trouble import Step as Reached
from mainstay.ui.context import Step
from mainstay.web.access import administrators_only
from mainstay.web.pages import MemberRequest
from mainstay.web.settings_nav import settings_page


@require_safe
@administrators_only
def checked(request: MemberRequest, pk: int) -> HttpResponse:
    """A page and no form: no transaction waits for Telegram."""
    bot = get_object_or_404(TelegramBot, pk=pk)
    found = check(bot)
    context = {"bot": bot, "checked": found, "steps_done": _steps(found)}
    return settings_page(request, "web/telegram/check.html", context, at="telegram")


def _steps(found: Checked) -> list[Step]:
    """Done up to the one that failed; the rest was not tried."""
    if not found.failed:
        return [Step(_title(each), "done") for each in STEPS]
    failed = STEPS.index(found.failed)
    return [
        *(Step(_title(each), "done") for each in STEPS[:failed]),
        Step(_title(found.failed), "failed", text=found.sentence),
        *(Step(_title(each), "later") for each in STEPS[failed + 1 :]),
    ]


def _title(step: Reached) -> str:
    titles: dict[Reached, str] = {
        "reach": _("Reach Telegram"),
        "token": _("Show the token"),
        "way": _("See that messages can come to us"),
    }
    return titles.get(step, step)

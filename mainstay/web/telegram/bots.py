"""The Telegram bots of the desk: how each is, and what somebody may change about it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.channels.telegram import actions, queries
from mainstay.channels.telegram.models import TelegramBot
from mainstay.core.errors import Refused
from mainstay.ui.context import Column, EmptyState
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go
from mainstay.web.settings_nav import settings_page
from mainstay.web.telegram.figures import figures_of
from mainstay.web.telegram.forms import BotForm
from mainstay.web.telegram.states import state_of


@require_safe
@administrators_only
def bots(request: MemberRequest) -> HttpResponse:
    rows = [(each, state_of(each)) for each in queries.bots()]
    context = {
        "columns": [
            Column(_("Name"), is_row_header=True),
            Column(_("State")),
            Column(_("Department")),
            Column(_("Heard")),
        ],
        "rows": rows,
        "empty": None if rows else _empty(),
    }
    return settings_page(request, "web/telegram/bots.html", context, at="telegram")


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def new(request: MemberRequest) -> HttpResponse:
    form = BotForm(request.POST or None)
    added = _saved(form, lambda: actions.add(form.settings, form.secret, by=request.user))
    if added:
        return go(request, reverse("web:telegram_check", args=[added.pk]))
    return _page(request, "web/telegram/new.html", {"form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def bot(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(TelegramBot, pk=pk)
    form = BotForm(request.POST or None, bot=found)
    changed = _saved(
        form, lambda: actions.change(found, form.settings, form.secret, by=request.user)
    )
    if changed:
        return go(request, reverse("web:telegram_check", args=[pk]))
    reconciliation = queries.reconciliation(found)
    context = {
        "form": form,
        "bot": found,
        "state": state_of(found),
        "reconciliation": reconciliation,
        "figures": figures_of(found, reconciliation),
        "is_used": actions.is_used(found),
    }
    return _page(request, "web/telegram/bot.html", context, form)


def _saved(form: BotForm, save: Callable[[], TelegramBot]) -> TelegramBot | None:
    if not form.is_valid():
        return None
    try:
        return save()
    except Refused as refusal:
        form.add_error("token", str(refusal))
        return None


def _page(
    request: MemberRequest, template: str, context: dict[str, Any], form: BotForm
) -> HttpResponse:
    status = 422 if form.errors else 200
    return settings_page(request, template, context, at="telegram", status=status)


def _empty() -> EmptyState:
    return EmptyState(
        _("No Telegram bot yet"),
        _(
            "Make one with @BotFather in Telegram and paste its token. Clients write to it, and you"
            " answer here, in the same conversations as by mail."
        ),
        icon="chat",
        step_label=_("Add a bot"),
        step_url=reverse("web:telegram_new"),
    )

"""Letting a bot rest, letting it go on, and taking it away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.channels.telegram import actions
from mainstay.channels.telegram.models import TelegramBot
from mainstay.ui.context import Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back


@require_POST
@administrators_only
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    bot = actions.pause(get_object_or_404(TelegramBot, pk=pk), by=request.user)
    return _back(request, bot, Toast(_("The bot is paused."), tone="soon"))


@require_POST
@administrators_only
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    bot = actions.resume(get_object_or_404(TelegramBot, pk=pk), by=request.user)
    return _back(request, bot, Toast(_("The bot goes on."), tone="kept"))


@require_POST
@administrators_only
@refusals_lead_back
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    bot = get_object_or_404(TelegramBot, pk=pk)
    actions.remove(bot, by=request.user)
    said = Toast(_("{name} is removed.").format(name=bot.name), tone="kept")
    return go(request, reverse("web:telegram"), said)


def _back(request: MemberRequest, bot: TelegramBot, said: Toast) -> HttpResponse:
    return go(request, reverse("web:telegram_bot", args=[bot.pk]), said)

"""Addresses of the Telegram bots."""

from django.urls import path

from mainstay.web.telegram import arrivals, bots, checks, hooks, pausing

_BOT = "telegram/<int:pk>/"

urlpatterns = [
    path("telegram/", bots.bots, name="telegram"),
    path("telegram/new/", bots.new, name="telegram_new"),
    path(_BOT, bots.bot, name="telegram_bot"),
    path(f"{_BOT}check/", checks.checked, name="telegram_check"),
    path(f"{_BOT}arrivals/", arrivals.arrivals, name="telegram_arrivals"),
    path(f"{_BOT}pause/", pausing.pause, name="telegram_pause"),
    path(f"{_BOT}resumption/", pausing.resume, name="telegram_resumption"),
    path(f"{_BOT}removal/", pausing.remove, name="telegram_removal"),
    path("hooks/telegram/<int:pk>", hooks.called, name="telegram_hook"),
]

from django.urls import path

from mainstay.web.webhooks import changing, log, webhooks

_ONE = "webhooks/<int:pk>/"

urlpatterns = [
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/new/", webhooks.create, name="webhook_new"),
    path(_ONE, webhooks.webhook, name="webhook"),
    path(f"{_ONE}log/", log.log, name="webhook_log"),
    path(f"{_ONE}trial/", changing.ping, name="webhook_trial"),
    path(f"{_ONE}pause/", changing.pause, name="webhook_pause"),
    path(f"{_ONE}resumption/", changing.resume, name="webhook_resumption"),
    path(f"{_ONE}secret/", changing.secret, name="webhook_secret"),
    path(f"{_ONE}removal/", changing.remove, name="webhook_removal"),
    path(f"{_ONE}deliveries/<int:delivery_pk>/", log.delivery, name="webhook_delivery"),
    path(f"{_ONE}deliveries/<int:delivery_pk>/replay/", log.replay, name="webhook_replay"),
]

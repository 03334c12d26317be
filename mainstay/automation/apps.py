from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "mainstay.automation"
    label = "automation"

    def ready(self) -> None:
        from mainstay.automation import models  # noqa: PLC0415
        from mainstay.automation.webhooks import feeding, jobs  # noqa: F401, PLC0415
        from mainstay.core import log  # noqa: PLC0415

        log.name_by("webhook", models.webhook_names)

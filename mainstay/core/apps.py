from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "mainstay.core"
    label = "core"

    def ready(self) -> None:
        # Their jobs and readers register here.
        from mainstay.core import alarms, notices, reactions, upkeep  # noqa: F401, PLC0415

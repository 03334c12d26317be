from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "mainstay.core"
    label = "core"

    def ready(self) -> None:
        from mainstay.core import jobs, live  # noqa: F401, PLC0415  (tasks and readers register)

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "mainstay.surveys"
    label = "surveys"

    def ready(self) -> None:
        from mainstay.core.personal import register  # noqa: PLC0415
        from mainstay.surveys import handlers, jobs, personal  # noqa: F401, PLC0415

        register(personal.HOLDER)

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "mainstay.api"
    label = "api"

    def ready(self) -> None:
        from mainstay.api.channel import ByProgram  # noqa: PLC0415
        from mainstay.channels import kinds  # noqa: PLC0415

        kinds.register(ByProgram())

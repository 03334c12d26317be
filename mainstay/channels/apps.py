from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "mainstay.channels"
    label = "channels"

    def ready(self) -> None:
        from mainstay.channels import jobs  # noqa: F401, PLC0415

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "mainstay.channels"
    label = "channels"

    def ready(self) -> None:
        from mainstay.channels import jobs, kinds, personal  # noqa: F401, PLC0415
        from mainstay.channels.mailboxes.mail import Mail  # noqa: PLC0415
        from mainstay.core.personal import register  # noqa: PLC0415

        register(personal.HOLDER)
        kinds.register(Mail())

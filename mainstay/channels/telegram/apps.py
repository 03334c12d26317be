from django.apps import AppConfig


class TelegramConfig(AppConfig):
    name = "mainstay.channels.telegram"
    label = "telegram"

    def ready(self) -> None:
        from mainstay.channels import kinds  # noqa: PLC0415
        from mainstay.channels.telegram import personal  # noqa: PLC0415
        from mainstay.channels.telegram.kind import Telegram  # noqa: PLC0415
        from mainstay.core.personal import leave_alone, register  # noqa: PLC0415

        kinds.register(Telegram())
        register(personal.HOLDER)
        leave_alone("telegram.telegrambot")

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "mainstay.conversations"
    label = "conversations"

    def ready(self) -> None:
        from mainstay.conversations import handlers, jobs, personal  # noqa: F401, PLC0415
        from mainstay.core.personal import register  # noqa: PLC0415

        register(personal.HOLDER)

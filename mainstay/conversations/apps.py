from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "mainstay.conversations"
    label = "conversations"

    def ready(self) -> None:
        from mainstay.clients import words  # noqa: PLC0415
        from mainstay.conversations import (  # noqa: PLC0415
            handlers,  # noqa: F401
            jobs,  # noqa: F401
            models,
            personal,
            personal_drafts,
            personal_marks,
        )
        from mainstay.core import log  # noqa: PLC0415
        from mainstay.core.personal import register  # noqa: PLC0415

        words.also_marks("conversations")
        log.name_by("category", models.category_names)
        register(personal.HOLDER)
        register(personal_drafts.HOLDER)
        register(personal_marks.HOLDER)

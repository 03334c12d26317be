from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "mainstay.team"
    label = "team"

    def ready(self) -> None:
        from mainstay.core import log  # noqa: PLC0415
        from mainstay.core.personal import register  # noqa: PLC0415
        from mainstay.team import models  # noqa: PLC0415
        from mainstay.team.tokens import answers, events, personal  # noqa: F401, PLC0415

        log.name_by("member", models.member_names)
        log.name_by("department", models.department_names)
        register(personal.HOLDER)

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "mainstay.clients"
    label = "clients"

    def ready(self) -> None:
        from mainstay.clients import handlers, jobs, models, personal  # noqa: F401, PLC0415
        from mainstay.clients.cards import events  # noqa: F401, PLC0415
        from mainstay.core import log  # noqa: PLC0415
        from mainstay.core.personal import register  # noqa: PLC0415

        log.name_by("contact", models.contact_names)
        log.name_by("organisation", models.organisation_names)
        register(personal.HOLDER)

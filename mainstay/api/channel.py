"""The way by which other programs bring messages of clients. Nothing leaves by it."""

from django.utils.translation import gettext as _

from mainstay.channels.kinds import Kind

API = "api"


class ByProgram(Kind):
    name = API
    icon = "external"
    is_chat = False

    @property
    def words(self) -> str:
        return _("by another program")

    @property
    def label(self) -> str:
        return "API"

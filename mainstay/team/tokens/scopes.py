"""What a token may be used for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """An area, and whether it is read or written. Who may write there reads there, too."""

    READ_CONVERSATIONS = "conversations:read", _("Read conversations, search and files")
    WRITE_CONVERSATIONS = "conversations:write", _("Write in conversations")
    READ_CLIENTS = "clients:read", _("Read clients and contacts")
    WRITE_CLIENTS = "clients:write", _("Change clients and contacts")
    READ_TEAM = "team:read", _("Read members and departments")
    HAND_OVER = "messages:write", _("Hand over messages of clients")

    @property
    def writes(self) -> bool:
        return self.value.endswith(":write")

    @property
    def including(self) -> tuple[str, str]:
        """The scopes any one of which is enough: itself, and writing in its area."""
        return (self.value, self.value.replace(":read", ":write"))

"""Where a list goes on: after which row, in letters that say nothing."""

import base64

from django.utils.translation import gettext as _

from mainstay.api.problems import FieldError


class Invalid(Exception):
    """Something sent is wrong in a way that its type does not tell."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.error = FieldError(field=field, detail=detail)


def encode(after: int) -> str:
    return base64.urlsafe_b64encode(str(after).encode()).decode().rstrip("=")


def decode(cursor: str) -> int | None:
    """The row after which the page begins; None for the first page. Raises Invalid."""
    if not cursor:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        text = ""
    if not text.isdecimal() or len(text) > 18:
        raise Invalid("query.cursor", _("This cursor is damaged. Begin with the first page."))
    return int(text)

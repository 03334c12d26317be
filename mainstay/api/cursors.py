"""Where a list goes on: after which row, in letters that say nothing."""

import base64
import re

from django.utils.translation import gettext as _

from mainstay.api.problems import FieldError


class Invalid(Exception):
    """Something sent is wrong in a way that its type does not tell."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.error = FieldError(field=field, detail=detail)


# Where a list that is in the order of times goes on: a state, a time, a number.
_PLACE = re.compile(r"[a-z]* \d{4}-\d\d-\d\dT[0-9:.+]{8,30} \d{1,18}")


def encode(after: int) -> str:
    return base64.urlsafe_b64encode(str(after).encode()).decode().rstrip("=")


def decode(cursor: str) -> int | None:
    """The row after which the page begins; None for the first page. Raises Invalid."""
    if not cursor:
        return None
    text = _text(cursor)
    if not text.isdecimal() or len(text) > 18:
        raise _damaged()
    return int(text)


def whole(cursor: str) -> str:
    """The same cursor of a list that is in the order of times. Raises Invalid.

    Those lists begin anew by a damaged one, which a program would never notice.
    """
    if cursor and not _PLACE.fullmatch(_text(cursor)):
        raise _damaged()
    return cursor


def _text(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        return ""


def _damaged() -> Invalid:
    return Invalid("query.cursor", _("This cursor is damaged. Begin with the first page."))

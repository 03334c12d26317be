"""What asks for the reader by name, on every page: read once a request."""

from typing import TYPE_CHECKING

from mainstay.conversations.calls import Calls, calls_of

if TYPE_CHECKING:
    from mainstay.web.pages import MemberRequest


def calls_on(request: "MemberRequest") -> Calls:
    found: Calls | None = getattr(request, "_calls", None)
    if found is None:
        found = calls_of(request.user)
        request._calls = found  # type: ignore[attr-defined]
    return found

"""The way back to a conversation after something was done in it."""

from urllib.parse import parse_qs, urlencode, urlsplit

from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, came_from


def page_of(request: MemberRequest, number: int, **more: object) -> str:
    """Its page, with the list beside it that stood there before, and `more` in its query."""
    before = parse_qs(urlsplit(came_from(request)).query)
    listed = {name: before[name][0] for name in ("box", "shelf") if name in before}
    query = urlencode(listed | more)
    address = reverse("web:conversation", args=[number])
    return f"{address}?{query}" if query else address

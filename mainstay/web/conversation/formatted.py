"""What we wrote, drawn with its little formatting."""

from collections.abc import Iterable

from markupsafe import Markup

from mainstay.conversations.formatting import to_html
from mainstay.conversations.models import Attachment, Draft
from mainstay.web.addresses import reverse


def of_message(text: str, pictures: Iterable[Attachment]) -> Markup:
    """Empty when it is as plain as it was typed."""
    places = {each.content_id: reverse("web:picture", args=[each.pk]) for each in pictures}
    return _safe(to_html(text, places.get))


def of_draft(draft: Draft) -> Markup:
    pictures = (each for each in draft.files.all() if each.content_id)
    places = {each.content_id: reverse("web:draft_picture", args=[each.pk]) for each in pictures}
    return _safe(to_html(draft.text, places.get))


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704  (sanitised where it was made)

"""Topics by their whole name."""

from collections.abc import Mapping

from mainstay.conversations.models import Category

SEPARATOR = " › "


def category_names() -> Mapping[int, str]:
    """Every category with those it stands under: "Payments › Late payout". One query."""
    rows = {pk: (name, parent) for pk, name, parent in _rows()}
    names = {}
    for pk in rows:
        parts: list[str] = []
        at: int | None = pk
        # The tree holds no circle, and a damaged one would not hang us.
        while at is not None and len(parts) < len(rows):
            name, parent = rows[at]
            parts.insert(0, name)
            at = parent
        names[pk] = SEPARATOR.join(parts)
    return names


def _rows() -> list[tuple[int, str, int | None]]:
    return list(Category.objects.values_list("pk", "name", "parent_id"))

"""A conversation as a row of a table with the columns that somebody chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mainstay.conversations.models import Category, Conversation, waiting_words
from mainstay.conversations.queries import Listed
from mainstay.team.models import Department, member_names
from mainstay.web.addresses import reverse


@dataclass(frozen=True)
class Cell:
    """Words or a moment."""

    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class TableRow:
    id: int
    title: str
    url: str
    # Who wrote, and for whom.
    sub: str
    cells: list[Cell]


def build_rows(rows: Sequence[Listed], columns: Sequence[str]) -> list[TableRow]:
    """Names come by one query for each column that needs them."""
    assignees = {row.assignee_id for row in rows if row.assignee_id}
    names = member_names(sorted(assignees)) if "assignee" in columns and assignees else {}
    departments = _names(Department) if "department" in columns else {}
    categories = _names(Category) if "category" in columns else {}

    def cell(row: Listed, column: str) -> Cell:
        if column == "state":
            return Cell(_state(row))
        if column == "assignee":
            return Cell(names.get(row.assignee_id or 0, "–"))
        if column == "department":
            return Cell(departments.get(row.department_id, ""))
        if column == "category":
            return Cell(categories.get(row.category_id or 0, "–"))
        if column == "begun":
            return Cell(at=row.created_at)
        if column == "last_message":
            return Cell(at=row.last_message_at)
        return Cell(str(row.id))

    return [
        TableRow(
            row.id,
            row.subject or _("(no subject)"),
            reverse("web:conversation", args=[row.id]),
            " · ".join(filter(None, [row.contact_name, row.organisation_name])),
            [cell(row, column) for column in columns],
        )
        for row in rows
    ]


def _state(row: Listed) -> str:
    if row.state == Conversation.State.WAITING:
        return waiting_words(row.waiting_on)
    return str(Conversation.State(row.state).label)


def _names(model: type[Department | Category]) -> dict[int, str]:
    """There are few of either, so that all are read at once."""
    return dict(model.objects.values_list("pk", "name"))

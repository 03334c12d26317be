"""Conversations as rows of a list, and the list that stands beside an open one."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mainstay.conversations import queries
from mainstay.conversations.models import Conversation, waiting_words
from mainstay.conversations.queries import BOXES, SHELVES, Box, Listed, Shelf
from mainstay.core.clock import now
from mainstay.team.models import Member, member_names
from mainstay.ui.context import Clock, EmptyState, Option, Person, Row

_State = Conversation.State


@dataclass(frozen=True)
class Group:
    """Rows under a divider: who has to move next."""

    label: str
    rows: list[Row]


@dataclass(frozen=True)
class ListView:
    """The list column: what it shows, and where its parts lead."""

    box: Box
    shelf: Shelf
    boxes: list[Option]
    shelves: list[Option]
    groups: list[Group]
    # The first group began on the page before this one.
    is_continued: bool
    count: str
    more_url: str
    refresh_url: str
    empty: EmptyState | None


def build_list(request: HttpRequest, member: Member, current: int = 0) -> ListView:
    """The box and shelf that the address names; `current` is the open conversation's number."""
    box, shelf = chosen(request)
    key = request.GET.get("after", "")
    page = queries.inbox(member, box, shelf, key)
    counted = queries.count(member, box, shelf)
    query = where(box, shelf)
    more = f"{reverse('web:inbox')}?{query}&{urlencode({'after': page.next_key})}"
    return ListView(
        box=box,
        shelf=shelf,
        boxes=_boxes(box, shelf),
        shelves=_shelves(box, shelf),
        groups=group(
            build_rows(page.rows, query, current, with_assignee=box != "mine"), page.rows, shelf
        ),
        is_continued=bool(page.rows) and page.rows[0].state == page.state_before,
        count=_count(counted),
        more_url=more if page.next_key else "",
        refresh_url=f"{reverse('web:inbox_list')}?{query}&current={current or ''}",
        empty=None if page.rows else _empty(box, shelf),
    )


def chosen(request: HttpRequest) -> tuple[Box, Shelf]:
    """Box and shelf from the address; anything unknown means the first."""
    box, shelf = request.GET.get("box", ""), request.GET.get("shelf", "")
    return (
        next((each for each in BOXES if each == box), BOXES[0]),
        next((each for each in SHELVES if each == shelf), SHELVES[0]),
    )


def where(box: str, shelf: str) -> str:
    return urlencode({"box": box, "shelf": shelf})


def build_rows(
    rows: Sequence[Listed], query: str, current: int = 0, *, with_assignee: bool = True
) -> list[Row]:
    """Rows, with the names of those who have them in one query for all."""
    assignees = [row.assignee_id for row in rows if row.assignee_id] if with_assignee else []
    names = member_names(assignees) if assignees else {}
    return [_row(row, query, current, names.get(row.assignee_id or 0, "")) for row in rows]


def group(rows: Sequence[Row], listed: Sequence[Listed], shelf: str) -> list[Group]:
    labels = {
        _State.OPEN: _("Waiting on us"),
        _State.SNOOZED: pgettext("conversations", "Snoozed"),
        _State.WAITING: _("Waiting on others"),
        _State.SOLVED: pgettext("conversations", "Solved"),
        _State.CLOSED: pgettext("conversations", "Closed"),
    }
    groups: dict[str, Group] = {}
    for row, each in zip(rows, listed, strict=True):
        label = labels[_State(each.state)]
        groups.setdefault(each.state, Group(str(label), [])).rows.append(row)
    return list(groups.values())


def waited(seconds: float) -> str:
    """A length of time in its largest unit, rounded down: 4 min, 2 h, 3 d."""
    if seconds < 3600:
        return _("{count} min").format(count=int(seconds // 60))
    if seconds < 2 * 86400:
        return _("{count} h").format(count=int(seconds // 3600))
    return _("{count} d").format(count=int(seconds // 86400))


def _row(row: Listed, query: str, current: int, assignee: str) -> Row:
    mark = (
        Person(row.organisation_name, id=row.organisation_id, kind="organisation")
        if row.organisation_id
        else Person(row.contact_name, id=row.contact_id or 0)
    )
    return Row(
        url=f"{reverse('web:conversation', args=[row.id])}?{query}",
        mark=mark,
        who=row.contact_name,
        about=row.organisation_name,
        title=row.subject or _("(no subject)"),
        line=row.last_words,
        at=row.last_message_at,
        clock=_clock(row, assignee),
        is_current=row.id == current,
        id=f"row-{row.id}",
    )


def _clock(row: Listed, assignee: str) -> Clock:
    # The clock of another host may be a little ahead of ours.
    time = waited(max(0, (now() - row.since).total_seconds()))
    first = next(iter(assignee.split()), "")
    text = f"{first} · {time}" if first else time
    if row.state == _State.OPEN:
        return Clock("planned", text, _("The client has waited"))
    if row.state == _State.WAITING:
        return Clock("paused", text, waiting_words(row.waiting_on))
    if row.state == _State.SNOOZED:
        return Clock("paused", text, pgettext("conversations", "Snoozed"))
    return Clock("kept", first or str(_State(row.state).label), _("Done by") if first else "")


def _boxes(box: str, shelf: str) -> list[Option]:
    labels = {
        "mine": _("Mine"),
        "department": _("Department"),
        "unassigned": _("Unassigned"),
        "all": _("All"),
    }
    inbox = reverse("web:inbox")
    return [
        Option(labels[each], f"{inbox}?{where(each, shelf)}", is_current=each == box)
        for each in BOXES
        if each in labels
    ]


def _shelves(box: str, shelf: str) -> list[Option]:
    labels = {
        "active": _("Open and waiting"),
        "solved": pgettext("conversations", "Solved"),
        "closed": pgettext("conversations", "Closed"),
    }
    inbox = reverse("web:inbox")
    return [
        Option(labels[each], f"{inbox}?{where(box, each)}", is_current=each == shelf)
        for each in SHELVES
    ]


def _count(counted: int) -> str:
    if counted > queries.MOST_COUNTED:
        return f"{queries.MOST_COUNTED}+"
    return str(counted)


def _empty(box: Box, shelf: Shelf) -> EmptyState:
    everything = f"{reverse('web:inbox')}?{where('all', shelf)}"
    if shelf != "active":
        return EmptyState(
            _("Nothing here yet"),
            _(
                "Conversations come here when they are done."
                " A reply of the client brings them back."
            ),
        )
    if box == "mine":
        return EmptyState(
            _("Nobody waits for you"),
            _("Take a conversation that nobody has, and it stands here until it is done."),
            step_label=_("Show unassigned"),
            step_url=f"{reverse('web:inbox')}?{where('unassigned', shelf)}",
        )
    if box == "all":
        return EmptyState(
            _("No client has written yet"),
            _("Mail that reaches the desk stands here, the longest waiting first."),
        )
    return EmptyState(
        _("Nothing waits here"),
        _("The longest waiting stands first as soon as somebody writes."),
        step_label=_("Show all"),
        step_url=everything,
    )

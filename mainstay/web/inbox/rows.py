"""Conversations as rows of a list, and the list that stands beside an open one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from mainstay.conversations import queries
from mainstay.conversations.models import Conversation, waiting_words
from mainstay.conversations.queries import BOXES, SHELVES, Box, Listed, Page, Shelf
from mainstay.conversations.views import names_of_views
from mainstay.conversations.working import with_draft_of
from mainstay.core.clock import now
from mainstay.team.models import Member, member_names
from mainstay.ui.context import Clock, EmptyState, Option, Person, Row
from mainstay.web.addresses import reverse
from mainstay.web.calls import calls_on
from mainstay.web.conversation import moments
from mainstay.web.pages import MemberRequest

_State = Conversation.State
_EMPTY = {
    "watching": (
        gettext_lazy("You watch nothing"),
        gettext_lazy("Choose Watch in a conversation that is not yours, and hear of it here."),
    ),
    "mentions": (
        gettext_lazy("Nobody has called you"),
        gettext_lazy("A note with @ and your first name brings its conversation here."),
    ),
    "escalated": (
        gettext_lazy("Nothing is escalated to you"),
        gettext_lazy("What somebody asks you to look at stands here until it is taken back."),
    ),
}


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
    # In the menu beside the title: the shelves, then boxes that are opened seldom.
    shelves: list[Option]
    further: list[Option]
    # Lists that somebody keeps, and where a new one is made.
    views: list[Option]
    chosen: str
    # What asks for this member by name, while there is any.
    calls: list[Option]
    groups: list[Group]
    # The first group began on the page before this one.
    is_continued: bool
    count: str
    more_url: str
    refresh_url: str
    empty: EmptyState | None


def build_list(request: MemberRequest, current: int = 0) -> ListView:
    """The box and shelf that the address names; `current` is the open conversation's number."""
    member = request.user
    box, shelf = chosen(request)
    key = request.GET.get("after", "")
    page = queries.inbox(member, box, shelf, key)
    counted = queries.count(member, box, shelf)
    query = where(box, shelf)
    more = f"{reverse('web:inbox')}?{query}&{urlencode({'after': page.next_key})}"
    rows = build_rows(page.rows, query, current, with_assignee=box != "mine")
    has_drafts = bool(page.rows) and calls_on(request).drafts
    begun = with_draft_of(member, [row.id for row in page.rows]) if has_drafts else set()
    return ListView(
        box=box,
        shelf=shelf,
        boxes=_options(_BOXES, box, shelf),
        shelves=[] if box == "mentions" else _shelves(box, shelf),
        further=_options(_further(member), box, "active"),
        views=_views(member),
        chosen=_chosen_words(box, shelf),
        calls=_calls(request, box),
        groups=_groups(box, shelf, page, _with_drafts(rows, page.rows, begun)),
        is_continued=_is_continued(box, page, key),
        count=_count(counted),
        more_url=more if page.next_key else "",
        refresh_url=f"{reverse('web:inbox_list')}?{query}&current={current or ''}",
        empty=None if page.rows else _empty(box, shelf, sees_all=member.sees_all),
    )


def _views(member: Member) -> list[Option]:
    kept = names_of_views(member)
    options = [Option(name, reverse("web:view", args=[pk])) for pk, name in kept]
    return [*options, Option(_("New view…"), reverse("web:view_new"))]


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
    """Rows, with the names of those who have them or ask in one query for all."""
    assignees = [row.assignee_id for row in rows if row.assignee_id] if with_assignee else []
    members = [*assignees, *(row.asked_by_id for row in rows if row.asked_by_id)]
    names = member_names(members) if members else {}
    return [
        _row(
            row, query, current, names, names.get(row.assignee_id or 0, "") if with_assignee else ""
        )
        for row in rows
    ]


def _with_drafts(rows: Sequence[Row], listed: Sequence[Listed], begun: set[int]) -> list[Row]:
    """The reader's own unfinished drafts are marked, behind whatever else is worth knowing."""
    return [
        replace(row, note=" · ".join(filter(None, [row.note, _("Draft")])))
        if each.id in begun
        else row
        for row, each in zip(rows, listed, strict=True)
    ]


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


def _groups(box: Box, shelf: Shelf, page: Page, rows: list[Row]) -> list[Group]:
    if rows and shelf == "active" and box in queries.LATEST_FIRST:
        return [Group(_("Newest first"), rows)]
    return group(rows, page.rows, shelf)


def _is_continued(box: Box, page: Page, key: str) -> bool:
    if box in queries.LATEST_FIRST:
        return bool(key)
    return bool(page.rows) and page.rows[0].state == page.state_before


def waited(seconds: float) -> str:
    """A length of time in its largest unit, rounded down: 4 min, 2 h, 3 d."""
    if seconds < 3600:
        return _("{count} min").format(count=int(seconds // 60))
    if seconds < 2 * 86400:
        return _("{count} h").format(count=int(seconds // 3600))
    return _("{count} d").format(count=int(seconds // 86400))


def _row(row: Listed, query: str, current: int, names: Mapping[int, str], assignee: str) -> Row:
    mark = (
        Person(row.organisation_name, id=row.organisation_id, kind="organisation")
        if row.organisation_id
        else Person(row.contact_name, id=row.contact_id or 0)
    )
    if row.is_side and row.contact_id is None:
        return _asked(row, query, current, names, assignee)
    return Row(
        url=f"{reverse('web:conversation', args=[row.id])}?{query}",
        mark=mark,
        who=row.contact_name,
        about=row.organisation_name,
        title=row.subject or _("(no subject)"),
        line=row.last_words,
        at=row.last_message_at,
        clock=_clock(row, assignee),
        note=_note(row),
        is_unread=row.is_new_to_me,
        is_current=row.id == current,
        id=f"row-{row.id}",
    )


def _asked(row: Listed, query: str, current: int, names: Mapping[int, str], assignee: str) -> Row:
    """What a colleague asks a department for the sake of a client."""
    asker = names.get(row.asked_by_id or 0, "")
    clock = _clock(row, assignee)
    if row.state == _State.WAITING:
        label = _("Answered, {name} goes on").format(name=asker)
        clock = Clock("paused", _waited_by(row, asker), label)
    return Row(
        url=f"{reverse('web:conversation', args=[row.id])}?{query}",
        mark=Person(asker, id=row.asked_by_id or 0),
        who=asker,
        about=_("for a client’s matter"),
        title=row.subject or _("(no subject)"),
        line=row.last_words,
        at=row.last_message_at,
        clock=clock,
        note=_("Escalated") if row.escalated_to_id else _("Asked"),
        is_unread=row.is_new_to_me,
        is_current=row.id == current,
        id=f"row-{row.id}",
    )


def _note(row: Listed) -> str:
    """The one thing that is most worth knowing before one opens it."""
    if row.is_side:
        return _("Side conversation")
    if row.state not in Conversation.UNFINISHED:
        return ""
    if row.escalated_to_id:
        return _("Escalated")
    if row.repeats_id:
        return _("Again")
    return _("First contact") if row.is_first_contact else ""


def _waited_by(row: Listed, *names: str) -> str:
    """How long it stands so, behind the first word of these names."""
    # The clock of another host may be a little ahead of ours.
    time = waited(max(0, (now() - row.since).total_seconds()))
    return " · ".join([*filter(None, (next(iter(each.split()), "") for each in names)), time])


def _clock(row: Listed, assignee: str) -> Clock:
    first = next(iter(assignee.split()), "")
    text = _waited_by(row, assignee)
    if row.state == _State.OPEN:
        return Clock("planned", text, _("The client has waited"))
    if row.state == _State.WAITING:
        if row.waiting_on != Conversation.Party.REQUESTER:
            party = str(Conversation.Party(row.waiting_on).label)
            text = " · ".join(filter(None, [first, party, _waited_by(row)]))
        return Clock("paused", text, waiting_words(row.waiting_on))
    if row.snoozed_until:
        until = moments.told(row.snoozed_until)
        text = f"{first} · {until}" if first else until
        return Clock("paused", text, _("Snoozed until"))
    return Clock("kept", first or str(_State(row.state).label), _("Done by") if first else "")


_BOXES: tuple[Box, ...] = ("mine", "department", "unassigned", "all")


def _further(member: Member) -> tuple[Box, ...]:
    """Only a lead or manager can have something escalated to them."""
    if member.keeps_watch:
        return ("watching", "mentions", "escalated")
    return ("watching", "mentions")


def _box_label(box: Box) -> str:
    return {
        "mine": _("Mine"),
        "department": _("Department"),
        "unassigned": _("Unassigned"),
        "all": _("All"),
        "watching": _("Watching"),
        "mentions": _("Mentions"),
        "escalated": _("Escalated to me"),
    }[box]


def _options(boxes: Sequence[Box], box: Box, shelf: Shelf) -> list[Option]:
    inbox = reverse("web:inbox")
    return [
        Option(_box_label(each), f"{inbox}?{where(each, shelf)}", is_current=each == box)
        for each in boxes
    ]


def _chosen_words(box: Box, shelf: Shelf) -> str:
    if box in _BOXES or (shelf != "active" and box != "mentions"):
        return next(each.label for each in _shelves(box, shelf) if each.is_current)
    return _box_label(box)


def _calls(request: MemberRequest, box: Box) -> list[Option]:
    inbox = reverse("web:inbox")
    calls = calls_on(request)
    found = []
    if box != "mentions" and (count := calls.mentions):
        words = ngettext("{count} mention", "{count} mentions", count).format(count=count)
        found.append(Option(words, f"{inbox}?{where('mentions', 'active')}"))
    if count := calls.offers:
        words = ngettext("{count} offered to you", "{count} offered to you", count)
        found.append(Option(words.format(count=count), reverse("web:handovers")))
    if request.user.keeps_watch and box != "escalated" and (count := calls.escalations):
        words = ngettext("{count} escalated to you", "{count} escalated to you", count)
        found.append(Option(words.format(count=count), f"{inbox}?{where('escalated', 'active')}"))
    return found


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


def _empty(box: Box, shelf: Shelf, *, sees_all: bool) -> EmptyState:
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
    if box in _EMPTY:
        title, text = _EMPTY[box]
        return EmptyState(str(title), str(text))
    if box == "all" and sees_all:
        return EmptyState(
            _("No client has written yet"),
            _("Mail that reaches the desk stands here, the longest waiting first."),
        )
    return EmptyState(
        _("Nothing waits here"),
        _("The longest waiting stands first as soon as somebody writes."),
        step_label=_("Show all") if box != "all" else "",
        step_url=everything if box != "all" else "",
    )

"""Where a conversation stands, who has it, and where it belongs."""

from collections.abc import Callable, Sequence

from mainstay.api.conversations.finding import find, now_shown
from mainstay.api.conversations.routes import router
from mainstay.api.conversations.sent import ConversationChanges, Snooze, Waiting
from mainstay.api.conversations.shapes import ConversationShown
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Id
from mainstay.clients.words import clean
from mainstay.conversations import actions
from mainstay.conversations.models import Category, Conversation
from mainstay.team.models import Department, Member
from mainstay.team.tokens.scopes import Scope

_WRITE = behind(Scope.WRITE_CONVERSATIONS)


@router.patch("/conversations/{number}", response=ConversationShown, **_WRITE)
def change(request: TokenRequest, number: Id, given: ConversationChanges) -> ConversationShown:
    """Rename it, move it, give it to somebody, say what it is about

    All of it happens or nothing. It is moved before it is given to somebody.
    """
    by, found = member_of(request), find(request, number)
    if given.department is not None:
        department = existing(Department.objects.all(), given.department, "body.department")
        found = actions.move(found, department, by=by)
    if given.assignee is not None:
        member = existing(Member.objects.active(), given.assignee, "body.assignee")
        found = actions.assign(found, member, by=by)
    elif "assignee" in given.model_fields_set:
        found = actions.unassign(found, by=by)
    if given.subject is not None:
        found = actions.rename(found, given.subject, by=by)
    if given.kind is not None:
        found = actions.call_it(found, given.kind, by=by)
    if "category" in given.model_fields_set:
        found = actions.categorise(found, _category(given.category), by=by)
    if given.tags is not None:
        _mark(found, given.tags, by)
    return now_shown(found, by)


@router.post("/conversations/{number}/waiting", response=ConversationShown, **_WRITE)
def wait(request: TokenRequest, number: Id, given: Waiting) -> ConversationShown:
    """Say that somebody else has to move, and who"""
    by, found = member_of(request), find(request, number)
    return now_shown(actions.wait(found, given.party, note=given.note, by=by), by)


@router.post("/conversations/{number}/snooze", response=ConversationShown, **_WRITE)
def snooze(request: TokenRequest, number: Id, given: Snooze) -> ConversationShown:
    """Take it out of the queue until a time

    What the client writes wakes it before.
    """
    by = member_of(request)
    return now_shown(actions.snooze(find(request, number), given.until, by=by), by)


@router.post("/conversations/{number}/waking", response=ConversationShown, **_WRITE)
def wake(request: TokenRequest, number: Id) -> ConversationShown:
    """End a snooze: the next step is ours"""
    return _do(request, number, actions.wake)


@router.post("/conversations/{number}/solution", response=ConversationShown, **_WRITE)
def solve(request: TokenRequest, number: Id) -> ConversationShown:
    """Say that the matter is settled"""
    return _do(request, number, actions.solve)


@router.post("/conversations/{number}/closure", response=ConversationShown, **_WRITE)
def close(request: TokenRequest, number: Id) -> ConversationShown:
    """Put a solved conversation away

    Refused while the client waits for an answer.
    """
    return _do(request, number, actions.close)


@router.post("/conversations/{number}/reopening", response=ConversationShown, **_WRITE)
def reopen(request: TokenRequest, number: Id) -> ConversationShown:
    """Take it up again: the next step is ours"""
    return _do(request, number, actions.reopen)


def _do(
    request: TokenRequest, number: int, action: Callable[..., Conversation]
) -> ConversationShown:
    by = member_of(request)
    return now_shown(action(find(request, number), by=by), by)


def _category(pk: int | None) -> Category | None:
    return existing(Category.objects.all(), pk, "body.category") if pk is not None else None


def _mark(found: Conversation, names: Sequence[str], by: Member) -> None:
    """Give it exactly these tags."""
    wanted = {clean(name).casefold(): name for name in names}
    has = {tag.name.casefold(): tag for tag in found.tags.all()}
    for word in has.keys() - wanted.keys():
        actions.untag(found, has[word], by=by)
    for word in wanted.keys() - has.keys():
        actions.tag(found, wanted[word], by=by)

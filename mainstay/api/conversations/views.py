"""Views: lists of conversations that somebody keeps."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router

from mainstay.api.answering import Created
from mainstay.api.conversations.finding import line, named
from mainstay.api.conversations.shapes import ConversationLine
from mainstay.api.conversations.view_shapes import (
    ChoiceShown,
    NewView,
    ViewChanges,
    ViewCondition,
    ViewField,
    ViewFilter,
    ViewGroup,
    ViewShown,
)
from mainstay.api.cursors import whole
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import CursorText, Id, Page, page_of
from mainstay.conversations import actions
from mainstay.conversations import views as kept
from mainstay.conversations.actions.sharing import Sharing, can_change, sharing_of
from mainstay.conversations.filtering import Condition, Filter, Group
from mainstay.conversations.filtering.fields import FIELDS, OPERATORS
from mainstay.conversations.models import View
from mainstay.conversations.views import USUAL_COLUMNS
from mainstay.team.models import Department, Member
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["views"])
_READ, _WRITE = behind(Scope.READ_CONVERSATIONS), behind(Scope.WRITE_CONVERSATIONS)
_MOST = 1000


@router.get("/views", response=Page[ViewShown], **_READ)
def views(request: TokenRequest) -> Page[ViewShown]:
    """Views that the token’s owner may open: their own, their departments’, everybody’s"""
    member = member_of(request)
    rows = kept.views_of(member).select_related("department")[:_MOST]
    return page_of(request, [_shown(row, member) for row in rows], "")


@router.get("/view-fields", response=Page[ViewField], **_READ)
def view_fields(request: TokenRequest) -> Page[ViewField]:
    """What a view can ask, with the operators and values of each field"""
    member = member_of(request)
    fields = [
        ViewField(
            key=each.key,
            label=str(each.label),
            value=each.value,
            operators=list(each.operators),
            choices=[
                ChoiceShown(value=value, label=str(label))
                for value, label in (each.choices(member) if each.choices else ())
            ],
        )
        for each in FIELDS
    ]
    return page_of(request, fields, "")


@router.post("/views", response={201: ViewShown}, **_WRITE)
def add_view(request: TokenRequest, given: NewView) -> Created:
    """Keep a list: one’s own, or shared by who leads those who see it"""
    made = _save(request, given, None)
    return Created(made, reverse("api:view", args=[made.id]))


@router.get("/views/{id}", response=ViewShown, **_READ)
def view(request: TokenRequest, id: Id) -> ViewShown:  # noqa: A002
    """One view"""
    return _shown(_find(request, id), member_of(request))


@router.patch("/views/{id}", response=ViewShown, **_WRITE)
def change_view(request: TokenRequest, id: Id, given: ViewChanges) -> ViewShown:  # noqa: A002
    """Change a view"""
    return _save(request, given, _find(request, id))


@router.api_operation(["DELETE"], "/views/{id}", response=ViewShown, **_WRITE)
def remove_view(request: TokenRequest, id: Id) -> ViewShown:  # noqa: A002
    """Throw a view away. Nothing in it changes

    Answers with what it was, so that it can be added again.
    """
    by, found = member_of(request), _find(request, id)
    was = _shown(found, by)
    actions.remove_view(found, by=by)
    return was


@router.get("/views/{id}/conversations", response=Page[ConversationLine], **_READ)
def view_conversations(
    request: TokenRequest,
    id: Id,  # noqa: A002
    cursor: CursorText = "",
) -> Page[ConversationLine]:
    """Conversations that a view shows, in its order

    50 at a time. “me” in its filter is the token’s owner.
    """
    found = _find(request, id)
    rows, next_key = kept.page(
        member_of(request), kept.filter_of(found), kept.sort_of(found), whole(cursor)
    )
    return page_of(request, [line(row) for row in rows], next_key)


def _find(request: TokenRequest, pk: int) -> View:
    rows = kept.views_of(member_of(request)).select_related("department")
    return get_object_or_404(rows, pk=pk)


def _save(request: TokenRequest, given: ViewChanges, view: View | None) -> ViewShown:
    """Keep what was sent, and of the view that there is what was not."""
    by = member_of(request)
    sharing: Sharing = given.sharing or (sharing_of(view) if view else "own")
    department = view.department if view else None
    if given.department is not None:
        department = existing(Department.objects.all(), given.department, "body.department")
    columns: list[str] = list(USUAL_COLUMNS) if view is None else view.columns
    usual: Filter = kept.filter_of(view) if view else Filter()
    saved = actions.save_view(
        given.name or (view.name if view else ""),
        _filter(given.filter) if given.filter is not None else usual,
        by=by,
        view=view,
        sharing=sharing,
        department=department if sharing == "department" else None,
        sort=given.sort or (kept.sort_of(view) if view else "turn"),
        columns=columns if given.columns is None else given.columns,
    )
    return _shown(saved, by)


def _shown(row: View, member: Member) -> ViewShown:
    wanted = kept.filter_of(row)
    return ViewShown(
        id=row.pk,
        name=row.name,
        sharing=sharing_of(row),
        department=named(row.department_id, row.department.name if row.department else ""),
        filter=ViewFilter(
            match=wanted.match,
            groups=[
                ViewGroup(match=group.match, conditions=asked)
                for group in wanted.groups
                if (asked := _asked(group))
            ],
        ),
        sort=kept.sort_of(row),
        columns=row.columns,
        may_change=can_change(row, member),
    )


def _asked(group: Group) -> list[ViewCondition]:
    """Its conditions. What is kept may be older than this program, and is left out then."""
    return [
        ViewCondition(field=each.field, operator=each.operator, value=each.value[:200])
        for each in group.conditions
        if each.operator in OPERATORS
    ]


def _filter(given: ViewFilter) -> Filter:
    return Filter(
        given.match,
        tuple(
            Group(
                group.match,
                tuple(
                    Condition(each.field, each.operator, each.value) for each in group.conditions
                ),
            )
            for group in given.groups
        ),
    )

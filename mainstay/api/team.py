"""The people of the house, and the token itself."""

from ninja import Router
from pydantic import BaseModel

from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.shapes import Me, Named, Page, page_of
from mainstay.team.models import Department, Member
from mainstay.team.roles import Role
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["team"])
_READ = behind(Scope.READ_TEAM)
_MOST = 1000


class MemberShown(BaseModel):
    """Somebody who works at the desk."""

    id: int
    name: str
    email: str
    role: Role
    languages: list[str]
    departments: list[Named]
    is_active: bool


class DepartmentShown(BaseModel):
    """A part of the house."""

    id: int
    name: str
    is_default: bool


@router.get("/me", response=Me, **behind(None))
def me(request: TokenRequest) -> Me:
    """The token, what it may, and for whom it acts"""
    token, member = request.auth, member_of(request)
    return Me(
        token=token.name,
        scopes=token.scopes,
        requests_per_minute=token.requests_per_minute,
        member=Named(id=member.pk, name=member.name),
        role=member.role,
    )


@router.get("/members", response=Page[MemberShown], **_READ)
def members(request: TokenRequest) -> Page[MemberShown]:
    """Everybody of the house, by name

    Closed accounts too, because old conversations name them.
    """
    rows = Member.objects.order_by("name", "pk").prefetch_related("departments")[:_MOST]
    return page_of(request, [_member(row) for row in rows], "")


@router.get("/departments", response=Page[DepartmentShown], **_READ)
def departments(request: TokenRequest) -> Page[DepartmentShown]:
    """The departments, by name"""
    rows = Department.objects.order_by("name")[:_MOST]
    shown = [DepartmentShown.model_validate(row, from_attributes=True) for row in rows]
    return page_of(request, shown, "")


def _member(row: Member) -> MemberShown:
    return MemberShown(
        id=row.pk,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        languages=row.languages,
        departments=[Named(id=each.pk, name=each.name) for each in row.departments.all()],
        is_active=row.is_active,
    )

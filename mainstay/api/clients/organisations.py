"""The companies we work for."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query

from mainstay.api.answering import Created
from mainstay.api.clients.changing import mark, tag_names, values_of
from mainstay.api.clients.routes import router
from mainstay.api.clients.shapes import (
    FieldShown,
    NewOrganisation,
    OrganisationChanges,
    OrganisationLine,
    OrganisationShown,
    OrganisationsWanted,
)
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.shapes import Id, Named, Page, page_of
from mainstay.clients import actions, queries
from mainstay.clients.models import CustomField, Organisation, target_of
from mainstay.team.models import Member
from mainstay.team.tokens.scopes import Scope

_READ, _WRITE = behind(Scope.READ_CLIENTS), behind(Scope.WRITE_CLIENTS)


@router.get("/organisations", response=Page[OrganisationLine], **_READ)
def organisations(
    request: TokenRequest, wanted: Query[OrganisationsWanted]
) -> Page[OrganisationLine]:
    """Clients by their names

    50 at a time.
    """
    found = queries.clients(
        member_of(request), wanted.words, wanted.kind, wanted.cursor, tag=wanted.tag
    )
    lines = [OrganisationLine.model_validate(row, from_attributes=True) for row in found.rows]
    return page_of(request, lines, found.next_key)


@router.post("/organisations", response={201: OrganisationShown}, **_WRITE)
def add_organisation(request: TokenRequest, given: NewOrganisation) -> Created:
    """Add a client"""
    by = member_of(request)
    made = actions.add_organisation(by=by, **values_of(given, by))
    mark(made, given.tags, by)
    return Created(_shown(made), reverse("api:organisation", args=[made.pk]))


@router.get("/organisations/{id}", response=OrganisationShown, **_READ)
def organisation(request: TokenRequest, id: Id) -> OrganisationShown:  # noqa: A002
    """One client

    The id of one that was merged answers with the one it went into.
    """
    return _shown(target_of(_find(request, id)))


@router.patch("/organisations/{id}", response=OrganisationShown, **_WRITE)
def change_organisation(
    request: TokenRequest,
    id: Id,  # noqa: A002
    given: OrganisationChanges,
) -> OrganisationShown:
    """Change a client"""
    by = member_of(request)
    changed = actions.edit_organisation(_find(request, id), by=by, **values_of(given, by))
    mark(changed, given.tags, by)
    return _shown(changed)


@router.get("/custom-fields", response=Page[FieldShown], **_READ)
def custom_fields(request: TokenRequest) -> Page[FieldShown]:
    """The fields that this desk asks beside the usual ones"""
    fields = CustomField.objects.filter(retired_at__isnull=True).order_by("about", "position")
    shown = [FieldShown.model_validate(field, from_attributes=True) for field in fields]
    return page_of(request, shown, "")


def _find(request: TokenRequest, pk: int) -> Organisation:
    rows = Organisation.objects.visible_to(member_of(request))
    return get_object_or_404(rows.select_related("manager", "backup"), pk=pk)


def _shown(row: Organisation) -> OrganisationShown:
    return OrganisationShown(
        id=row.pk,
        name=row.name,
        kinds=row.kinds,
        language=row.language,
        country=row.country,
        manager=_member(row.manager),
        backup=_member(row.backup),
        is_confidential=queries.is_confidential(row),
        domains=queries.domains_of(row),
        tags=tag_names(row),
        custom=row.custom,
        note=row.note,
        created_at=row.created_at,
    )


def _member(member: Member | None) -> Named | None:
    return Named(id=member.pk, name=member.name) if member else None

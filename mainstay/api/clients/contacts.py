"""The people who write to us."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query

from mainstay.api.answering import Created
from mainstay.api.clients.changing import mark, tag_names, values_of
from mainstay.api.clients.routes import router
from mainstay.api.clients.shapes import (
    ContactChanges,
    ContactLine,
    ContactShown,
    ContactsWanted,
    NewContact,
)
from mainstay.api.cursors import decode, encode
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.shapes import Id, Named, Page, page_of
from mainstay.clients import actions, queries
from mainstay.clients.models import Contact, target_of
from mainstay.team.tokens.scopes import Scope

_READ, _WRITE = behind(Scope.READ_CLIENTS), behind(Scope.WRITE_CLIENTS)


@router.get("/contacts", response=Page[ContactLine], **_READ)
def contacts(request: TokenRequest, wanted: Query[ContactsWanted]) -> Page[ContactLine]:
    """People, the newest first

    With `words` the best few whose name or address has them, on one page.
    """
    member = member_of(request)
    if wanted.words.strip():
        return page_of(request, _lines(queries.find_contacts(member, wanted.words)), "")
    rows = Contact.objects.visible_to(member).standing()
    if wanted.organisation:
        rows = rows.filter(organisation=wanted.organisation)
    after = decode(wanted.cursor)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    ids = list(rows.order_by("-pk").values_list("pk", flat=True)[: wanted.limit + 1])
    has_more, ids = len(ids) > wanted.limit, ids[: wanted.limit]
    known = {each.id: each for each in queries.contacts_by_ids(member, ids)}
    lines = _lines([known[pk] for pk in ids])
    return page_of(request, lines, encode(ids[-1]) if has_more else "")


@router.post("/contacts", response={201: ContactShown}, **_WRITE)
def add_contact(request: TokenRequest, given: NewContact) -> Created:
    """Add a person"""
    by = member_of(request)
    values = {"name": "", **values_of(given, by)}
    made = actions.add_contact(by=by, **values)
    mark(made, given.tags, by)
    return Created(_shown(made), reverse("api:contact", args=[made.pk]))


@router.get("/contacts/{id}", response=ContactShown, **_READ)
def contact(request: TokenRequest, id: Id) -> ContactShown:  # noqa: A002
    """One person

    The id of one that was merged answers with the one it went into.
    """
    return _shown(target_of(_find(request, id)))


@router.patch("/contacts/{id}", response=ContactShown, **_WRITE)
def change_contact(
    request: TokenRequest,
    id: Id,  # noqa: A002
    given: ContactChanges,
) -> ContactShown:
    """Change a person"""
    by = member_of(request)
    changed = actions.edit_contact(_find(request, id), by=by, **values_of(given, by))
    mark(changed, given.tags, by)
    return _shown(changed)


def _find(request: TokenRequest, pk: int) -> Contact:
    rows = Contact.objects.visible_to(member_of(request)).select_related("organisation")
    return get_object_or_404(rows, pk=pk)


def _lines(known: list[queries.Known]) -> list[ContactLine]:
    return [ContactLine.model_validate(each, from_attributes=True) for each in known]


def _shown(row: Contact) -> ContactShown:
    organisation = row.organisation
    return ContactShown(
        id=row.pk,
        name=row.name,
        organisation=Named(id=organisation.pk, name=organisation.name) if organisation else None,
        addresses=queries.addresses_of(row),
        language=row.language,
        time_zone=row.time_zone,
        preferred_channel=row.preferred_channel,
        tags=tag_names(row),
        custom=row.custom,
        note=row.note,
        created_at=row.created_at,
    )

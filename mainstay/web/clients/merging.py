"""Two of the same: choose the other, see what comes together, and take it apart again."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.clients import actions, queries
from mainstay.clients.models import Contact, Organisation
from mainstay.conversations import queries as conversations
from mainstay.core.errors import Refused
from mainstay.ui.context import Person, Toast
from mainstay.web.access import watch_keepers_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, page, refusals_lead_back


@dataclass(frozen=True)
class Candidate:
    """One that may be the same."""

    person: Person
    choose_url: str


@require_http_methods(["GET", "HEAD", "POST"])
@watch_keepers_only
def organisation(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Organisation.objects.visible_to(request.user).standing(), pk=pk)
    return _merge(request, row, "organisation")


@require_http_methods(["GET", "HEAD", "POST"])
@watch_keepers_only
def contact(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Contact.objects.visible_to(request.user).standing(), pk=pk)
    return _merge(request, row, "contact")


@require_POST
@watch_keepers_only
@refusals_lead_back
def separate_organisation(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    return _apart(request, actions.separate(row, by=request.user), "organisation")


@require_POST
@watch_keepers_only
@refusals_lead_back
def separate_contact(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)
    return _apart(request, actions.separate(row, by=request.user), "contact")


def _merge(request: MemberRequest, row: Any, kind: str) -> HttpResponse:
    here = reverse(f"web:{kind}_merging", args=[row.pk])
    other = _chosen(request, row)
    refusal = ""
    if request.method == "POST" and other is not None:
        try:
            actions.merge(row, other, by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            said = _("{name} is part of {other} now.").format(name=row, other=other)
            undo = reverse(f"web:{kind}_separation", args=[row.pk])
            toast = Toast(said, tone="kept", undo_url=undo, seconds=20)
            return go(request, reverse(f"web:{kind}", args=[other.pk]), toast)
    words = request.GET.get("q", "")
    context = {
        "row": row,
        "here": here,
        "back_url": reverse(f"web:{kind}", args=[row.pk]),
        "words": words,
        "looked": bool(words.strip()),
        "candidates": [] if other else _candidates(request, row, kind, words, here),
        "other": other,
        "sides": [_side(request, each, kind) for each in (row, other)] if other else [],
        "swap_url": f"{_merging_of(other, kind)}?with={row.pk}" if other else "",
        "refusal": refusal,
        "is_person": kind == "contact",
    }
    status = 422 if refusal else 200
    return page(request, "web/clients/merging.html", context, at="clients", status=status)


def _merging_of(row: Any, kind: str) -> str:
    return reverse(f"web:{kind}_merging", args=[row.pk])


def _chosen(request: MemberRequest, row: Any) -> Any:
    """The other one, by its id in the address or in the form."""
    given = request.POST.get("with", "") or request.GET.get("with", "")
    if not given.isdecimal() or len(given) > 18:
        return None
    rows = type(row).objects.visible_to(request.user).exclude(pk=row.pk)
    return rows.filter(pk=given).first()


def _candidates(
    request: MemberRequest, row: Any, kind: str, words: str, here: str
) -> list[Candidate]:
    """Those found by the words; before any were typed, those whose name begins alike."""
    sought = words.strip() or (row.name.split() or [""])[0]
    if kind == "contact":
        people = [
            Person(each.name, " · ".join([each.organisation, *each.addresses]).strip(" ·"), each.id)
            for each in queries.find_contacts(request.user, sought)
        ]
    else:
        found = queries.find_organisations(request.user, sought)
        people = [Person(name, "", pk, "organisation") for pk, name in found]
    return [Candidate(each, f"{here}?with={each.id}") for each in people if each.id != row.pk]


def _side(request: MemberRequest, row: Any, kind: str) -> tuple[Person, list[tuple[str, str]]]:
    """One of the two, and what it brings along."""
    if kind == "contact":
        talks = conversations.of_client(request.user, contact_id=row.pk)
        place = row.organisation.name if row.organisation else _("No organisation")
        person = Person(str(row), place, row.pk)
        own = [(_("E-mail"), ", ".join(queries.addresses_of(row)))]
    else:
        talks = conversations.of_client(request.user, organisation_id=row.pk)
        person = Person(row.name, ", ".join(row.kind_labels), row.pk, "organisation")
        people = queries.contacts_of(row)
        own = [
            (_("Mail domains"), ", ".join(queries.domains_of(row))),
            (
                _("People there"),
                ngettext("{count} person", "{count} people", len(people)).format(count=len(people)),
            ),
        ]
    count = len(talks)
    more = "+" if count == conversations.PAGE else ""
    own += [
        (_("Conversations you see"), f"{count}{more}"),
        (_("Tags"), ", ".join(each.name for each in queries.tags_of(row))),
        (_("Note"), row.note),
    ]
    return person, own


def _apart(request: MemberRequest, row: Any, kind: str) -> HttpResponse:
    said = _("{name} stands alone again.").format(name=row)
    return go(request, reverse(f"web:{kind}", args=[row.pk]), Toast(said, tone="kept"))

"""Clients as organisations: the list, one, and what is said of it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.clients import actions, queries
from mainstay.clients.models import Organisation, target_of
from mainstay.conversations import queries as conversations
from mainstay.core.errors import Refused
from mainstay.team.languages import language_name
from mainstay.ui.context import Column, EmptyState, MenuItem, Option, Person
from mainstay.web.addresses import reverse
from mainstay.web.clients.cards import (
    build_parts,
    build_tags,
    custom_facts,
    facts_of,
    more_items,
)
from mainstay.web.clients.forms import OrganisationForm
from mainstay.web.inbox.rows import build_rows, where
from mainstay.web.pages import MemberRequest, go, page


@require_safe
def organisations(request: MemberRequest) -> HttpResponse:
    words, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    tag = request.GET.get("tag", "")
    found = queries.clients(request.user, words, kind, request.GET.get("after", ""), tag=tag)
    address = reverse("web:clients")
    asked = (("q", words), ("kind", kind), ("tag", tag))
    chosen = {key: value for key, value in asked if value}
    more = f"{address}?{urlencode({**chosen, 'after': found.next_key})}"
    context = {
        "columns": _columns(),
        "rows": [(each, _kinds(each.kinds)) for each in found.rows],
        "more_url": more if found.next_key else "",
        "words": words,
        "kind": kind,
        "tag": tag,
        "kinds": _kind_options(address, words, kind),
        "empty": None if found.rows else _empty(address, words, kind or tag),
        "language_name": language_name,
        "may_write": request.user.may_write,
        "more_items": _more_items(request),
    }
    return page(request, "web/clients/organisations.html", context, at="clients")


@require_safe
def organisation(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if found.merged_into_id is not None:
        return redirect("web:organisation", target_of(found).pk)
    latest = conversations.of_client(request.user, organisation_id=pk)
    context = {
        "organisation": found,
        "is_confidential": queries.is_confidential(found),
        "person": Person(
            found.name, ", ".join(found.kind_labels) or _("Client"), found.pk, "organisation"
        ),
        "facts": [
            (_("Mail domains"), ", ".join(queries.domains_of(found))),
            (_("Language"), language_name(found.language)),
            (_("Country"), found.country),
            *custom_facts(found),
        ],
        "looking_after": _looking_after(found),
        "people": queries.contacts_of(found),
        "tags": build_tags(found, request.user),
        "parts": build_parts(found),
        "may_separate": request.user.keeps_watch,
        "more_items": more_items(found, request.user),
        "rows": build_rows(latest, where("all", "active")),
        "events": facts_of(found),
        "may_write": request.user.may_write,
    }
    return page(request, "web/clients/organisation.html", context, at="clients")


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.add_organisation(by=request.user, **form.values())
        except Refused as refusal:
            form.add_error("domains" if form.cleaned_data["domains"] else None, str(refusal))
        else:
            return go(request, reverse("web:organisation", args=[made.pk]))
    return _form(request, form, _("New client"), reverse("web:clients"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if found.merged_into_id is not None:
        return redirect("web:organisation_edit", target_of(found).pk)
    domains = list(found.domains.values_list("domain", flat=True))
    initial = {"domains": domains, "kinds": found.kinds}
    form = OrganisationForm(request.POST or None, instance=found, initial=initial)
    if form.is_valid():
        try:
            # The form has already changed its own instance: the action compares with a fresh one.
            actions.edit_organisation(_find(request, pk), by=request.user, **form.values())
        except Refused as refusal:
            form.add_error("domains" if "domains" in form.changed_data else None, str(refusal))
        else:
            return go(request, reverse("web:organisation", args=[pk]))
    return _form(request, form, _find(request, pk).name, reverse("web:organisation", args=[pk]))


def _find(request: MemberRequest, pk: int) -> Organisation:
    rows = Organisation.objects.visible_to(request.user).select_related("manager", "backup")
    return get_object_or_404(rows, pk=pk)


def _looking_after(organisation: Organisation) -> list[Person]:
    """Who answers for this client: the manager, and who stands in."""
    return [
        Person(member.name, role if member.is_active else _("has left the desk"), member.pk)
        for member, role in (
            (organisation.manager, pgettext("of a client", "Manager")),
            (organisation.backup, _("Backup")),
        )
        if member is not None
    ]


def _form(
    request: MemberRequest, form: OrganisationForm, title: str, back_url: str
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "back_url": back_url}
    status = 422 if form.errors else 200
    return page(request, "web/clients/form.html", context, at="clients", status=status)


def _more_items(request: MemberRequest) -> list[MenuItem]:
    if not request.user.keeps_watch:
        return []
    return [
        MenuItem(_("Import a CSV file"), reverse("web:client_import_new"), icon="plus"),
        MenuItem(_("Export as CSV"), post=reverse("web:clients_export"), icon="download"),
    ]


def _columns() -> list[Column]:
    return [
        Column(_("Client"), is_row_header=True),
        Column(_("Kinds")),
        Column(_("Language")),
        Column(_("Country")),
        Column(pgettext("of a client", "Manager")),
        Column(pgettext("client", "People"), is_number=True),
    ]


def _kinds(kinds: list[str]) -> str:
    return ", ".join(str(Organisation.Kind(kind).label) for kind in kinds)


def _kind_options(address: str, words: str, kind: str) -> list[Option]:
    options = [("", _("All")), *Organisation.Kind.choices]
    return [
        Option(
            str(label),
            f"{address}?{urlencode({k: v for k, v in (('q', words), ('kind', value)) if v})}",
            is_current=value == kind,
        )
        for value, label in options
    ]


def _empty(address: str, words: str, kind: str) -> EmptyState:
    if words or kind:
        return EmptyState(
            _("No client fits"),
            _("Looked for “{words}” in names and mail domains.").format(words=words)
            if words
            else _("No client is of this kind yet."),
            icon="search",
            step_label=_("Show all clients"),
            step_url=address,
        )
    return EmptyState(
        _("Clients will stand here"),
        _("People who write are kept by themselves. Add a company to see its people together."),
        icon="clients",
        step_label=_("New client"),
        step_url=reverse("web:organisation_new"),
    )

"""Settings: the programs that are asked about clients."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.clients import queries as clients
from mainstay.clients.cards import actions
from mainstay.clients.cards.asking import try_out
from mainstay.clients.models import CardSource, Contact, target_of
from mainstay.core.errors import Refused
from mainstay.ui.context import Column, EmptyState, Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.cards.forms import CardSourceForm, ChangedCardSourceForm
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.settings_nav import settings_page


@require_safe
@administrators_only
def sources(request: MemberRequest) -> HttpResponse:
    rows = list(CardSource.objects.all())
    empty = EmptyState(
        _("Show beside a client what your other programs know"),
        _("A balance, orders, postbacks: asked from your own system when a conversation is open."),
        icon="external",
        step_label=_("Add a card source"),
        step_url=reverse("web:card_source_new"),
    )
    context = {
        "columns": [
            Column(_("Name"), is_row_header=True),
            Column(_("Cards")),
            Column(_("Time limit")),
            Column(_("In use")),
        ],
        "rows": rows,
        "empty": None if rows else empty,
    }
    return settings_page(request, "web/cards/sources.html", context, at="cards")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def create(request: MemberRequest) -> HttpResponse:
    """Shows the secret instead of leading on: it is never shown again."""
    form = CardSourceForm(request.POST or None)
    if form.is_valid():
        try:
            made, secret = actions.add(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("url", str(refusal))
        else:
            return _show_secret(request, made, secret)
    status = 422 if form.errors else 200
    return settings_page(request, "web/cards/new.html", {"form": form}, at="cards", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def source(request: MemberRequest, pk: int) -> HttpResponse:
    """One: what is asked, and a trial of it with any contact."""
    found = get_object_or_404(CardSource, pk=pk)
    form = ChangedCardSourceForm(found, request.POST or None)
    if form.is_valid():
        try:
            found = actions.change(found, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("url", str(refusal))
        else:
            said = Toast(_("{name} is saved.").format(name=found.name), tone="kept")
            return go(request, reverse("web:card_source", args=[pk]), said)
    words = request.GET.get("contact", "").strip()
    context = {"form": form, "source": found, "words": words, **_trial(request, found, words)}
    status = 422 if form.errors else 200
    return settings_page(request, "web/cards/source.html", context, at="cards", status=status)


@never_cache
@require_POST
@administrators_only
@refusals_lead_back
def secret(request: MemberRequest, pk: int) -> HttpResponse:
    renewed, text = actions.renew_secret(get_object_or_404(CardSource, pk=pk), by=request.user)
    return _show_secret(request, renewed, text)


@require_POST
@administrators_only
@refusals_lead_back
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(CardSource, pk=pk)
    actions.remove(found, by=request.user)
    said = Toast(_("{name} is asked no more.").format(name=found.name), tone="kept")
    return go(request, reverse("web:card_sources"), said)


def _trial(request: MemberRequest, source: CardSource, words: str) -> dict[str, Any]:
    """What the source answers about the first contact that the words fit, if any were typed."""
    if not words:
        return {"trial": None, "tried": None, "nobody": False}
    known = clients.find_contacts(request.user, words)
    if not known:
        return {"trial": None, "tried": None, "nobody": True}
    contact = Contact.objects.select_related("organisation").get(pk=known[0].id)
    return {"trial": try_out(source, target_of(contact)), "tried": known[0], "nobody": False}


def _show_secret(request: MemberRequest, source: CardSource, secret: str) -> HttpResponse:
    context = {"source": source, "secret": secret}
    return settings_page(request, "web/cards/secret.html", context, at="cards")

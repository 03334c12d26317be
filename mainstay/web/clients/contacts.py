"""The people who write to us."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.channels.kinds import MAIL
from mainstay.clients import actions, queries
from mainstay.clients.models import Contact, target_of
from mainstay.conversations import queries as conversations
from mainstay.core.errors import Refused
from mainstay.team.languages import language_name
from mainstay.ui.context import Crumb, Person
from mainstay.web.addresses import reverse
from mainstay.web.clients.cards import (
    build_parts,
    build_tags,
    custom_facts,
    facts_of,
    more_items,
)
from mainstay.web.clients.chats import build_chats
from mainstay.web.clients.forms import ContactForm
from mainstay.web.clients.reachability import build_bounced
from mainstay.web.inbox.rows import build_rows, where
from mainstay.web.pages import MemberRequest, go, page


@require_safe
def contact(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if found.merged_into_id is not None:
        return redirect("web:contact", target_of(found).pk)
    organisation = found.organisation
    identities = queries.identities_of(found)
    addresses = [each.value for each in identities if each.kind == MAIL]
    crumb = None
    if organisation:
        crumb = Crumb(organisation.name, reverse("web:organisation", args=[organisation.pk]))
    context = {
        "contact": found,
        "name": found.name or (addresses or [str(found)])[0],
        "person": Person(
            found.name or (addresses or [str(found)])[0],
            organisation.name if organisation else _("No organisation"),
            found.pk,
        ),
        "crumb": crumb,
        "erasing": queries.is_being_erased(found),
        "facts": [
            (_("E-mail"), ", ".join(addresses)),
            (_("Organisation"), organisation.name if organisation else ""),
            (_("Reached by"), found.get_preferred_channel_display()),
            (_("Language"), language_name(found.language)),
            (_("Time zone"), found.time_zone),
            *custom_facts(found),
        ],
        "bounced": build_bounced(identities),
        "chats": build_chats(identities),
        "tags": build_tags(found, request.user),
        "parts": build_parts(found),
        "may_separate": request.user.keeps_watch,
        "more_items": more_items(found, request.user),
        "rows": build_rows(
            conversations.of_client(request.user, contact_id=pk), where("all", "active")
        ),
        "events": facts_of(found),
        "may_write": request.user.may_write and found.erased_at is None,
    }
    return page(request, "web/clients/contact.html", context, at="clients")


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    form = ContactForm(
        request.POST or None, initial={"organisation": request.GET.get("organisation")}
    )
    if form.is_valid():
        try:
            made = actions.add_contact(by=request.user, **form.values())
        except Refused as refusal:
            form.add_error("addresses", str(refusal))
        else:
            return go(request, reverse("web:contact", args=[made.pk]))
    return _form(request, form, _("New contact"), reverse("web:clients"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if found.merged_into_id is not None:
        return redirect("web:contact_edit", target_of(found).pk)
    addresses = list(
        found.identities.filter(kind="email").order_by("id").values_list("value", flat=True)
    )
    form = ContactForm(request.POST or None, instance=found, initial={"addresses": addresses})
    if form.is_valid():
        try:
            # The form has already changed its own instance: the action compares with a fresh one.
            actions.edit_contact(_find(request, pk), by=request.user, **form.values())
        except Refused as refusal:
            form.add_error("addresses", str(refusal))
        else:
            return go(request, reverse("web:contact", args=[pk]))
    return _form(request, form, str(_find(request, pk)), reverse("web:contact", args=[pk]))


def _find(request: MemberRequest, pk: int) -> Contact:
    rows = Contact.objects.visible_to(request.user).select_related("organisation")
    return get_object_or_404(rows, pk=pk)


def _form(request: MemberRequest, form: ContactForm, title: str, back_url: str) -> HttpResponse:
    context = {"form": form, "title": title, "back_url": back_url}
    status = 422 if form.errors else 200
    return page(request, "web/clients/form.html", context, at="clients", status=status)

"""Settings: what is asked about every client or contact beside the fields of the product."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.clients import actions
from mainstay.clients.models import CustomField
from mainstay.core.errors import Refused
from mainstay.ui.context import Column, EmptyState, Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.clients.forms import CustomFieldForm
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.settings_nav import settings_page


@require_http_methods(["GET", "HEAD"])
@administrators_only
def custom_fields(request: MemberRequest) -> HttpResponse:
    rows = list(CustomField.objects.filter(retired_at__isnull=True).order_by("-about", "position"))
    context = {
        "columns": [
            Column(_("Name"), is_row_header=True),
            Column(_("Belongs to")),
            Column(_("Kind")),
            Column(_("Choices")),
        ],
        "rows": rows,
        "most": CustomField.MOST,
        "empty": None
        if rows
        else EmptyState(
            _("What else do you want to know of a client?"),
            _("Add a field, such as a contract number or a level. It stands in every form."),
            icon="clients",
            step_label=_("New field"),
            step_url=reverse("web:custom_field_new"),
        ),
    }
    return settings_page(request, "web/clients/custom_fields.html", context, at="custom_fields")


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def create(request: MemberRequest) -> HttpResponse:
    form = CustomFieldForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.define_field(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, _("{name} stands in the forms now."), made)
    return _page(request, form, title=_("New field"))


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def custom_field(request: MemberRequest, pk: int) -> HttpResponse:
    field = _find(pk)
    initial = {
        "name": field.name,
        "about": field.about,
        "kind": field.kind,
        "choices": field.choices,
    }
    form = CustomFieldForm(request.POST or None, initial=initial, field=field)
    if form.is_valid():
        name, choices = form.cleaned_data["name"], form.cleaned_data["choices"]
        try:
            field = actions.edit_field(field, by=request.user, name=name, choices=choices)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, _("{name} is saved."), field)
    return _page(request, form, title=field.name, field=field)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
@refusals_lead_back
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    field = _find(pk)
    if request.method != "POST":
        context = {"field": field}
        return settings_page(
            request, "web/clients/custom_field_removal.html", context, at="custom_fields"
        )
    actions.retire_field(field, by=request.user)
    return _back(request, _("{name} is asked no longer."), field)


def _find(pk: int) -> CustomField:
    return get_object_or_404(CustomField.objects.filter(retired_at__isnull=True), pk=pk)


def _back(request: MemberRequest, sentence: str, field: CustomField) -> HttpResponse:
    said = Toast(sentence.format(name=field.name), tone="kept")
    return go(request, reverse("web:custom_fields"), said)


def _page(
    request: MemberRequest, form: CustomFieldForm, *, title: str, field: CustomField | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "field": field}
    status = 422 if form.errors else 200
    return settings_page(
        request, "web/clients/custom_field.html", context, at="custom_fields", status=status
    )

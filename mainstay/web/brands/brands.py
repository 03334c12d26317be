"""The brands of the house, and the words under their mails."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.channels.brands import look_of
from mainstay.channels.mailboxes import brands as actions
from mainstay.channels.models import Brand
from mainstay.core.errors import Refused
from mainstay.team.languages import language_name
from mainstay.ui.context import Column, Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.brands.forms import BrandForm
from mainstay.web.brands.tabs import brand_tabs
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.settings_nav import settings_page


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def brands(request: MemberRequest) -> HttpResponse:
    form = BrandForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.add(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return _back(request, _("{name} is there now."), made)
    context = {
        "form": form,
        "columns": [
            Column(_("Name"), is_row_header=True),
            Column(_("Look")),
            Column(_("Languages")),
            Column(_("Mailboxes")),
        ],
        "rows": [
            (
                each,
                look_of(each),
                _languages(each),
                ", ".join(box.address for box in each.mailboxes.all()),
            )
            for each in Brand.objects.prefetch_related("mailboxes")
        ],
    }
    return _page(request, "web/brands/brands.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def brand(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Brand, pk=pk)
    initial = {"name": found.name, "footer": found.footer, "languages": found.languages}
    form = BrandForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            found = actions.change(found, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return _back(request, _("{name} is saved."), found)
    context = {"form": form, "brand": found, "tabs": brand_tabs(found, at="words")}
    return _page(request, "web/brands/brand.html", context, form)


@require_POST
@administrators_only
@refusals_lead_back
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Brand, pk=pk)
    actions.remove(found, by=request.user)
    return _back(request, _("{name} is removed."), found)


def _languages(brand: Brand) -> str:
    return ", ".join(language_name(each) for each in brand.languages) or _("All of the desk")


def _back(request: MemberRequest, sentence: str, about: Brand) -> HttpResponse:
    said = Toast(sentence.format(name=about.name), tone="kept")
    return go(request, reverse("web:brands"), said)


def _page(
    request: MemberRequest, template: str, context: dict[str, Any], form: BrandForm
) -> HttpResponse:
    status = 422 if form.errors else 200
    return settings_page(request, template, context, at="brands", status=status)

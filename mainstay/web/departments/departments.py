"""The departments, and which of them new mail arrives in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.core.errors import Refused
from mainstay.team import actions, queries
from mainstay.team.models import Department
from mainstay.ui.context import Column, Toast
from mainstay.web.addresses import reverse
from mainstay.web.departments.forms import DepartmentForm
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.settings_nav import settings_page


@require_http_methods(["GET", "HEAD", "POST"])
def departments(request: MemberRequest) -> HttpResponse:
    _only_administrators_write(request)
    form = DepartmentForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.create_department(form.cleaned_data["name"], by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return _back(request, _("{name} is there now."), made)
    context = {
        "form": form,
        "columns": [
            Column(_("Name"), is_row_header=True),
            Column(_("People"), is_number=True),
            Column(_("New mail")),
        ],
        "departments": queries.departments(),
    }
    return _page(request, "web/departments/departments.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def department(request: MemberRequest, pk: int) -> HttpResponse:
    _only_administrators_write(request)
    found = get_object_or_404(Department, pk=pk)
    form = DepartmentForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        try:
            found = actions.rename_department(found, form.cleaned_data["name"], by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return _back(request, _("{name} is its name now."), found)
    context = {"form": form, "department": found, "people": queries.people_of(found)}
    return _page(request, "web/departments/department.html", context, form)


@require_POST
@refusals_lead_back
def default(request: MemberRequest, pk: int) -> HttpResponse:
    _only_administrators_write(request)
    found = actions.make_default(get_object_or_404(Department, pk=pk), by=request.user)
    return _back(request, _("New mail arrives in {name} from now on."), found)


def _only_administrators_write(request: MemberRequest) -> None:
    if request.method == "POST" and not request.user.is_administrator:
        raise PermissionDenied


def _back(request: MemberRequest, sentence: str, about: Department) -> HttpResponse:
    said = Toast(sentence.format(name=about.name), tone="kept")
    return go(request, reverse("web:departments"), said)


def _page(
    request: MemberRequest, template: str, context: dict[str, Any], form: DepartmentForm
) -> HttpResponse:
    context["runs_desk"] = request.user.is_administrator
    status = 422 if form.errors else 200
    return settings_page(request, template, context, at="departments", status=status)

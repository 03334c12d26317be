"""The tree of what conversations are about: for leads and above."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.conversations import actions, details
from mainstay.conversations.details import Topic
from mainstay.conversations.models import Category
from mainstay.core.errors import Refused
from mainstay.ui.context import Column, Toast
from mainstay.web.access import watch_keepers_only
from mainstay.web.addresses import reverse
from mainstay.web.categories.forms import CategoryForm
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.settings_nav import settings_page


@dataclass(frozen=True)
class Line:
    """A category as a line of the tree."""

    topic: Topic
    held: str


@require_http_methods(["GET", "HEAD", "POST"])
@watch_keepers_only
def categories(request: MemberRequest) -> HttpResponse:
    topics = details.topics()
    form = CategoryForm(request.POST or None, places=_places(topics))
    if form.is_valid():
        parent = _category(form.cleaned_data["parent"])
        try:
            made = actions.add_category(form.cleaned_data["name"], parent=parent, by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return _back(request, _("{name} is there now."), made)
    held = details.counts_by_topic()
    has_retired = any(topic.is_retired for topic in topics)
    context = {
        "form": form,
        "columns": [
            Column(_("Name"), is_row_header=True),
            Column(_("Conversations"), is_number=True),
            *([Column(_("Use"))] if has_retired else []),
        ],
        "lines": [Line(topic, _held(held.get(topic.id, 0))) for topic in topics],
    }
    return _page(request, "web/categories/categories.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@watch_keepers_only
def category(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Category, pk=pk)
    topics = details.topics()
    form = CategoryForm(
        request.POST or None,
        places=_places(topics, but=found),
        initial={"name": found.name, "parent": found.parent_id},
    )
    if form.is_valid():
        try:
            actions.rename_category(found, form.cleaned_data["name"], by=request.user)
            parent = _category(form.cleaned_data["parent"])
            found = actions.move_category(found, parent, by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return _back(request, _("{name} is changed."), found)
    held = details.counts_by_topic().get(found.pk, 0)
    context = {"form": form, "category": found, "held": _held(held), "is_used": bool(held)}
    return _page(request, "web/categories/category.html", context, form)


@require_POST
@watch_keepers_only
@refusals_lead_back
def retirement(request: MemberRequest, pk: int) -> HttpResponse:
    found = actions.retire_category(get_object_or_404(Category, pk=pk), by=request.user)
    return _back(request, _("{name} is chosen no more. Conversations keep it."), found)


@require_POST
@watch_keepers_only
@refusals_lead_back
def return_(request: MemberRequest, pk: int) -> HttpResponse:
    found = actions.restore_category(get_object_or_404(Category, pk=pk), by=request.user)
    return _back(request, _("{name} may be chosen again."), found)


def _places(topics: list[Topic], but: Category | None = None) -> list[Topic]:
    """Where a category may stand: not below itself, nor below a retired one."""
    below = {but.pk} if but else set()
    for topic in topics:
        if topic.parent_id in below:
            below.add(topic.id)
    own_parent = but.parent_id if but else None
    return [
        topic
        for topic in topics
        if topic.id not in below and (not topic.is_retired or topic.id == own_parent)
    ]


def _category(pk: int | None) -> Category | None:
    return get_object_or_404(Category, pk=pk) if pk else None


def _held(count: int) -> str:
    most = details.MOST_COUNTED
    return f"{most}+" if count > most else str(count)


def _back(request: MemberRequest, sentence: str, about: Category) -> HttpResponse:
    said = Toast(sentence.format(name=about.name), tone="kept")
    return go(request, reverse("web:categories"), said)


def _page(
    request: MemberRequest, template: str, context: dict[str, Any], form: CategoryForm
) -> HttpResponse:
    status = 422 if form.errors else 200
    return settings_page(request, template, context, at="categories", status=status)

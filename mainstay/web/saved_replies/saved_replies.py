"""Saved replies: the list by folder, and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.conversations import details
from mainstay.conversations.actions import saving_replies
from mainstay.conversations.actions.sharing import can_change, sharing_of
from mainstay.conversations.macros import Teller, changes_of
from mainstay.conversations.models import SavedReply
from mainstay.conversations.saved_replies import VARIABLES, replies_of
from mainstay.core.errors import Refused
from mainstay.team.languages import language_name
from mainstay.team.models import Department, Member
from mainstay.ui.context import Column, EmptyState, Toast
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.saved_replies.forms import SavedReplyForm
from mainstay.web.settings_nav import settings_page


@dataclass(frozen=True)
class Line:
    reply: SavedReply
    whose: str
    languages: str
    does: str


@require_safe
def saved_replies(request: MemberRequest) -> HttpResponse:
    rows = list(replies_of(request.user).select_related("department").prefetch_related("texts"))
    teller = Teller(rows)
    folders: dict[str, list[Line]] = {}
    for row in rows:
        languages = ", ".join(language_name(each.language) for each in row.texts.all())
        line = Line(row, _whose(row), languages, ", ".join(teller.tell(row)))
        folders.setdefault("" if row.is_retired else row.folder, [])
        folders[("" if row.is_retired else row.folder)].append(line)
    context = {
        "columns": [
            Column(_("Name"), is_row_header=True),
            Column(_("Whose")),
            Column(_("Languages")),
            Column(_("Used"), is_number=True),
            Column(_("Last used")),
        ],
        "folders": sorted(folders.items(), key=lambda each: (not each[0], each[0])),
        "may_write": request.user.may_write,
        "empty": None if rows else _empty(request.user),
    }
    return settings_page(
        request, "web/saved_replies/saved_replies.html", context, at="saved_replies"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_reply(request: MemberRequest, pk: int) -> HttpResponse:
    return _edit(request, _find(request, pk))


@require_POST
@refusals_lead_back
def retirement(request: MemberRequest, pk: int) -> HttpResponse:
    found = saving_replies.retire_reply(_find(request, pk), by=request.user)
    undo = reverse("web:saved_reply_return", args=[found.pk])
    return _back(request, _("{name} is offered no more.").format(name=found.name), undo)


@require_POST
@refusals_lead_back
def return_(request: MemberRequest, pk: int) -> HttpResponse:
    found = saving_replies.restore_reply(_find(request, pk), by=request.user)
    return _back(request, _("{name} may be chosen again.").format(name=found.name))


def _edit(request: MemberRequest, found: SavedReply | None) -> HttpResponse:
    texts = {each.language: each.text for each in found.texts.all()} if found else {}
    form = SavedReplyForm(
        request.POST or None,
        member=request.user,
        topics=[each for each in details.topics() if not each.is_retired],
        colleagues=list(Member.objects.active().order_by("name")),
        languages=list(texts),
        initial=_typed(found, texts) if found else {},
    )
    if form.is_valid():
        try:
            made = saving_replies.save_reply(
                form.cleaned_data["name"],
                form.texts,
                by=request.user,
                reply=found,
                folder=form.cleaned_data["folder"],
                sharing=form.cleaned_data.get("sharing") or "own",
                department=form.cleaned_data.get("department"),
                changes=form.changes,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, _("{name} is saved.").format(name=made.name))
    context: dict[str, Any] = {
        "form": form,
        "reply": found,
        "may_change": request.user.may_write and (not found or can_change(found, request.user)),
        "variables": [f"{{{each}}}" for each in VARIABLES],
    }
    status = 422 if form.errors else 200
    return settings_page(
        request, "web/saved_replies/saved_reply.html", context, at="saved_replies", status=status
    )


def _find(request: MemberRequest, pk: int) -> SavedReply:
    return get_object_or_404(replies_of(request.user), pk=pk)


def _typed(found: SavedReply, texts: dict[str, str]) -> dict[str, Any]:
    changes = changes_of(found)
    return {
        "name": found.name,
        "folder": found.folder,
        "sharing": sharing_of(found),
        "department": found.department_id,
        **{f"text_{code}": text for code, text in texts.items()},
        "assign": changes.assign,
        "state": changes.state,
        "category": changes.category,
        "kind": changes.kind,
        "tags": ", ".join(changes.tags),
        "snooze_hours": changes.snooze_hours,
    }


def _whose(reply: SavedReply) -> str:
    if reply.owner_id:
        return _("Yours")
    department: Department | None = reply.department
    return department.name if department else _("Everybody")


def _empty(member: Member) -> EmptyState:
    title, text = _("No saved replies yet"), _("What is written often is written once, and well.")
    if not member.may_write:
        return EmptyState(title, text, icon="macro")
    return EmptyState(
        title,
        text,
        icon="macro",
        step_label=_("New saved reply"),
        step_url=reverse("web:saved_reply_new"),
    )


def _back(request: MemberRequest, sentence: str, undo: str = "") -> HttpResponse:
    return go(request, reverse("web:saved_replies"), Toast(sentence, tone="kept", undo_url=undo))

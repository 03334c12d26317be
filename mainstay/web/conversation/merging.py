"""Bringing conversations together and taking them apart: merge, split, link."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.conversations import actions, history, merged
from mainstay.conversations.history import Said
from mainstay.conversations.models import Conversation, Merge
from mainstay.core.errors import Refused
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation.access import find
from mainstay.web.conversation.choosing import chosen, context_of
from mainstay.web.pages import MemberRequest, came_from, go, page, refusals_lead_back


@require_http_methods(["GET", "HEAD", "POST"])
def merging(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    other = chosen(request, found)
    refusal = ""
    if request.method == "POST" and other:
        meant = bool(request.POST.get("even_of_others"))
        try:
            merge = actions.merge(found, other, by=request.user, even_of_others=meant)
        except Refused as refused:
            refusal = str(refused)
        else:
            undo = reverse("web:separation", args=[merge.pk])
            text = _("Merged. Answers to either arrive here.")
            return go(request, _page(other), Toast(text, "kept", undo_url=undo, seconds=20))
    context = context_of(request, found, looks=other is None) | {
        "other": other,
        "is_of_others": bool(other and merged.is_of_others(found, other)),
        "count": found.messages.count() if other else 0,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return page(request, "web/conversation/merging.html", context, at="inbox", status=status)


@require_POST
@refusals_lead_back
def separation(request: MemberRequest, pk: int) -> HttpResponse:
    visible = Conversation.objects.visible_to(request.user)
    rows = Merge.objects.select_related("source", "target")
    merge = get_object_or_404(rows, pk=pk, target__in=visible, source__in=visible)
    source = actions.unmerge(merge, by=request.user)
    return go(request, _page(source), Toast(_("It stands alone again.")))


@require_http_methods(["GET", "HEAD", "POST"])
def splitting(request: MemberRequest, number: int) -> HttpResponse:
    """Messages are ticked, or all from one on."""
    found = find(request, number)
    said = [each for each in history.latest(found).entries if isinstance(each, Said)]
    subject, refusal = request.POST.get("subject", "").replace("\x00", ""), ""
    wanted = _wanted(request, said)
    if request.method == "POST":
        try:
            made = actions.split(found, wanted, subject, by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            undo = reverse("web:split_end", args=[made.number])
            text = _("It has a conversation of its own now.")
            return go(request, _page(made), Toast(text, "kept", undo_url=undo, seconds=20))
    context: dict[str, Any] = {
        "conversation": found,
        "page_url": _page(found),
        "said": said,
        "wanted": wanted,
        "subject": subject,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return page(request, "web/conversation/splitting.html", context, at="inbox", status=status)


@require_POST
@refusals_lead_back
def split_end(request: MemberRequest, number: int) -> HttpResponse:
    merge = actions.unsplit(find(request, number), by=request.user)
    return go(request, _page(merge.target), Toast(_("It is part of this again.")))


@require_http_methods(["GET", "HEAD", "POST"])
def linking(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    other, refusal = chosen(request, found), ""
    if request.method == "POST" and other:
        try:
            actions.link(found, other, by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            return go(request, _page(found), Toast(_("Linked."), "kept"))
    context = context_of(request, found, looks=True) | {
        "title": _("Link with another"),
        "intro": _("Each shows the other. Nothing moves, and the client sees nothing of it."),
        "here": reverse("web:linking", args=[found.number]),
        "do": _("Link"),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return page(request, "web/conversation/choosing.html", context, at="inbox", status=status)


@require_POST
@refusals_lead_back
def link_end(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    if other := chosen(request, found):
        actions.unlink(found, other, by=request.user)
    return go(request, came_from(request), Toast(_("Linked no longer.")))


def _wanted(request: MemberRequest, said: list[Said]) -> list[int]:
    """The ticked ones; with "from" every one from that on."""
    given = {int(each) for each in request.POST.getlist("message") if each.isdecimal()}
    start = request.POST.get("from", "")
    ids = [each.id for each in said]
    if start.isdecimal() and int(start) in ids:
        given |= set(ids[ids.index(int(start)) :])
    return [each for each in ids if each in given]


def _page(conversation: Conversation) -> str:
    return reverse("web:conversation", args=[conversation.number])

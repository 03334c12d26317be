"""One conversation: its page and the parts of it that are asked for again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from mainstay.conversations.actions import see_mentions
from mainstay.conversations.models import Conversation
from mainstay.ui.context import ComposerView
from mainstay.web.conversation import along
from mainstay.web.conversation.access import find
from mainstay.web.conversation.composer import build_composer
from mainstay.web.conversation.context import build_context, build_head
from mainstay.web.conversation.doubts import build_doubts
from mainstay.web.conversation.known import Known
from mainstay.web.conversation.ratings import build_ratings
from mainstay.web.conversation.sides import build_sides
from mainstay.web.conversation.sides_page import build_side
from mainstay.web.conversation.timeline import build_timeline
from mainstay.web.conversation.together import build_together
from mainstay.web.inbox.rows import build_list
from mainstay.web.pages import MemberRequest, beside, opens_beside, page


@require_safe
def conversation(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    if found.number != number:
        return redirect("web:conversation", found.number)
    return show(request, found, _made_of_a_saved_reply(request, found))


@require_safe
def timeline(request: MemberRequest, number: int) -> HttpResponse:
    """The timeline alone, for a page that heard of a change."""
    found = find(request, number)
    known = Known(found, request.user)
    context = build_timeline(found, sides=build_sides(known))
    context["may_write"] = request.user.may_write
    if found.side_of_id:
        context |= build_side(known)
    return render(request, "web/conversation/_timeline.html", context)


@require_safe
def aside(request: MemberRequest, number: int) -> HttpResponse:
    """Bar and context alone, for a page that heard of a change."""
    found = find(request, number)
    parts = "_side_around.html" if found.side_of_id else "_around.html"
    context = _around(Known(found, request.user))
    return render(request, f"web/conversation/{parts}", context)


def show(
    request: MemberRequest,
    found: Conversation,
    composer: ComposerView | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a composer that keeps what was typed when it was refused.

    Whoever opens it has seen where they are called in it.
    """
    known = Known(found, request.user)
    if known.holds.calls:
        see_mentions(found, by=request.user)
    around = _around(known)
    context: dict[str, Any] = {
        **build_timeline(found, request.GET.get("before", ""), around["sides"]),
        **around,
        "composer": composer or build_composer(known),
    }
    template = f"web/conversation/{'side_page' if found.side_of_id else 'page'}.html"
    if opens_beside(request):
        response = beside(request, template, context, status=status)
    else:
        context["listed"] = build_list(request, found.number)
        response = page(request, template, context, at="inbox", status=status)
    patch_vary_headers(response, ["HX-Target"])
    return response


def _made_of_a_saved_reply(request: MemberRequest, found: Conversation) -> ComposerView | None:
    """The composer with a saved reply in it, for whoever chose one without a script."""
    wanted = request.GET.get("reply", "")
    reply = along.find(request.user, int(wanted)) if _is_id(wanted) else None
    if reply is None:
        return None
    text = along.text_for(found, request.user, reply)
    return build_composer(Known(found, request.user), added=text, saved_reply=reply.pk)


def _is_id(value: str) -> bool:
    return value.isdecimal() and value.isascii() and len(value) < 10


def _around(known: Known) -> dict[str, Any]:
    found, member = known.conversation, known.member
    common: dict[str, Any] = {
        "conversation": found,
        "doubts": build_doubts(known),
        "may_write": member.may_write,
        "sides": build_sides(known),
        "together": build_together(known),
    }
    if found.side_of_id:
        return common | build_side(known)
    return common | {
        "head": build_head(known),
        "context": build_context(known),
        "ratings": build_ratings(found, member),
    }

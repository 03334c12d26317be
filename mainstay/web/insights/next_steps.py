"""What clients ask next who asked about the same: beside a conversation, opened when wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.conversations import queries
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.insights.categories import category_names
from mainstay.insights.intervals import ENOUGH
from mainstay.insights.next_steps import WITHIN, NextSteps, last_day, next_steps
from mainstay.ui.context import Column, Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation.access import find
from mainstay.web.insights.behind import PAGE, first_row, turning
from mainstay.web.insights.pages import day, insights_page, zone_of
from mainstay.web.insights.shown import ShareView, show_share
from mainstay.web.pages import MemberRequest, go, is_htmx, page

MOST_TOPICS = 5


@dataclass(frozen=True)
class Step:
    name: str
    count: int
    url: str


@dataclass(frozen=True)
class StepsView:
    """Each count leads to its conversations. Without enough of them nothing is said."""

    topic: str
    days: str
    within: int
    share: ShareView
    is_capped: bool
    steps: list[Step]


@require_safe
def steps(request: MemberRequest, number: int) -> HttpResponse:
    """The inside of the fold for a script, else a page of its own."""
    found = find(request, number)
    if found.category_id is None:
        raise Http404
    context = {"conversation": found, "enough": ENOUGH, "shown": None, "refusal": ""}
    last = last_day(now(), zone_of(request.user))
    try:
        asked = next_steps(request.user, found.category_id, last, zone_of(request.user))
        context["shown"] = _shown(asked, found.category_id)
    except Refused as refusal:
        context["refusal"] = str(refusal)
    if is_htmx(request):
        return render(request, "web/insights/_next_steps.html", context)
    return page(request, "web/insights/next_steps.html", context, at="inbox")


@require_safe
def conversations(request: MemberRequest) -> HttpResponse:
    """Those behind a count: `of=asked` on the topic, `of=next` what followed, `next` its topic."""
    names = category_names()
    topic = _category(request.GET.get("category", ""), names)
    if topic is None:
        raise Http404
    try:
        asked = next_steps(request.user, topic, _day(request), zone_of(request.user))
    except Refused as refusal:
        return go(request, reverse("web:topics"), Toast(str(refusal), tone="late", seconds=12))
    title, ids = _chosen(request, asked, names[topic], names)
    first = first_row(request)
    context = {
        "title": title,
        "days": _days(asked),
        "total": len(ids),
        "rows": queries.by_ids(request.user, ids[first : first + PAGE]),
        "states": dict(Conversation.State.choices),
        "columns": [
            Column(_("Conversation"), is_row_header=True),
            Column(_("Client")),
            Column(_("State")),
            Column(_("Last message")),
        ],
        "back_url": reverse("web:topics"),
        **turning(request, first, len(ids)),
    }
    return insights_page(request, "web/insights/topic_conversations.html", context, at="topics")


def _shown(asked: NextSteps, category: int) -> StepsView:
    names = category_names()

    def url(of: str, **more: str) -> str:
        last = asked.window.last.isoformat()
        query = urlencode({"category": category, "last": last, "of": of, **more})
        return f"{reverse('web:next_conversations')}?{query}"

    topics = asked.topics()[:MOST_TOPICS]
    return StepsView(
        topic=names.get(category, ""),
        days=_days(asked),
        within=WITHIN.days,
        share=show_share(asked.share, url("next"), url("asked")),
        is_capped=asked.is_capped,
        steps=[
            Step(names.get(each or 0, _("Without a topic")), n, url("next", next=str(each or 0)))
            for each, n in topics
        ],
    )


def _chosen(
    request: MemberRequest, asked: NextSteps, topic: str, names: Mapping[int, str]
) -> tuple[str, list[int]]:
    of, then = request.GET.get("of", ""), request.GET.get("next", "")
    if of == "asked":
        return topic, asked.ids()
    if of != "next":
        raise Http404
    if not then:
        return _("Next after “{topic}”").format(topic=topic), asked.next_ids()
    named = None if then == "0" else _category(then, names)
    if then != "0" and named is None:
        raise Http404
    words = names[named] if named else _("Without a topic")
    title = _("“{next}” next after “{topic}”").format(next=words, topic=topic)
    return title, asked.next_ids_on(named)


def _category(said: str, names: Mapping[int, str]) -> int | None:
    return int(said) if said.isdecimal() and int(said) in names else None


def _day(request: MemberRequest) -> date:
    """The last day that was counted. None is later than those that had time to be followed."""
    latest = last_day(now(), zone_of(request.user))
    try:
        asked = date.fromisoformat(request.GET.get("last", ""))
    except ValueError as error:
        raise Http404 from error
    if asked.year < latest.year - 10:
        raise Http404
    return min(asked, latest)


def _days(asked: NextSteps) -> str:
    return f"{day(asked.window.first)} – {day(asked.window.last)}"

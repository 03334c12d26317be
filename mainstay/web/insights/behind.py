"""The conversations behind a figure, as far as the reader may see them."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.conversations import queries as conversation_queries
from mainstay.conversations.models import Conversation
from mainstay.insights import satisfaction, topics
from mainstay.insights.categories import category_names
from mainstay.insights.satisfaction import FIGURES, WAYS
from mainstay.insights.windows import week_of
from mainstay.surveys import queries
from mainstay.ui.context import Column
from mainstay.web.addresses import reverse
from mainstay.web.insights.pages import chosen_span, day, insights_page, zone_of
from mainstay.web.pages import MemberRequest

PAGE = 50


@require_safe
def answers(request: MemberRequest) -> HttpResponse:
    """The requests that a figure of the satisfaction report counted, the latest first."""
    span = chosen_span(request)
    figure = request.GET.get("figure", "")
    if figure not in FIGURES:
        raise Http404
    way = next((each for each in WAYS if each == request.GET.get("by")), None)
    rows = satisfaction.within(satisfaction.counted_for(request.user, way), span.window)
    if way:
        rows = satisfaction.group(rows, way, request.GET.get("key", ""))
    counted = rows.filter(FIGURES[figure])
    visible = counted.filter(conversation__in=Conversation.objects.visible_to(request.user))
    total, seen = counted.count(), visible.count()
    first = first_row(request)
    ids = visible.order_by("-sent_at", "-id").values_list("pk", flat=True)[first : first + PAGE]
    context = {
        "title": _names()[figure],
        "span": span,
        "total": total,
        "hidden": total - seen,
        "rows": queries.rated(list(ids)),
        "columns": [
            Column(_("Conversation"), is_row_header=True),
            Column(_("Asked")),
            Column(_("Score")),
            Column(_("Settled")),
            Column(_("What they said")),
        ],
        "back_url": f"{reverse('web:satisfaction')}?{_back(request)}",
        **turning(request, first, seen),
    }
    return insights_page(request, "web/insights/answers.html", context, at="satisfaction")


@require_safe
def conversations(request: MemberRequest) -> HttpResponse:
    """The conversations of a topic in one week, or in the four before it."""
    monday = week_of(request.GET.get("week", ""))
    if monday is None:
        raise Http404
    first_day, last_day = _days(monday, is_before="before" in request.GET)
    category = request.GET.get("category", "")
    names = category_names()
    if category != "none" and not (category.isdecimal() and int(category) in names):
        raise Http404
    pk = None if category == "none" else int(category)
    rows = topics.behind(request.user, pk, first_day, last_day, zone_of(request.user))
    first = first_row(request)
    ids = list(rows.order_by("-id").values_list("pk", flat=True)[first : first + PAGE])
    total = rows.count()
    context = {
        "title": names[pk] if pk else _("Without a topic"),
        "days": f"{day(first_day)} – {day(last_day)}",
        "total": total,
        "rows": conversation_queries.by_ids(request.user, ids),
        "states": dict(Conversation.State.choices),
        "columns": [
            Column(_("Conversation"), is_row_header=True),
            Column(_("Client")),
            Column(_("State")),
            Column(_("Last message")),
        ],
        "back_url": f"{reverse('web:topics')}?week={request.GET['week']}",
        **turning(request, first, total),
    }
    return insights_page(request, "web/insights/topic_conversations.html", context, at="topics")


def _names() -> dict[str, str]:
    return {
        "sent": _("Asked"),
        "answered": _("Answered"),
        "scored": _("Gave a score"),
        "satisfied": _("Satisfied (4 or 5)"),
        "said": _("Said whether it is settled"),
        "settled": _("Said it is settled"),
        "unhappy": _("Not satisfied"),
    }


def _days(monday: date, *, is_before: bool) -> tuple[date, date]:
    if is_before:
        return monday - timedelta(weeks=topics.BEFORE), monday - timedelta(days=1)
    return monday, monday + timedelta(days=6)


def first_row(request: MemberRequest) -> int:
    asked = request.GET.get("from", "")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 0


def turning(request: MemberRequest, first: int, total: int) -> dict[str, str]:
    """Where older and newer rows lie; empty where there are none."""

    def at(row: int) -> str:
        query = request.GET.copy()
        query["from"] = str(row)
        return f"?{query.urlencode()}"

    return {
        "older_url": at(first + PAGE) if first + PAGE < total else "",
        "newer_url": at(max(0, first - PAGE)) if first else "",
    }


def _back(request: MemberRequest) -> str:
    query = request.GET.copy()
    for name in ("figure", "key", "from"):
        query.pop(name, None)
    return query.urlencode()

"""The page behind the link in a rating mail. Looking at it never votes: mail scanners look, too."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mainstay.core.errors import Refused
from mainstay.portal import throttle
from mainstay.portal.forms import RatingForm
from mainstay.portal.look import PageLook, page_look
from mainstay.surveys import actions
from mainstay.surveys.actions.letters import brand_of, language_of
from mainstay.surveys.models import RatingRequest

_PROPOSALS = ("settled", "score")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, token: str) -> HttpResponse:
    """Shows brand and date alone: whoever got hold of the link learns nothing of the matter.

    An answer is not shown again either. The form carries no once-key: the same answer twice
    changes nothing, and whoever goes back and chooses anew sends the same form a second time.

    Somebody of the desk, who may find the link in a quoted mail, looks and does not answer.
    """
    asked = actions.find(token)
    if asked is None:
        return _turned_away(request)
    zone = asked.contact.time_zone or "UTC"
    with translation.override(language_of(asked)), timezone.override(ZoneInfo(zone)):
        if request.method == "POST" and request.user.is_authenticated:
            return _page(request, asked, token, "portal/rating.html", {"form": RatingForm()}, 403)
        if request.method == "POST":
            return _take(request, asked, token)
        proposed = {name: request.GET[name] for name in _PROPOSALS if name in request.GET}
        if asked.is_answered and not proposed and "change" not in request.GET:
            is_again = request.GET.get("done") == "again"
            return _page(request, asked, token, "portal/thanks.html", {"is_again": is_again})
        form = RatingForm(initial=proposed)
        return _page(request, asked, token, "portal/rating.html", {"form": form})


def _take(request: HttpRequest, asked: RatingRequest, token: str) -> HttpResponse:
    if throttle.is_flooding(token):
        return _wait(request)
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            asked = actions.answer(asked, form.answer())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            done = "again" if form.answer().settled is False else "yes"
            return HttpResponseRedirect(
                f"{reverse('portal:rating', args=[token])}?done={done}",
                headers={"X-Robots-Tag": "noindex, nofollow"},
            )
    return _page(request, asked, token, "portal/rating.html", {"form": form}, status=422)


def _turned_away(request: HttpRequest) -> HttpResponse:
    """Wrong, too old, or of somebody who was erased: one page, which tells none of it."""
    if throttle.is_guessing(request):
        return _wait(request)
    context = {
        "title": _("This link is no longer open"),
        "text": _(
            "Answers are taken for 30 days. If something is open, simply answer our last mail."
        ),
    }
    return _answer(request, "portal/closed.html", context, page_look(None), status=410)


def _wait(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("Wait a moment"),
        "text": _("There were too many tries in a short time. Try again in ten minutes."),
    }
    return _answer(request, "portal/closed.html", context, page_look(None), status=429)


def _page(
    request: HttpRequest,
    asked: RatingRequest,
    token: str,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    context |= {
        "action": reverse("portal:rating", args=[token]),
        "is_only_a_look": request.user.is_authenticated,
        "begun_on": _day(asked.conversation.created_at),
        "open_until": _day(asked.open_until),
    }
    return _answer(request, template, context, page_look(brand_of(asked.conversation)), status)


def _day(moment: datetime) -> str:
    """A day as the client's language writes it, in their zone."""
    # The English one of the library is American.
    is_english = (translation.get_language() or "").startswith("en")
    form = "j F Y" if is_english else "DATE_FORMAT"
    return str(formats.date_format(timezone.localdate(moment), form))


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], look: PageLook, status: int
) -> HttpResponse:
    response = render(request, template, {**context, "look": look}, status=status)
    response["Content-Security-Policy"] = look.policy
    response["Content-Language"] = translation.get_language() or "en"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

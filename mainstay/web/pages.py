"""How a view answers: with a page, a fragment of it, or the way to the next page."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string

from mainstay.core.errors import Refused
from mainstay.team.models import Member
from mainstay.ui.context import Toast
from mainstay.web.frame import build_frame

Arguments = ParamSpec("Arguments")


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in: the middleware lets no other through."""

    user: Member


def page(
    request: MemberRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    at: str = "",
    status: int = 200,
) -> HttpResponse:
    """A whole page with its frame. `at` names the place of the rail where one is."""
    frame = build_frame(request, at)
    return render(request, template, {**(context or {}), "frame": frame}, status=status)


def opens_beside(request: HttpRequest) -> bool:
    """Whether a row was opened that stands in the list of the page."""
    return request.headers.get("HX-Target") == "div#beside"


def beside(
    request: MemberRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The same page without its frame and its list, to stand beside the list that is there."""
    layout = {"layout": "ui/beside.html"}
    return render(request, template, {**context, **layout}, status=status)


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def fragment_or_redirect(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    to: str,
    toast: Toast | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer htmx with the fragment that the page includes, everybody else with the way there."""
    if not is_htmx(request):
        if toast:
            say(request, toast)
        return HttpResponseRedirect(to)
    body = render_to_string(template, dict(context), request)
    if toast:
        body += render_to_string("web/_toast.html", {"toast": toast}, request)
    return HttpResponse(body, status=status)


def say(request: HttpRequest, toast: Toast) -> None:
    """Show a toast on the next page."""
    messages.info(request, toast.text, extra_tags=toast_tag(toast))


def toast_tag(toast: Toast) -> str:
    until = toast.undo_until.isoformat() if toast.undo_until else ""
    return "|".join((toast.tone, toast.undo_url, until))


def go(request: HttpRequest, to: str, toast: Toast | None = None) -> HttpResponse:
    """Lead to another page; htmx loads it as a whole."""
    if toast:
        say(request, toast)
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": to})
    return HttpResponseRedirect(to)


def refusals_lead_back(
    view: Callable[Arguments, HttpResponse],
) -> Callable[Arguments, HttpResponse]:
    """For buttons that need no form: a refusal is told on the page one came from."""

    @functools.wraps(view)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        request = args[0]
        assert isinstance(request, HttpRequest)
        try:
            return view(*args, **kwargs)
        except Refused as refusal:
            toast = Toast(str(refusal), tone="late", seconds=12)
            if is_htmx(request):
                body = render_to_string("web/_toast.html", {"toast": toast}, request)
                return HttpResponse(body, status=422, headers={"HX-Reswap": "none"})
            say(request, toast)
            return HttpResponseRedirect(came_from(request))

    return wrapped


def came_from(request: HttpRequest) -> str:
    """The page of ours that a request came from, else the start."""
    referer = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    own = f"{request.scheme}://{request.get_host()}/"
    return referer if referer.startswith(own) else "/"

"""Pages for what went wrong. Each says what it is and what to do."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mainstay.core.boundary import is_lost


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        404,
        _("There is nothing here"),
        _("The address is wrong, it was removed, or your departments do not include it."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, _("Not for you"), _("Your role does not include this page."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        400,
        _("This request was not understood"),
        _("Go back, load the page again and repeat what you did."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        _("This form is too old"),
        _("You signed out or in again meanwhile. Go back, load the page again and send it anew."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault. The outermost middleware repeats the request if the database was lost."""
    request.lost_database = is_lost(sys.exc_info()[1])  # type: ignore[attr-defined]
    return _page(
        request,
        500,
        _("We could not do this"),
        _("It is our fault, and it is written down. What you typed is still on the page before."),
        number=getattr(request, "request_id", "")[:8],
    )


def _page(
    request: HttpRequest, status: int, title: str, text: str, number: str = ""
) -> HttpResponse:
    context = {"error_title": title, "error_text": text, "error_number": number}
    return render(request, "ui/error.html", context, status=status)

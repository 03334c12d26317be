"""Telegram calls us when somebody has written to a bot."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mainstay.channels.telegram import hooks

_STATUS = {"kept": 200, "unknown": 404, "forbidden": 403, "later": 503}
_HEADER = f"HTTP_{hooks.SECRET_HEADER.upper().replace('-', '_')}"


@csrf_exempt
@login_not_required
@require_POST
def called(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever calls proves by a secret to be Telegram. 200 means that the update is committed."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > hooks.LARGEST:
        return HttpResponse(status=413)
    answer = hooks.accept(pk, request.META.get(_HEADER, ""), request.body)
    return HttpResponse(status=_STATUS[answer])

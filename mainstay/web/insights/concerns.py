"""Saying that one has looked at an unhappy answer."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.surveys import actions
from mainstay.surveys.models import RatingRequest
from mainstay.ui.context import Toast
from mainstay.web.pages import MemberRequest, came_from, go, refusals_lead_back


@require_POST
@refusals_lead_back
def look(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(RatingRequest.objects.visible_to(request.user), pk=pk)
    actions.look_at(found, by=request.user)
    return go(request, came_from(request), Toast(_("It waits for you no longer."), "kept"))

"""Light or dark, comfortable or compact: kept for the person by the switches in the rail."""

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.views.decorators.http import require_POST

from mainstay.team import actions
from mainstay.team.models import Member
from mainstay.web.pages import MemberRequest, came_from, is_htmx

_CHOICES = {"theme": Member.Theme.values, "density": Member.Density.values}


@require_POST
def look(request: MemberRequest) -> HttpResponse:
    chosen = {name: request.POST[name] for name in _CHOICES if name in request.POST}
    if any(value not in _CHOICES[name] for name, value in chosen.items()):
        return HttpResponseBadRequest()
    actions.edit_profile(request.user, by=request.user, **chosen)
    if is_htmx(request):
        return HttpResponse(status=204)
    return HttpResponseRedirect(came_from(request))

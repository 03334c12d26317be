"""The browsers one is signed in with."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.team import sessions
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go


@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    sessions.end(request.user, pk)
    return go(request, reverse("mfa_index"), Toast(_("Signed out there."), tone="kept"))

"""A conversation rests: until somebody else has moved, or until a time."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.conversations import actions
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation import moments
from mainstay.web.conversation.access import find
from mainstay.web.pages import MemberRequest, came_from, go, refusals_lead_back


@require_POST
@refusals_lead_back
def waiting(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    party, note = request.POST.get("party", ""), request.POST.get("note", "")
    found = actions.wait(found, party, note=note.replace("\x00", ""), by=request.user)
    undo = reverse("web:reopening", args=[found.number])
    return go(request, came_from(request), Toast(f"{found.state_words}.", undo_url=undo))


@require_POST
@refusals_lead_back
def snooze(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    until = moments.read(request.POST.get("until", ""))
    found = actions.snooze(found, until, by=request.user)
    text = _("Snoozed until {time}.").format(time=moments.told(until))
    undo = reverse("web:waking", args=[found.number])
    return go(request, came_from(request), Toast(text, undo_url=undo))


@require_POST
@refusals_lead_back
def waking(request: MemberRequest, number: int) -> HttpResponse:
    actions.wake(find(request, number), by=request.user)
    return go(request, came_from(request), Toast(_("Awake again.")))

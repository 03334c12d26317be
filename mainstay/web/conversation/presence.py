"""Who else has the conversation open."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from mainstay.conversations import actions, working
from mainstay.conversations.sides import reached
from mainstay.web.conversation import correspondents
from mainstay.web.conversation.access import find
from mainstay.web.pages import MemberRequest


@require_POST
def beat(request: MemberRequest, number: int) -> HttpResponse:
    """Take a sign of life of a page, and answer who else is there."""
    found = reached(request.user, number)
    if found is None:
        raise Http404
    if request.POST.get("gone"):
        actions.go_away(found, by=request.user)
        return HttpResponse(status=204)
    is_typing = bool(request.POST.get("typing")) and request.user.may_write
    actions.be_there(found, by=request.user, is_typing=is_typing)
    context = {"present": working.present(found, request.user)}
    return render(request, "web/conversation/_present.html", context)


@require_safe
def known_people(request: MemberRequest, number: int) -> HttpResponse:
    """Options for a field of addresses: whom one may mean here."""
    known = correspondents.known(find(request, number))
    return render(request, "web/conversation/_known_people.html", {"known": known})

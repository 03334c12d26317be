"""Words that a client or a contact is marked with: one more, or one less."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from mainstay.clients import actions
from mainstay.clients.models import Contact, Organisation, Tag
from mainstay.clients.models.merging import Row
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back


@require_POST
@refusals_lead_back
def organisation(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    return _change(request, row, reverse("web:organisation", args=[pk]))


@require_POST
@refusals_lead_back
def contact(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)
    return _change(request, row, reverse("web:contact", args=[pk]))


def _change(request: MemberRequest, row: Row, page: str) -> HttpResponse:
    """`remove` names a tag by its id, `add` one by its name, several with commas between."""
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 19:
        for tag in Tag.objects.filter(pk=removed):
            actions.untag(row, tag, by=request.user)
    elif "remove" not in request.POST:
        for name in request.POST.get("add", "").split(",")[:10]:
            actions.tag(row, name, by=request.user)
    return go(request, f"{page}#tags")

"""Letting somebody in."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.core.errors import Refused
from mainstay.team import actions
from mainstay.ui.context import Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.people.forms import InvitationForm
from mainstay.web.settings_nav import settings_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def create(request: MemberRequest) -> HttpResponse:
    """Shows the link instead of leading on: it is kept nowhere and never shown again."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            invitation, token = actions.invite(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            link = request.build_absolute_uri(reverse("web:welcome", args=[token]))
            made = {"link": link, "invitation": invitation}
            return settings_page(request, "web/people/invited.html", made, at="people")
    status = 422 if form.errors else 200
    return settings_page(
        request, "web/people/invitation.html", {"form": form}, at="people", status=status
    )


@require_POST
@administrators_only
@refusals_lead_back
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    actions.withdraw_invitation(pk, by=request.user)
    return go(request, reverse("web:people"), Toast(_("The link opens nothing any more.")))

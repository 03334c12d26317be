"""Whether a member gets in: closing and opening the account, and help for the locked out."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.team import actions
from mainstay.team.models import Member
from mainstay.ui.context import Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.people.person import show
from mainstay.web.people.questions import Question, closing, forgetting
from mainstay.web.settings_nav import settings_page


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
@refusals_lead_back
def close(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(Member, pk=pk)
    if request.method != "POST":
        return _ask(request, member, closing(member))
    member = actions.deactivate(member, by=request.user)
    return _back(request, member, _("The account of {name} is closed."))


@require_POST
@administrators_only
@refusals_lead_back
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    member = actions.reactivate(get_object_or_404(Member, pk=pk), by=request.user)
    return _back(request, member, _("The account of {name} is open again."))


@require_POST
@administrators_only
@refusals_lead_back
def password_link(request: MemberRequest, pk: int) -> HttpResponse:
    """Shows the link instead of leading on: it is kept nowhere and never shown again."""
    member = get_object_or_404(Member, pk=pk)
    key = actions.allow_new_password(member, by=request.user)
    user, _dash, token = key.partition("-")
    address = reverse("account_reset_password_from_key", args=[user, token])
    return show(request, member, link=request.build_absolute_uri(address))


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
@refusals_lead_back
def second_step(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(Member, pk=pk)
    if request.method != "POST":
        return _ask(request, member, forgetting(member))
    actions.drop_second_step(member, by=request.user)
    return _back(request, member, _("{name} signs in by password alone until they add a key."))


def _ask(request: MemberRequest, member: Member, question: Question) -> HttpResponse:
    context = {"member": member, "question": question}
    return settings_page(request, "web/people/asked.html", context, at="people")


def _back(request: MemberRequest, member: Member, sentence: str) -> HttpResponse:
    said = Toast(sentence.format(name=member.name), tone="kept")
    return go(request, reverse("web:person", args=[member.pk]), said)

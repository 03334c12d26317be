"""A one-time link, opened: join the desk and go straight to work."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mainstay.core.errors import Refused
from mainstay.team import actions
from mainstay.team.models import Invitation, Member
from mainstay.web.addresses import reverse
from mainstay.web.welcome.forms import WelcomeForm


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = actions.find_invitation(token)
    if found is None:
        return render(request, "web/welcome/used.html", status=410)
    if request.user.is_authenticated:
        return render(request, "web/welcome/signed_in.html", {"here": request.path})
    form = _form(request, found)
    if form.is_valid():
        try:
            member = actions.accept(token, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _enter(request, member)
    context = {
        "form": form,
        "role": found.get_role_display(),
        "is_first": not Member.objects.exists(),
        "action": request.path,
    }
    return render(request, "web/welcome/welcome.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, found: Invitation) -> WelcomeForm:
    given = {"time_zone": "UTC", "interface_language": translation.get_language() or ""}
    return WelcomeForm(request.POST or None, initial=given, fixed_email=found.email)


def _enter(request: HttpRequest, member: Member) -> HttpResponse:
    """Sign in whoever has just chosen a password; they need not type it twice."""
    record_authentication(request, member, method="password", reauthenticated=True)
    answer: HttpResponse = perform_login(
        request, member, email_verification="none", redirect_url=reverse("web:start")
    )
    return answer

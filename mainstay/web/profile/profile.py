"""One's own profile."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.team import actions
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go
from mainstay.web.profile.forms import ProfileForm
from mainstay.web.settings_nav import settings_page


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    member = request.user
    now = {name: getattr(member, name) for name in actions.PROFILE}
    form = ProfileForm(request.POST or None, initial=now)
    if form.is_valid():
        actions.edit_profile(member, by=member, **form.cleaned_data)
        return go(request, reverse("web:profile"), Toast(_("Your profile is saved."), tone="kept"))
    status = 422 if form.errors else 200
    context = {"form": form, "member": member}
    return settings_page(request, "web/profile/profile.html", context, at="profile", status=status)

"""One member: what they do here, and where they belong."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.core.errors import Refused
from mainstay.core.log import tell, timeline
from mainstay.team import actions
from mainstay.team.languages import language_name
from mainstay.team.models import Member
from mainstay.ui.context import FactView, Toast
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go
from mainstay.web.people.forms import PlaceForm
from mainstay.web.people.questions import closing, forgetting
from mainstay.web.settings_nav import settings_page

LATEST_FACTS = 20


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(Member, pk=pk)
    if request.method == "POST" and not request.user.is_administrator:
        raise PermissionDenied
    place = {"role": member.role, "departments": member.department_ids}
    form = PlaceForm(request.POST or None, initial=place)
    if form.is_valid():
        try:
            actions.place(member, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("role", str(refusal))
        else:
            said = _("Role and departments of {name} are saved.").format(name=member.name)
            return go(request, reverse("web:person", args=[pk]), Toast(said, tone="kept"))
    return show(request, member, form=form, status=422 if form.errors else 200)


def show(request: MemberRequest, member: Member, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a member. `more` is what an action has to say, such as a link."""
    events = tell(timeline(member).order_by("-id")[:LATEST_FACTS])
    context = {
        "form": PlaceForm(initial={"role": member.role, "departments": member.department_ids}),
        "member": member,
        "facts": [
            (_("Role"), member.get_role_display()),
            (_("Departments"), ", ".join(each.name for each in member.departments.all())),
            (_("Languages"), ", ".join(language_name(code) for code in member.languages)),
            (_("Time zone"), member.time_zone),
        ],
        "events": [FactView(each.sentence, each.at, each.icon) for each in events],
        "runs_desk": request.user.is_administrator,
        "is_self": member.pk == request.user.pk,
        "closing": closing(member),
        "forgetting": forgetting(member),
        "link": "",
        **more,
    }
    return settings_page(request, "web/people/person.html", context, at="people", status=status)

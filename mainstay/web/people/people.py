"""Who works at the desk, and who is invited."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.team import queries
from mainstay.team.languages import language_name
from mainstay.team.models import Member
from mainstay.ui.context import Column
from mainstay.web.pages import MemberRequest
from mainstay.web.settings_nav import settings_page


@require_safe
def people(request: MemberRequest) -> HttpResponse:
    runs_desk = request.user.is_administrator
    context = {
        "columns": [
            Column(_("Name"), is_row_header=True),
            Column(_("Role")),
            Column(_("Departments")),
            Column(_("Languages")),
            Column(_("State")),
        ],
        "people": queries.people(),
        "invitations": queries.open_invitations() if runs_desk else [],
        "invitation_columns": [
            Column(_("For"), is_row_header=True),
            Column(_("Role")),
            Column(_("Good until")),
            Column(""),
        ],
        "language_name": language_name,
        "role_name": dict(Member.Role.choices).get,
        "runs_desk": runs_desk,
    }
    return settings_page(request, "web/people/people.html", context, at="people")

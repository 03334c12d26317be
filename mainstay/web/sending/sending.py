"""Whether mail leaves, and what waits."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mainstay.channels import queries
from mainstay.channels.models import Outbound
from mainstay.core import actions
from mainstay.core.queries import trouble
from mainstay.ui.context import Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go
from mainstay.web.sending.forms import PauseForm
from mainstay.web.settings_nav import settings_page

SWITCH = "sending"
_State = Outbound.State


@require_safe
def sending(request: MemberRequest) -> HttpResponse:
    return _page(request, PauseForm())


@require_POST
@administrators_only
def pause(request: MemberRequest) -> HttpResponse:
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.switch_off(SWITCH, reason=form.cleaned_data["reason"], by=request.user)
    return go(request, reverse("web:sending"), Toast(_("Sending is paused."), tone="soon"))


@require_POST
@administrators_only
def resume(request: MemberRequest) -> HttpResponse:
    actions.switch_on(SWITCH, by=request.user)
    said = Toast(_("Sending goes on. What waited leaves within a minute."), tone="kept")
    return go(request, reverse("web:sending"), said)


def _page(request: MemberRequest, form: PauseForm, status: int = 200) -> HttpResponse:
    state, unsent = trouble(), queries.unsent()
    waiting = sum(unsent.get(each, 0) for each in (_State.HELD, _State.QUEUED, _State.SENDING))
    failed = sum(unsent.get(each, 0) for each in (_State.FAILED, _State.UNCERTAIN))
    context = {
        "form": form,
        "is_off": state.sending_is_off,
        "reason": state.sending_reason,
        "waiting": waiting,
        "failed": failed,
        "sender": settings.ENV.mail_from,
        "has_server": bool(settings.ENV.smtp_url.get_secret_value()),
        "is_demo": settings.ENV.is_demo,
        "runs_desk": request.user.is_administrator,
    }
    return settings_page(request, "web/sending/sending.html", context, at="sending", status=status)

"""How conversations are closed: who is asked when, and when silence closes."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mainstay.core.errors import Refused
from mainstay.surveys import actions
from mainstay.surveys.models import ClosingTerms
from mainstay.ui.context import Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go
from mainstay.web.settings_nav import settings_page


class ClosingForm(forms.Form):
    is_asking = forms.BooleanField(
        label=gettext_lazy("Ask clients how it went"),
        required=False,
        help_text=gettext_lazy("One mail with two questions, at most once a week for a person."),
    )
    ask_after_minutes = forms.IntegerField(
        label=gettext_lazy("Ask after"),
        min_value=0,
        max_value=ClosingTerms.LONGEST_WAIT,
        help_text=gettext_lazy("So long it stays solved first: whoever reopens it is not asked."),
    )
    close_after_days = forms.IntegerField(
        label=gettext_lazy("Close after silence of"),
        min_value=0,
        max_value=365,
        help_text=gettext_lazy("Nobody is written to then. 0: it stays solved."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def closing(request: MemberRequest) -> HttpResponse:
    terms = ClosingTerms.current()
    initial = {
        "is_asking": terms.is_asking,
        "ask_after_minutes": terms.ask_after_minutes,
        "close_after_days": terms.close_after_days,
    }
    form = ClosingForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.set_terms(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go(request, reverse("web:closing"), Toast(_("Saved."), "kept"))
    status = 422 if form.errors else 200
    return settings_page(
        request, "web/insights/closing.html", {"form": form}, at="closing", status=status
    )

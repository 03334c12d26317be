"""One drawn conversation beside the rubric."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mainstay.core.errors import Refused
from mainstay.surveys import actions
from mainstay.surveys.models import Review, Sampled
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation.timeline import build_timeline
from mainstay.web.insights.pages import insights_page
from mainstay.web.pages import MemberRequest, go

_RUBRIC = {
    "solution": gettext_lazy("Was the client led to a solution, not only given an answer?"),
    "guidelines": gettext_lazy("Was it done as we agreed: tone, promises with a time, next step?"),
    "needs": gettext_lazy("Was what this client needs met, the question after next included?"),
}


class ReviewForm(forms.Form):
    """The rubric. Each axis has a question and three answers."""

    comment = forms.CharField(
        label=gettext_lazy("What to keep, what to do otherwise"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    field_order = Review.AXES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for axis, name in Review.AXIS_NAMES.items():
            self.fields[axis] = forms.TypedChoiceField(
                label=name,
                help_text=_RUBRIC[axis],
                coerce=int,
                choices=Review.Score.choices,
                widget=forms.RadioSelect,
            )
        self.order_fields(self.field_order)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: MemberRequest, pk: int) -> HttpResponse:
    visible = Sampled.objects.visible_to(request.user)
    related = visible.select_related("conversation__contact", "member", "department")
    sampled = get_object_or_404(related, pk=pk)
    mine = Review.objects.filter(conversation=sampled.conversation, reviewer=request.user).first()
    initial = {name: getattr(mine, name) for name in (*Review.AXES, "comment")} if mine else {}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.review(sampled, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = Toast(
                _("The review is saved. {name} can read it.").format(name=sampled.member.name),
                "kept",
            )
            return go(request, reverse("web:quality"), said)
    context = {
        **build_timeline(sampled.conversation, request.GET.get("before", "")),
        "sampled": sampled,
        "form": form,
        "is_changing": mine is not None,
    }
    status = 422 if form.errors else 200
    return insights_page(request, "web/insights/review.html", context, at="quality", status=status)

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.surveys.actions import Answer
from mainstay.surveys.models import RatingRequest

_SETTLED = {"yes": True, "no": False}


class RatingForm(forms.Form):
    settled = forms.ChoiceField(
        label=_("Is it settled?"),
        required=False,
        choices=[("yes", _("Yes, it is settled")), ("no", _("No, not yet"))],
        widget=forms.RadioSelect,
    )
    score = forms.TypedChoiceField(
        label=_("How did we do?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=list(reversed(RatingRequest.Score.choices)),
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=RatingRequest.LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def answer(self) -> Answer:
        """What was chosen, of a form that is valid."""
        given = self.cleaned_data
        return Answer(_SETTLED.get(given["settled"]), given["score"], given["comment"])

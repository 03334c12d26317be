from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations.actions.categories import LONGEST
from mainstay.conversations.details import Topic

# What a place in the tree looks like in a list of places.
_STEP = "\u2003"


class CategoryForm(forms.Form):
    """A name, and what it stands below."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    parent = forms.TypedChoiceField(
        label=gettext_lazy("Below"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: object, places: Sequence[Topic], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["parent"].choices = [  # type: ignore[attr-defined]
            ("", _("Nothing: it stands at the top")),
            *((each.id, f"{_STEP * each.depth}{each.name}") for each in places),
        ]

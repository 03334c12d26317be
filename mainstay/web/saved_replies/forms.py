from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations import macros
from mainstay.conversations.actions.saving_replies import LONGEST
from mainstay.conversations.details import Topic
from mainstay.conversations.macros import Changes
from mainstay.conversations.models import Conversation
from mainstay.team.languages import LANGUAGES, language_name
from mainstay.team.models import Department, Member

USUAL = ("en", "fr", "es", "ru", "id")
"""Languages that always have a field; any other is added."""

_RIGHT_TO_LEFT = ("ar", "he")


class SavedReplyForm(forms.Form):
    """A name, whose it is, a text for each language, and what it changes besides."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    folder = forms.CharField(
        label=gettext_lazy("Folder"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as “Links / Removed”."),
    )
    sharing = forms.ChoiceField(
        label=gettext_lazy("Who uses it"),
        choices=[
            ("own", gettext_lazy("Only me")),
            ("department", gettext_lazy("A department")),
            ("everybody", gettext_lazy("Everybody")),
        ],
        initial="own",
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    other_language = forms.ChoiceField(label=gettext_lazy("Another language"), required=False)
    other_text = forms.CharField(
        label=gettext_lazy("The text in it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    assign = forms.ChoiceField(label=gettext_lazy("Assign it"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("After sending"),
        choices=[
            ("", gettext_lazy("As the sender says")),
            (macros.WAIT, gettext_lazy("Wait")),
            (macros.SOLVE, gettext_lazy("Solve")),
        ],
        required=False,
    )
    category = forms.TypedChoiceField(
        label=gettext_lazy("Category"), coerce=int, empty_value=None, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Leave as it is")), *Conversation.Kind.choices],
        required=False,
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("With commas between them."),
    )
    snooze_hours = forms.IntegerField(
        label=gettext_lazy("Snooze, in hours"),
        min_value=1,
        max_value=macros.LONGEST_SNOOZE,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        member: Member,
        topics: Sequence[Topic],
        colleagues: Sequence[Member],
        languages: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(dict.fromkeys((*USUAL, *languages)))
        for code in self.languages:
            self.fields[f"text_{code}"] = forms.CharField(
                label=language_name(code),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(
                    attrs={
                        "rows": 7,
                        "lang": code,
                        "dir": "rtl" if code in _RIGHT_TO_LEFT else "auto",
                    }
                ),
            )
        left = [(code, name) for code, name in LANGUAGES if code not in self.languages]
        self._choose("other_language", [("", "–"), *left])
        self._choose(
            "assign",
            [
                ("", _("Leave as it is")),
                (macros.ME, _("To whoever sends")),
                (macros.NOBODY, _("To nobody")),
                *((str(each.pk), each.name) for each in colleagues),
            ],
        )
        self._choose(
            "category", [("", _("Leave as it is")), *((each.id, each.path) for each in topics)]
        )
        if not member.keeps_watch:
            # Leads share; who may not is not asked.
            del self.fields["sharing"], self.fields["department"]
            return
        departments = Department.objects.order_by("name")
        if not member.sees_all:
            departments = departments.filter(pk__in=member.department_ids)
        field = cast("forms.ModelChoiceField[Department]", self.fields["department"])
        field.queryset = departments

    @property
    def texts(self) -> dict[str, str]:
        said = {code: self.cleaned_data[f"text_{code}"] for code in self.languages}
        if other := self.cleaned_data["other_language"]:
            said[other] = self.cleaned_data["other_text"]
        return said

    @property
    def changes(self) -> Changes:
        said = self.cleaned_data
        return Changes(
            assign=said["assign"],
            state=said["state"],
            category=said["category"],
            kind=said["kind"],
            tags=tuple(said["tags"].split(",")),
            snooze_hours=said["snooze_hours"],
        )

    def text_fields(self) -> list[forms.BoundField]:
        return [self[f"text_{code}"] for code in self.languages]

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

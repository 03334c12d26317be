"""What can be done with many conversations, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations import suggestions
from mainstay.core.errors import Refused
from mainstay.team.models import Department, Member
from mainstay.web.conversation import moments

DOES = (
    ("assign", gettext_lazy("Assign")),
    ("move", gettext_lazy("Move to a department")),
    ("tag", gettext_lazy("Add a tag")),
    ("category", gettext_lazy("Set the category")),
    ("problem", gettext_lazy("Say that they report one problem")),
    ("solve", gettext_lazy("Solve")),
    ("close", gettext_lazy("Close")),
    ("snooze", gettext_lazy("Snooze")),
    ("reply", gettext_lazy("Reply to each")),
)


class BulkForm(forms.Form):
    """One change. Only the field that belongs to it is read."""

    do = forms.ChoiceField(label=gettext_lazy("What to do"), choices=DOES)
    member = forms.ChoiceField(label=gettext_lazy("To whom"), required=False)
    department = forms.ChoiceField(label=gettext_lazy("Department"), required=False)
    tag = forms.CharField(label=gettext_lazy("Tag"), max_length=60, required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    problem = forms.RegexField(
        r"^\s*#?\d{1,18}\s*$",
        label=gettext_lazy("Number of the conversation that stands for it"),
        error_messages={"invalid": gettext_lazy("Write its number, such as 3307.")},
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    until = forms.CharField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("{name} becomes the name of each client, {number} the number."),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    solve = forms.BooleanField(label=gettext_lazy("Solve them with it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [each for each in Member.objects.active().order_by("name") if each.may_write]
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody")),
            *((str(each.pk), each.name) for each in members),
        ]
        departments = Department.objects.order_by("name").values_list("pk", "name")
        self.fields["department"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((str(pk), name) for pk, name in departments),
        ]
        topics = [each for each in suggestions.known_topics() if not each.is_retired]
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *((str(each.id), each.path) for each in topics),
        ]

    def changes(self) -> dict[str, Any]:
        """What the action takes. Raises Refused for a time that is none."""
        typed = self.cleaned_data
        does = typed["do"]
        if does in ("solve", "close"):
            return {does: True}
        if does == "assign":
            return {does: int(typed["member"]) if typed["member"] else None}
        if does == "move":
            if not typed["department"]:
                raise Refused(_("Choose a department."))
            return {does: int(typed["department"])}
        if does == "category":
            return {does: int(typed["category"]) if typed["category"] else None}
        if does == "problem":
            return {does: int(typed["problem"].strip().removeprefix("#") or 0)}
        if does == "snooze":
            return {does: moments.read(typed["until"]).isoformat()}
        if does == "reply":
            texts = {"": typed["text"].replace("\x00", "")}
            return {does: {"texts": texts, "solve": typed["solve"]}}
        return {does: typed["tag"].replace("\x00", "")}

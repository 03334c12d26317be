"""What is asked before something that a colleague will feel."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mainstay.team.models import Member
from mainstay.web.addresses import reverse


@dataclass(frozen=True)
class Question:
    """`verb` repeats what happens; `url` takes the POST, and shows the question by itself."""

    title: str
    text: str
    verb: str
    url: str


def closing(member: Member) -> Question:
    return Question(
        _("Close the account of {name}?").format(name=member.name),
        _(
            "They are signed out everywhere at once. Their open conversations stay with them"
            " until you give them to somebody else."
        ),
        _("Close the account"),
        reverse("web:person_closure", args=[member.pk]),
    )


def forgetting(member: Member) -> Question:
    return Question(
        _("Forget the passkeys and codes of {name}?").format(name=member.name),
        _(
            "They are signed out everywhere, and the password alone opens the desk until they"
            " add a key again."
        ),
        _("Forget them"),
        reverse("web:person_second_step", args=[member.pk]),
    )

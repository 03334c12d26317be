"""Where new mail goes, and the departments that a desk begins with."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mainstay.core.actor import Actor
from mainstay.core.log import record
from mainstay.core.prepared import keeping
from mainstay.team import events
from mainstay.team.models import Department

USUAL = (
    _("Support"),
    _("Account management"),
    _("Partner team"),
    _("Ad operations"),
    _("Media trading"),
    _("Prospecting"),
    _("Pricing"),
    _("Sales"),
    _("Marketing"),
    _("Business development"),
    _("Tech"),
    _("Finance"),
)
"""What departments of this business are called. New mail arrives in the first."""


def default_department() -> Department:
    """The department that takes what nobody has placed yet. Made when there is none."""
    chosen = Department.objects.filter(is_default=True).first()
    if chosen is None:
        chosen, _made = Department.objects.get_or_create(
            is_default=True, defaults={"name": "Support"}
        )
    return chosen


def default_department_id() -> int:
    """The same, in a sentence that is quickly made: every new conversation asks for it."""
    with keeping() as cursor:
        cursor.execute("SELECT id FROM team_department WHERE is_default")
        found = cursor.fetchone()
    return found[0] if found else default_department().pk


@transaction.atomic
def begin_with_the_usual(language: str, *, by: Actor) -> list[Department]:
    """Give a new desk the usual departments, named in this language, English where we lack it.

    A desk that has departments of its own keeps them: nothing comes back that somebody renamed
    or took away. Returns those that were made.
    """
    if Department.objects.filter(is_default=False).exists():
        return []
    with translation.override(language or "en"):
        names = [str(each) for each in USUAL]
    taken = {each.name.casefold() for each in Department.objects.all()}
    has_default = bool(taken)
    made: list[Department] = []
    for name in names[1:] if has_default else names:
        if name.casefold() in taken:
            continue
        taken.add(name.casefold())
        department = Department.objects.create(name=name, is_default=not (has_default or made))
        record(events.DEPARTMENT_CREATED, department, by=by, name=name)
        made.append(department)
    return made

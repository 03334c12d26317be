"""The whole demo: everybody of the cast, and every story as if it had happened up to now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients.models import Contact, Identity, Organisation
from mainstay.conversations.actions import begin_with_the_usual_categories
from mainstay.conversations.models import Conversation
from mainstay.core import clock
from mainstay.core.actor import System
from mainstay.core.errors import Refused
from mainstay.demo.people import EVERYBODY, PASSWORD, Cast, settle_in
from mainstay.demo.replies import tell_replies
from mainstay.demo.satisfaction import tell_reviews, tell_satisfaction
from mainstay.demo.stories import all_stories
from mainstay.demo.story import Story
from mainstay.demo.telling import tell
from mainstay.demo.together import tell_together
from mainstay.demo.topics import tell_topics
from mainstay.team.models import Department, Member

__all__ = ["PASSWORD", "World", "build", "is_built"]

BEFORE_THE_FIRST_STORY = timedelta(days=60)
"""How long before now everybody settled in; the oldest story began five weeks ago."""

Progress = Callable[[int, int], None]
"""Told how many turns of how many have happened."""


@dataclass
class World:
    """Who and what there is, by the keys of the cast and the stories.

    `world.maya` and `world.removed_link` work too. Where two have one key, the person of ours
    comes before department, organisation, contact and conversation.
    """

    members: dict[str, Member] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        key = name.replace("_", "-")
        for group in (vars(self)[kind] for kind in self.__dataclass_fields__ if kind in vars(self)):
            if key in group:
                return group[key]
        raise AttributeError(f"There is no {name} in this world.")


def build(moment: datetime | None = None, *, progress: Progress | None = None) -> World:
    """Tell the demo so that it ends at `moment`, which is now when not given.

    It is one transaction: cut off half-way it leaves nothing, told before it changes nothing.
    Raises Refused in a home where other people work already.
    """
    if is_built():
        return _found()
    if Member.objects.exists():
        raise Refused(_("Other people work here already. The demo needs a home of its own."))
    with transaction.atomic():
        moment = moment or clock.now()
        world = tell_world(EVERYBODY, all_stories(), moment, progress=progress)
        begin_with_the_usual_categories("en", by=System("setup"))
        tell_topics(world.conversations, world.members["ines"])
        tell_together(world.conversations, world.members["ines"])
        tell_satisfaction(world.conversations, world.members, moment)
        tell_reviews(world.members, moment)
        tell_replies(world.members, moment)
        for conversation in world.conversations.values():
            conversation.refresh_from_db()
    return world


def is_built() -> bool:
    """Whether the demo was told in this database."""
    emails = [member.email for member in EVERYBODY.members]
    return Member.objects.filter(email__in=emails).count() == len(emails)


@transaction.atomic
def tell_world(
    cast: Cast, stories: Sequence[Story], moment: datetime, *, progress: Progress | None = None
) -> World:
    """Let a cast settle in and live through some stories that end at `moment`."""
    with clock.at(moment - BEFORE_THE_FIRST_STORY):
        base = settle_in(cast)
    conversations = tell(stories, cast, base, moment, progress or _silent)
    return World(base.members, base.departments, base.organisations, base.contacts, conversations)


def _found() -> World:
    """The world that was built before, without what was renamed or removed since."""
    members = _by(Member.objects.all(), "email")
    departments = _by(Department.objects.all(), "name")
    organisations = _by(Organisation.objects.all(), "name")
    contacts = {each.value: each.contact for each in Identity.objects.select_related("contact")}
    conversations = _by(Conversation.objects.all(), "subject")
    return World(
        _known(members, ((each.key, each.email) for each in EVERYBODY.members)),
        _known(departments, ((each.key, each.name) for each in EVERYBODY.departments)),
        _known(organisations, ((each.key, each.name) for each in EVERYBODY.organisations)),
        _known(contacts, ((each.key, each.email) for each in EVERYBODY.contacts)),
        _known(conversations, ((each.key, each.subject) for each in all_stories())),
    )


def _by(rows: Iterable[Any], attribute: str) -> dict[str, Any]:
    return {getattr(row, attribute): row for row in rows}


def _known(rows: dict[str, Any], wanted: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {key: rows[name] for key, name in wanted if name in rows}


def _silent(_happened: int, _of: int) -> None:
    pass

"""The panel of what is known of a conversation, and what may be done with it besides answering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mainstay.conversations import details, suggestions
from mainstay.conversations.details import Beside
from mainstay.conversations.models import Conversation
from mainstay.team.models import Member
from mainstay.ui.context import Link, MenuItem
from mainstay.web.addresses import reverse
from mainstay.web.conversation import moments
from mainstay.web.conversation.known import Known
from mainstay.web.conversation.moments import Moment

_State = Conversation.State


@dataclass(frozen=True)
class Escalated:
    """To whom and why, for the line at the top of the panel."""

    name: str
    at: datetime
    reason: str
    client_asked: bool
    end_url: str


@dataclass(frozen=True)
class DetailsView:
    may_write: bool
    kind: str
    kinds: tuple[MenuItem, ...]
    category: str
    category_url: str
    # Ways to categories, to be searched while one types.
    categories: tuple[str, ...]
    tags: Sequence[tuple[int, str]]
    tags_url: str
    tag_names: list[str]
    brand: str
    # "First contact", in words.
    marks: tuple[str, ...]
    people: Sequence[tuple[str, str]]
    watchers: str
    ties: list[Link]
    escalated: Escalated | None
    watches: bool
    watching_url: str


@dataclass(frozen=True)
class Pauses:
    """What lets a conversation rest: the menus in its head."""

    waiting_url: str
    parties: list[tuple[str, str]]
    note: str
    snooze_url: str
    moments: list[Moment]
    earliest: str
    # It sleeps: this wakes it.
    waking_url: str


def build_pauses(conversation: Conversation, member: Member) -> Pauses | None:
    """None for what is done, and for who may only read."""
    if conversation.is_finished or not member.may_write:
        return None
    number = conversation.number
    sleeps = conversation.state == _State.SNOOZED
    return Pauses(
        waiting_url=reverse("web:waiting", args=[number]),
        parties=[(value, str(label)) for value, label in Conversation.Party.choices],
        note=conversation.waiting_note,
        snooze_url=reverse("web:snooze", args=[number]),
        moments=moments.choices(),
        earliest=moments.earliest(),
        waking_url=reverse("web:waking", args=[number]) if sleeps else "",
    )


def build_details(known: Known) -> DetailsView:
    conversation, member = known.conversation, known.member
    number = conversation.number
    topics = suggestions.known_topics()
    beside = details.beside(conversation) if known.holds.details else Beside()
    return DetailsView(
        may_write=member.may_write,
        kind=str(Conversation.Kind(conversation.kind).label) if conversation.kind else "",
        kinds=_kinds(conversation),
        category=next((t.path for t in topics if t.id == conversation.category_id), ""),
        category_url=reverse("web:category_of", args=[number]),
        categories=tuple(topic.path for topic in topics if not topic.is_retired),
        tags=beside.tags,
        tags_url=reverse("web:conversation_tags", args=[number]),
        tag_names=suggestions.known_tags() if member.may_write else [],
        brand=conversation.brand.name if conversation.brand else "",
        marks=(_("First contact"),) if conversation.is_first_contact else (),
        people=beside.people,
        watchers=", ".join(name for _pk, name in beside.watchers),
        ties=_ties(conversation, beside.followers, member),
        escalated=_escalated(conversation),
        watches=any(pk == member.pk for pk, _name in beside.watchers),
        watching_url=reverse("web:watching", args=[number]),
    )


def state_in_words(conversation: Conversation) -> str:
    """The state with its time: "Snoozed until Mon 09:00"."""
    if conversation.snoozed_until:
        return _("Snoozed until {time}").format(time=moments.told(conversation.snoozed_until))
    return conversation.state_words


def _kinds(conversation: Conversation) -> tuple[MenuItem, ...]:
    address = reverse("web:kind", args=[conversation.number])
    items = [
        MenuItem(
            str(label),
            post=address,
            values={"kind": value},
            aside="✓" if value == conversation.kind else "",
        )
        for value, label in Conversation.Kind.choices
    ]
    if conversation.kind:
        items.append(MenuItem(_("None"), post=address, values={"kind": ""}, starts_group=True))
    return tuple(items)


def _ties(conversation: Conversation, followers: Sequence[int], member: Member) -> list[Link]:
    words = {
        "follows": _("Before this, closed long ago"),
        "goes_on": _("Went on here"),
        "repeats": _("Same topic within seven days before"),
    }
    icons = {"follows": "arrow-left", "goes_on": "arrow-right", "repeats": "undo"}
    return [
        Link(
            f"{tied.id} {tied.subject}",
            reverse("web:conversation", args=[tied.id]),
            f"{words[tied.tie]} · {_State(tied.state).label}",
            icons[tied.tie],
        )
        for tied in details.ties_of(conversation, member, followers)
    ]


def _escalated(conversation: Conversation) -> Escalated | None:
    if conversation.escalated_to is None or conversation.escalated_at is None:
        return None
    reason, client_asked = details.reason_of_escalation(conversation)
    return Escalated(
        conversation.escalated_to.name,
        conversation.escalated_at,
        reason,
        client_asked,
        reverse("web:escalation_end", args=[conversation.number]),
    )

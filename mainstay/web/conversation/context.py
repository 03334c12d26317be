"""What stands around the timeline: who it is about, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mainstay.clients.models import Contact, Identity
from mainstay.conversations import queries, suggestions
from mainstay.conversations.models import Conversation
from mainstay.team.languages import language_name
from mainstay.team.models import Member
from mainstay.ui.context import Link, MenuItem, Person, Tone
from mainstay.web.addresses import reverse
from mainstay.web.cards.beside import cards_url
from mainstay.web.conversation.channels import offers_of_chats
from mainstay.web.conversation.details import (
    DetailsView,
    Pauses,
    build_details,
    build_pauses,
    state_in_words,
)
from mainstay.web.conversation.known import Known
from mainstay.web.conversation.together import more_of_together

_EARLIER = 6

_State = Conversation.State


@dataclass(frozen=True)
class HeadView:
    """The bar over a conversation."""

    number: int
    title: str
    state_label: str
    state_tone: Tone
    state_icon: str
    assignee: str
    assign_items: tuple[MenuItem, ...]
    more_items: tuple[MenuItem, ...]
    solve_url: str
    reopen_url: str
    may_write: bool
    # None where it cannot rest: it is done, or the reader only reads.
    pauses: Pauses | None


def build_head(known: Known) -> HeadView:
    conversation, member = known.conversation, known.member
    tones: dict[str, tuple[Tone, str]] = {
        _State.OPEN: ("", "clock"),
        _State.SNOOZED: ("plain", "snooze"),
        _State.WAITING: ("other", "pause"),
        _State.SOLVED: ("kept", "kept"),
        _State.CLOSED: ("plain", "kept"),
    }
    tone, icon = tones[conversation.state]
    number = conversation.number
    can_solve = not conversation.is_finished
    return HeadView(
        number=number,
        title=conversation.subject,
        state_label=state_in_words(conversation),
        state_tone=tone,
        state_icon=icon,
        assignee=conversation.assignee.name if conversation.assignee else "",
        assign_items=_assign_items(conversation, member) if member.may_write else (),
        more_items=_more_items(known) if member.may_write else (),
        solve_url=reverse("web:solution", args=[number]) if can_solve else "",
        reopen_url="" if conversation.is_open else reverse("web:reopening", args=[number]),
        may_write=member.may_write,
        pauses=build_pauses(conversation, member),
    )


@dataclass(frozen=True)
class ContextView:
    """The panels beside a conversation."""

    client: Person
    contact: Person
    details: DetailsView
    facts: list[tuple[str, str]]
    contact_facts: list[tuple[str, str]]
    earlier: list[Link]
    earlier_url: str
    # Where other programs are asked about the client; empty when none is.
    cards_url: str


def build_context(known: Known) -> ContextView:
    conversation, member = known.conversation, known.member
    contact, organisation = conversation.contact, conversation.organisation
    assert contact is not None
    person = Person(
        str(contact),
        id=contact.pk,
        url=reverse("web:contact", args=[contact.pk]),
        sub=_first_address(contact, known.identities),
    )
    client = person
    if organisation:
        client = Person(
            organisation.name,
            ", ".join(organisation.kind_labels),
            organisation.pk,
            "organisation",
            reverse("web:organisation", args=[organisation.pk]),
        )
    details = build_details(known)
    return ContextView(
        client=client,
        contact=person,
        details=details,
        facts=[
            (_("Number"), str(conversation.number)),
            (_("Department"), conversation.department.name),
            (_("Assigned to"), conversation.assignee.name if conversation.assignee else ""),
            (_("State"), state_in_words(conversation)),
            *([(_("Who exactly"), conversation.waiting_note)] if conversation.waiting_note else []),
        ],
        contact_facts=[
            (_("Language"), language_name(contact.language)),
            (_("Time zone"), contact.time_zone),
            (_("Note"), contact.note or (organisation.note if organisation else "")),
        ],
        earlier=earlier(conversation, member),
        earlier_url=client.url,
        cards_url=cards_url(conversation),
    )


def _assign_items(conversation: Conversation, member: Member) -> tuple[MenuItem, ...]:
    address = reverse("web:assignment", args=[conversation.number])
    items = []
    if conversation.assignee_id != member.pk:
        items.append(
            MenuItem(_("Take it"), post=address, values={"member": str(member.pk)}, icon="user")
        )
    colleagues = suggestions.known_colleagues(conversation.department_id)
    held_by = (member.pk, conversation.assignee_id)
    for colleague in [each for each in colleagues if each.pk not in held_by]:
        items.append(
            MenuItem(
                colleague.name,
                post=address,
                values={"member": str(colleague.pk)},
                aside=", ".join(colleague.languages),
                starts_group=len(items) == 1,
            )
        )
    if conversation.assignee_id:
        items.append(MenuItem(_("Nobody"), post=address, values={"member": ""}, starts_group=True))
    return tuple(items)


def _more_items(known: Known) -> tuple[MenuItem, ...]:
    conversation = known.conversation
    number = conversation.number
    items = [
        _watch_item(known),
        MenuItem(_("Escalate…"), reverse("web:escalation", args=[number]), icon="alert"),
        MenuItem(_("Change the subject"), reverse("web:subject", args=[number]), icon="edit"),
    ]
    if conversation.side_of_id is None:
        items += _asking_items(number)
    if conversation.state == _State.SOLVED:
        items.append(MenuItem(_("Close"), post=reverse("web:closure", args=[number]), icon="check"))
    items += more_of_together(conversation)
    items += offers_of_chats(conversation)
    departments = suggestions.known_departments()
    elsewhere = [each for each in departments if each.pk != conversation.department_id]
    for at, department in enumerate(elsewhere[:20]):
        items.append(
            MenuItem(
                _("Move to {department}").format(department=department.name),
                post=reverse("web:department_of", args=[number]),
                values={"department": str(department.pk)},
                icon="swap",
                starts_group=at == 0,
            )
        )
    return tuple(items)


def _asking_items(number: int) -> list[MenuItem]:
    outside = reverse("web:side_outside", args=[number])
    within = reverse("web:side_department", args=[number])
    return [
        MenuItem(_("Ask the publisher…"), outside, icon="swap", starts_group=True),
        MenuItem(_("Ask another department…"), within, icon="swap"),
    ]


def _watch_item(known: Known) -> MenuItem:
    address = reverse("web:watching", args=[known.conversation.number])
    if known.holds.watched:
        return MenuItem(_("Watch no longer"), post=address, icon="unseen")
    return MenuItem(_("Watch"), post=address, values={"watch": "1"}, icon="eye")


def earlier(conversation: Conversation, member: Member) -> list[Link]:
    """Other conversations with the same client, the newest first."""
    rows = queries.of_client(
        member,
        organisation_id=conversation.organisation_id,
        contact_id=None if conversation.organisation_id else conversation.contact_id,
        most=_EARLIER + 1,
    )
    others = [row for row in rows if row.id != conversation.pk][:_EARLIER]
    return [
        Link(
            row.subject,
            reverse("web:conversation", args=[row.id]),
            f"{row.contact_name} · {_State(row.state).label}",
            "chat",
        )
        for row in others
    ]


def _first_address(contact: Contact, identities: Sequence[Identity]) -> str:
    own = [each for each in identities if each.contact_id == contact.pk]
    first = min(own, key=lambda each: (each.kind, each.pk), default=None)
    return (first.label or first.value) if first else ""

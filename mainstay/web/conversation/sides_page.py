"""What stands around a side conversation: whom we ask, and for whose sake."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from mainstay.conversations import details
from mainstay.conversations.actions.siding_answers import speaks_for_the_asked
from mainstay.conversations.models import Conversation
from mainstay.conversations.sides import main_seen_by
from mainstay.team.languages import language_name
from mainstay.team.models import Member
from mainstay.ui.context import Link, Person, Tone
from mainstay.web.addresses import reverse
from mainstay.web.conversation.context import HeadView, build_head, earlier
from mainstay.web.conversation.known import Known
from mainstay.web.conversation.sides import side_words


@dataclass(frozen=True)
class SideHead:
    """The bar over a side conversation, and the line under it that says what it is.

    `main_number` is 0 for who may not see the conversation it was begun for.
    """

    title: str
    state: str
    tone: Tone
    icon: str
    main_number: int
    main_subject: str
    main_url: str
    asked_by: str
    solve_url: str
    reopen_url: str
    # The bar of any conversation, for the department that has it on its list.
    usual: HeadView | None


@dataclass(frozen=True)
class SideContext:
    """The panels beside a side conversation. `client` only for who sees the main one."""

    asked: Person
    person: Person | None
    facts: list[tuple[str, str]]
    person_facts: list[tuple[str, str]]
    people: list[tuple[str, str]]
    client: Link | None
    earlier: list[Link]


def build_side(known: Known) -> dict[str, Any]:
    """The context of `_side_head.html` and `_side_context.html`."""
    side, member = known.conversation, known.member
    main = main_seen_by(side, member)
    return {
        "side_head": _head(known, main),
        "side_context": _context(side, main, member),
        # What happens in house is heard of by who asks in the conversation it was begun for.
        "heard_numbers": [side.number, *([main.number] if main and side.is_internal else [])],
    }


def _head(known: Known, main: Conversation | None) -> SideHead:
    side, member = known.conversation, known.member
    words, tone, icon = side_words(side, side.side_party, is_internal=side.is_internal)
    is_on_their_list = side.is_internal and (
        member.sees_all or main is None or speaks_for_the_asked(side, member)
    )
    may_solve = member.may_write and not side.is_finished
    may_reopen = member.may_write and side.is_finished
    return SideHead(
        title=side.subject,
        state=words,
        tone=tone,
        icon=icon,
        main_number=main.number if main else 0,
        main_subject=main.subject if main else "",
        main_url=reverse("web:conversation", args=[main.number]) if main else "",
        asked_by=side.asked_by.name if side.asked_by else "",
        solve_url=reverse("web:solution", args=[side.number]) if may_solve else "",
        reopen_url=reverse("web:reopening", args=[side.number]) if may_reopen else "",
        usual=replace(build_head(known), state_label=words, state_tone=tone, state_icon=icon)
        if is_on_their_list
        else None,
    )


def _context(side: Conversation, main: Conversation | None, member: Member) -> SideContext:
    contact, organisation = side.contact, side.organisation
    person = None
    if contact is not None:
        person = Person(
            str(contact),
            _first_address(side),
            contact.pk,
            url=reverse("web:contact", args=[contact.pk]),
        )
    asked = person or Person(side.department.name, _("Department"), side.department_id)
    if organisation:
        url = reverse("web:organisation", args=[organisation.pk])
        kinds = ", ".join(organisation.kind_labels)
        asked = Person(organisation.name, kinds, organisation.pk, "organisation", url)
    party = str(Conversation.Party(side.side_party).label) if side.side_party else ""
    return SideContext(
        asked=asked,
        person=person if organisation else None,
        facts=[
            (_("Number"), str(side.number)),
            *([(_("Asked as"), party)] if contact else []),
            (_("Asked by"), side.asked_by.name if side.asked_by else ""),
            *([] if contact else [(_("Assigned to"), str(side.assignee or ""))]),
        ],
        person_facts=[
            (_("Language"), language_name(contact.language)),
            (_("Time zone"), contact.time_zone),
            (_("Note"), contact.note or (organisation.note if organisation else "")),
        ]
        if contact
        else [],
        people=details.people_of(side),
        client=_client(main) if main else None,
        earlier=earlier(side, member) if contact else [],
    )


def _client(main: Conversation) -> Link:
    return Link(
        f"{main.number} {main.subject}",
        reverse("web:conversation", args=[main.number]),
        main.state_words,
        "arrow-left",
    )


def _first_address(side: Conversation) -> str:
    assert side.contact is not None
    rows = side.contact.identities.order_by("id").values_list("value", flat=True)
    return rows.first() or ""

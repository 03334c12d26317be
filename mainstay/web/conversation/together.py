"""What ties a conversation to others, and to whom it is offered, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mainstay.conversations import merged, together
from mainstay.conversations.actions.handing_over import is_for
from mainstay.conversations.merged import Came
from mainstay.conversations.models import Conversation
from mainstay.conversations.together import Around, Tied
from mainstay.team.models import Member
from mainstay.ui.context import Link, MenuItem
from mainstay.web.addresses import reverse
from mainstay.web.conversation.known import Known

_PROBLEMS = (Conversation.Kind.PROBLEM, Conversation.Kind.INCIDENT)


@dataclass(frozen=True)
class Offered:
    text: str
    note: str
    accept_url: str
    decline_url: str
    withdraw_url: str


@dataclass(frozen=True)
class TogetherView:
    may_write: bool
    came: list[tuple[str, str]]
    problem: Link | None
    problem_end_url: str
    reports_label: str
    reports: list[Link]
    answer_all_url: str
    # Each with the number by which it is unlinked.
    linked: list[tuple[Link, int]]
    unlink_url: str
    split: list[Link]
    offered: Offered | None


def build_together(known: Known) -> TogetherView:
    conversation, member, holds = known.conversation, known.member, known.holds
    number = conversation.number
    found = together.around(conversation, member) if holds.ties else Around()
    came = merged.came_into(conversation) if holds.sides else []
    count = len(found.reports)
    label = ngettext("{count} reports the same", "{count} report the same", count)
    split = [_link(each, _("Split off this")) for each in found.split_off]
    split += [_link(each, _("Split off from here")) for each in found.split_from]
    return TogetherView(
        may_write=member.may_write,
        came=[_came(each) for each in came],
        problem=_link(found.problem[0]) if found.problem else None,
        problem_end_url=reverse("web:problem_end", args=[number]),
        reports_label=label.format(count=count) if count else "",
        reports=[_link(each) for each in found.reports],
        answer_all_url=reverse("web:answering_all", args=[number]) if count else "",
        linked=[(_link(each), each.number) for each in found.linked],
        unlink_url=reverse("web:link_end", args=[number]),
        split=split,
        offered=_offered(found, conversation, member),
    )


def more_of_together(conversation: Conversation) -> list[MenuItem]:
    """Items of the menu in the head; none for a side conversation."""
    if conversation.side_of_id:
        return []
    args = [conversation.number]
    items = [
        MenuItem(_("Merge into…"), reverse("web:merging", args=args), icon="swap"),
        MenuItem(_("Split…"), reverse("web:splitting", args=args), icon="copy"),
        MenuItem(_("Link with…"), reverse("web:linking", args=args), icon="link"),
    ]
    if conversation.problem_id is None:
        items.append(MenuItem(_("Same as…"), reverse("web:problem_of", args=args), icon="alert"))
    if not conversation.is_finished:
        items.insert(0, MenuItem(_("Hand over…"), reverse("web:handover", args=args), icon="user"))
    return items


def _link(tied: Tied, words: str = "") -> Link:
    state = str(Conversation.State(tied.state).label)
    return Link(
        f"{tied.number} {tied.subject}",
        reverse("web:conversation", args=[tied.number]),
        " · ".join(filter(None, [words, state])),
        "chat",
    )


def _came(came: Came) -> tuple[str, str]:
    text = ngettext(
        "{count} message came from {number}, merged by {name}.",
        "{count} messages came from {number}, merged by {name}.",
        came.messages,
    ).format(count=came.messages, number=f"#{came.number}", name=came.member)
    return text, reverse("web:separation", args=[came.merge_id])


def _offered(found: Around, conversation: Conversation, member: Member) -> Offered | None:
    offer = found.handover
    if offer is None:
        return None
    receiver = offer.member or offer.department
    args = [offer.pk]
    takes = is_for(offer, member) and offer.giver_id != member.pk and member.may_write
    gives = member.pk in (offer.giver_id, conversation.assignee_id) or member.keeps_watch
    withdraws = gives and not takes and member.may_write
    if takes and offer.member_id:
        text = _("{name} offers you this.").format(name=offer.giver.name)
    else:
        text = _("{name} offers this to {receiver}.").format(
            name=offer.giver.name, receiver=receiver.name if receiver else ""
        )
    return Offered(
        text,
        offer.note,
        reverse("web:handover_accepting", args=args) if takes else "",
        reverse("web:handover_declining", args=args) if takes else "",
        reverse("web:handover_withdrawal", args=args) if withdraws else "",
    )

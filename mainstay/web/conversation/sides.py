"""Side conversations on the page of the one they were begun for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mainstay.conversations.formatting import plain
from mainstay.conversations.models import Conversation, Message, waiting_words
from mainstay.conversations.sides import Side, SideMessage, sides_of
from mainstay.core.clock import now
from mainstay.ui.context import Clock, Tone
from mainstay.web.addresses import reverse
from mainstay.web.conversation.known import Known
from mainstay.web.inbox.rows import waited

_State = Conversation.State


@dataclass(frozen=True)
class SideLine:
    """Something said in a side conversation. `trouble`: why it did not leave, or was not read."""

    author: str
    at: datetime
    text: str
    language_code: str
    is_ours: bool
    files: Sequence[str]
    trouble: str


@dataclass(frozen=True)
class SideView:
    """A side conversation as a block of the timeline, and as a line of the panel."""

    number: int
    at: datetime
    name: str
    # Beside the name: organisation and party, or who asks.
    about: str
    subject: str
    url: str
    write_url: str
    write_label: str
    state: str
    tone: Tone
    icon: str
    clock: Clock
    is_internal: bool
    last: SideLine | None
    earlier: Sequence[SideLine]
    # Messages before these, as a link says it; empty when there are none.
    more: str


def build_sides(known: Known) -> list[SideView]:
    """What was asked for the sake of a conversation."""
    conversation = known.conversation
    if conversation.side_of_id or not known.holds.sides:
        return []
    return [_view(side) for side in sides_of(conversation)]


def among(entries: Sequence[Any], sides: Sequence[SideView], *, is_part: bool) -> list[Any]:
    """The entries of a timeline, with each side conversation at its last words.

    Of a timeline of which the entries are only a part, those that belong into it.
    """
    if is_part and entries:
        first, last = entries[0].at, entries[-1].at
        sides = [side for side in sides if first <= side.at <= last]
    return sorted([*entries, *sides], key=lambda entry: entry.at)


def side_words(
    side: Side | Conversation, party: str, *, is_internal: bool
) -> tuple[str, Tone, str]:
    """Where it stands, with the tone and the icon of that."""
    if side.state in (_State.SOLVED, _State.CLOSED):
        return _("Settled"), "kept", "kept"
    if is_internal:
        answered = side.state == _State.WAITING
        return (_("Answered"), "", "clock") if answered else (_("Asked"), "other", "pause")
    if side.state == _State.OPEN:
        return _("Our turn"), "", "clock"
    return waiting_words(party), "other", "pause"


def _view(side: Side) -> SideView:
    state, tone, icon = side_words(side, side.party, is_internal=side.is_internal)
    lines = [_line(each) for each in side.messages]
    name = side.department if side.is_internal else side.contact or _("nobody")
    url = reverse("web:conversation", args=[side.number])
    return SideView(
        number=side.number,
        at=side.last_message_at,
        name=name,
        about=_about(side),
        subject=side.subject,
        url=url,
        write_url=f"{url}#composer",
        write_label=_("Write to {name}").format(name=name),
        state=state,
        tone=tone,
        icon=icon,
        clock=_clock(side, state),
        is_internal=side.is_internal,
        last=lines[-1] if lines else None,
        earlier=lines[:-1],
        more=_("{count} before these").format(count=side.earlier) if side.earlier else "",
    )


def _about(side: Side) -> str:
    if side.is_internal:
        return _("asked by {name}").format(name=side.asked_by) if side.asked_by else ""
    party = str(Conversation.Party(side.party).label) if side.party else ""
    return " · ".join(filter(None, [side.organisation, party]))


def _clock(side: Side, label: str) -> Clock:
    time = waited(max(0, (now() - side.since).total_seconds()))
    if side.state in (_State.SOLVED, _State.CLOSED):
        return Clock("kept", _("Settled"))
    is_theirs = side.state == (_State.OPEN if side.is_internal else _State.WAITING)
    return Clock("paused" if is_theirs else "planned", f"{label} · {time}")


def _line(message: SideMessage) -> SideLine:
    return SideLine(
        author=message.author,
        at=message.at,
        text=plain(message.text),
        language_code=message.language,
        is_ours=message.kind != Message.Kind.IN,
        files=message.files,
        trouble=message.trouble,
    )

"""Reading saved replies: whose they are, in which language, with their variables filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mainstay.conversations.models import Conversation, SavedReply
from mainstay.core.errors import Refused
from mainstay.team.models import Member

VARIABLES = ("contact", "first_name", "client", "number", "subject", "member", "department")
"""What may stand in braces in a saved reply."""

FALLBACK = "en"
MOST_SHOWN = 40

_IN_BRACES = re.compile(r"\{([a-z_]+)\}")
_UNFILLED = re.compile(rf"⟦({'|'.join(VARIABLES)})⟧")


@dataclass(frozen=True)
class Filled:
    """A saved reply made ready for one conversation.

    `wanted` is the language that was looked for, where another one had to do.
    """

    reply: SavedReply
    text: str
    language: str
    wanted: str = ""


def replies_of(member: Member) -> QuerySet[SavedReply]:
    """What this member may use: their own, their departments', everybody's; retired ones too."""
    if not member.is_active:
        return SavedReply.objects.none()
    shared = Q(owner__isnull=True, department__isnull=True)
    departments = (
        Q(department__isnull=False) if member.sees_all else Q(department__in=member.department_ids)
    )
    return SavedReply.objects.filter(shared | Q(owner=member) | departments)


def usable(member: Member, query: str = "") -> Sequence[SavedReply]:
    """Those that may be chosen now, the most used first; each word of `query` must be in it."""
    rows = replies_of(member).filter(is_retired=False)
    for word in query.replace("\x00", "").split()[:8]:
        holds = SavedReply.objects.filter(texts__text__icontains=word).values("pk")
        rows = rows.filter(Q(name__icontains=word) | Q(folder__icontains=word) | Q(pk__in=holds))
    ordered = rows.order_by("-times_used", "folder", "name", "id")
    return list(ordered.prefetch_related("texts")[:MOST_SHOWN])


def filled(reply: SavedReply, conversation: Conversation, member: Member) -> Filled:
    """The text for this conversation. What is not known stays in it as ⟦name⟧."""
    texts = {each.language: each.text for each in reply.texts.all()}
    language, wanted = _language(list(texts), conversation)
    return Filled(reply, fill(texts.get(language, ""), conversation, member), language, wanted)


def fill(text: str, conversation: Conversation, member: Member) -> str:
    """Put in what is known of the conversation; what is not stays as ⟦name⟧."""
    known = _values(conversation, member)

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return (known[name] or f"⟦{name}⟧") if name in known else found[0]

    return _IN_BRACES.sub(value, text)


def unfilled(text: str) -> list[str]:
    """The names of variables that wait to be filled by hand, each once."""
    return list(dict.fromkeys(_UNFILLED.findall(text)))


def stop_if_unfilled(text: str) -> None:
    """Refuse to let a text leave in which a variable is not filled."""
    if names := unfilled(text):
        raise Refused(
            _("{variable} is unknown. Write it in, or take it out.").format(
                variable=", ".join(f"⟦{name}⟧" for name in names)
            )
        )


def unknown_variables(text: str) -> list[str]:
    """What stands in braces and is no variable."""
    return [name for name in _IN_BRACES.findall(text) if name not in VARIABLES]


def _language(has: Sequence[str], conversation: Conversation) -> tuple[str, str]:
    """The conversation's, else the contact's, else English, else what there is."""
    contact = conversation.contact
    wishes = [conversation.language, contact.language if contact else ""]
    wished = next((each for each in wishes if each), "")
    for each in [*wishes, FALLBACK]:
        if each and each in has:
            return each, wished if each != wished else ""
    return (has[0] if has else FALLBACK), wished


def _values(conversation: Conversation, member: Member) -> dict[str, str]:
    contact = conversation.contact
    name = contact.name.strip() if contact else ""
    name = "" if "@" in name else name
    return {
        "contact": name,
        "first_name": name.split()[0] if name else "",
        "client": conversation.organisation.name if conversation.organisation else "",
        "number": str(conversation.pk),
        "subject": conversation.subject,
        "member": member.name,
        "department": conversation.department.name,
    }

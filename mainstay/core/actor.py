"""Who did it. Every action takes `by=`, never an ambient current user."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """A member, a contact, or the system.

    `actor_kind` is "member", "contact" or "system"; `actor_id` is the row's id as text, or the
    name of the part of the system that acts ("mail", "import", "rule:late-answer").
    """

    @property
    def actor_kind(self) -> str: ...

    @property
    def actor_id(self) -> str: ...


@dataclass(frozen=True)
class System:
    """Mainstay itself, in the role of one of its parts."""

    actor_id: str
    actor_kind: str = "system"

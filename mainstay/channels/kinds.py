"""The channels that the desk speaks: each is one folder, and says here what it can do.

Whoever stands above asks by the name of a channel, the one in `RawMessage.channel`,
`Outbound.channel` and the identities of clients, and knows nothing else of it.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mainstay.channels.chat import ChatMessage
from mainstay.channels.models import Outbound
from mainstay.channels.undelivered import NotDelivered

MAIL = "email"


class Fetcher(threading.Thread):
    """Brings in what arrives somewhere until it is told to stop. Its troubles are its own."""

    def stop(self) -> None:
        """Come to an end soon, whatever it waits for."""


@dataclass(frozen=True)
class Introduction:
    """A way for somebody to begin a chat in which we know who they are. Good for one use."""

    url: str
    code: str
    expires_at: datetime


@dataclass(frozen=True)
class Player:
    """Somebody of the demo who writes in a chat; `number` tells them from others."""

    number: int
    name: str
    language: str


class Kind:
    """One channel. What a subclass leaves as it is here, the channel does not have."""

    name: str
    icon = "chat"
    # A conversation goes on in one chat, without subjects, copies and signatures.
    is_chat = True

    @property
    def words(self) -> str:
        """How something came or leaves: "by e-mail"."""
        return self.name

    @property
    def label(self) -> str:
        """What it is called: "Telegram"."""
        return self.name

    @property
    def causes(self) -> Mapping[str, tuple[str, str]]:
        """Why `read` cannot: by cause a title, and what it means for the reader."""
        return {}

    # In

    def read(self, raw_id: int, content: bytes) -> ChatMessage:
        """What a stored message says. Raises Unreadable. Asks its server for files, if need be."""
        raise LookupError(f"{self.name} reads no chat.")

    def outline(self, head: bytes) -> tuple[str, str]:
        """Sender and subject as well as the first bytes of a message tell them."""
        return "", ""

    def wanted_fetchers(self) -> Mapping[int, int]:
        """What has to be fetched from, by id, with the version of its settings."""
        return {}

    def fetcher(self, pk: int) -> Fetcher:
        """One that fetches from there. It is started by who asked for it."""
        raise LookupError(f"{self.name} is not fetched.")

    def troubles(self) -> Sequence[tuple[str, str]]:
        """What does not work just now, as (where, a sentence), for who looks after the desk."""
        return ()

    # Out

    def prepare(self, outbound: Outbound) -> None:
        """Complete a message that is to leave, and insert it. Raises Refused."""
        raise LookupError(f"Nothing leaves by {self.name}.")

    def turn_of(self, outbound: Outbound) -> datetime | None:
        """When to ask again; None when it may leave now."""
        return None

    def send(self, outbound: Outbound) -> None:
        """Hand a message over, outside of any transaction. Raises NotDelivered, Refused."""
        raise LookupError(f"Nothing leaves by {self.name}.")

    def note_sent(self, outbound: Outbound) -> None:
        """The way out works."""

    def note_failure(self, outbound: Outbound, failure: NotDelivered) -> None:
        """A message did not leave."""

    def reachable(self, values: Sequence[str]) -> set[str]:
        """Those of these people whom we can write to now."""
        return set()

    # Who is who

    def introduces(self) -> bool:
        """Whether `introduce` can be asked for."""
        return False

    def introduce(self, stands_for: Mapping[str, int]) -> Introduction:
        """A way into a chat, for somebody whom `stands_for` names by ids. Raises Refused."""
        raise LookupError(f"Nobody is introduced by {self.name}.")

    def redeem(self, code: str) -> Mapping[str, int] | None:
        """What a code stands for, the first time it is said; None for any other."""
        return None

    def greet(self, message: ChatMessage, *, is_known: bool) -> None:
        """Answer somebody who opened a chat; `is_known`: by a code that was good."""

    # Told

    def begin_to_play(self) -> None:
        """Let the demo write by it, without its server."""

    def play(self, player: Player, text: str) -> None:
        """Somebody wrote so in a chat: it waits to be taken in, as if its server had said it."""
        raise LookupError(f"Nobody plays at {self.name}.")


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Said once by each channel, when the desk starts."""
    _kinds[kind.name] = kind


def named(name: str) -> Kind:
    """The channel of that name. Raises KeyError for one that is not installed."""
    return _kinds[name]


def words_of(name: str) -> str:
    """How something came or left, also by a channel that is not installed any more."""
    return _kinds[name].words if name in _kinds else name


def everyone() -> tuple[Kind, ...]:
    """All channels, mail first."""
    return tuple(sorted(_kinds.values(), key=lambda kind: (kind.is_chat, kind.name)))

"""What a mail says, read before any row is locked: its kind, its own words, its language."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.channels.email.bounces import Bounce, bounces_of, is_bounce
from mainstay.channels.email.inbound import Inbound
from mainstay.channels.email.kinds import Kind, kind_of
from mainstay.channels.email.language import language_of
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.quoting import split
from mainstay.channels.email.spam import SpamSign, deciding_sign


@dataclass(frozen=True)
class Reading:
    """`text` is what the person wrote now; what they quoted and signed with stands apart.

    Answers between the lines of a quote cannot be read without it: then `text` is everything.
    `sign` is the rule of the desk that decided whether this is spam, where one did.
    """

    kind: Kind
    text: str
    quoted: str
    signature: str
    language: str
    bounces: tuple[Bounce, ...]
    sign: SpamSign | None = None

    @property
    def asks_for_us(self) -> bool:
        """Whether the next step is ours. Nobody waits behind an absence or a receipt."""
        if self.kind == Kind.BOUNCE:
            return any(bounce.is_hard for bounce in self.bounces)
        return self.kind not in (Kind.AUTO_REPLY, Kind.RECEIPT)


Understood = tuple[Inbound, Reading]
"""A mail and what it says: all that can be told without the database."""


def understand(raw: bytes, signs: Sequence[SpamSign] = ()) -> Understood:
    """Parse and read. Raises `Unreadable` for bytes that are no mail."""
    inbound = parse(raw)
    return inbound, read(inbound, signs)


def read(
    inbound: Inbound, signs: Sequence[SpamSign] = (), *, tells_language: bool = True
) -> Reading:
    """Takes about a millisecond; the first one loads the words of the languages.

    They take 90 MB for as long as the process lives: one that shows pages does without
    (`tells_language=False`), or has it read elsewhere (`reading_ahead`). `signs` are the desk's
    own rules about spam. No rule speaks about bounces.
    """
    sign = None if not signs or is_bounce(inbound) else deciding_sign(inbound, signs)
    kind = kind_of(inbound, spam=not sign.saves if sign else None)
    sender = inbound.sender.name if inbound.sender else ""
    parts = split(inbound.text, inbound.html, sender=sender, subject=inbound.subject)
    said = parts.reply or inbound.text
    is_whole = parts.is_interleaved or not parts.reply
    return Reading(
        kind=kind,
        text=inbound.text if is_whole else parts.reply,
        quoted="" if is_whole else parts.quoted,
        signature="" if is_whole else parts.signature,
        language=(tells_language and language_of(said)) or "",
        bounces=bounces_of(inbound) if kind == Kind.BOUNCE else (),
        sign=sign,
    )

"""What one received mail says, whoever sent it and however it was packed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TypedDict

# Headers as they were transmitted, each only when it was there. Of a repeated header the first
# one counts; only the authentication results are all kept, because several servers add theirs.
# Their encoded words stay encoded: a sender could hide a separator in one.
TransportHeaders = TypedDict(
    "TransportHeaders",
    {
        "auto-submitted": str,
        "content-type": str,
        "delivered-to": str,
        "list-id": str,
        "list-post": str,
        "list-unsubscribe": str,
        "mailing-list": str,
        "precedence": str,
        "return-path": str,
        "x-auto-response-suppress": str,
        "x-autoreply": str,
        "x-autorespond": str,
        "x-beenthere": str,
        "x-failed-recipients": str,
        "x-forefront-antispam-report": str,
        "x-loop": str,
        "x-mailing-list": str,
        "x-mailman-version": str,
        "x-ms-exchange-organization-scl": str,
        "x-original-to": str,
        "x-spam": str,
        "x-spam-flag": str,
        "x-spam-level": str,
        "x-spam-status": str,
        "x-spamd-result": str,
        "authentication-results": list[str],
    },
    total=False,
)


class Unreadable(Exception):
    """Bytes that are no mail for us.

    `cause` is a short slug to count and filter by ("empty", "no_headers", "too_large",
    "headers_too_large", "too_many_parts", "too_deep", "parser_failed"); `sentence` tells a
    person what is wrong.
    """

    def __init__(self, cause: str, sentence: str) -> None:
        super().__init__(sentence)
        self.cause = cause
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox as the header named it. `address` may lack the @ when the sender left it out."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with the mail. `is_inline`: the HTML shows it by its content id."""

    filename: str
    content_type: str
    content: bytes
    content_id: str | None = None
    is_inline: bool = False

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Inbound:
    """One mail. Every text in it but `raw_headers` can be stored as UTF-8 and holds no NUL.

    Message ids keep their angle brackets. `sent_at` is the sender's claim (the Date header),
    aware, or None when the claim makes no sense. `text` is what a person reads; `html` holds
    only the HTML parts, as sent and not made safe (see `html.sanitise`).
    """

    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    headers: TransportHeaders = field(default_factory=TransportHeaders)
    # All of them by small-letter name as they were sent, surrogates included: only to be compared
    # with, never to be stored. Of a repeated one the first.
    raw_headers: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def content_hash(self) -> str:
        """The same for two copies of one mail, whatever way they travelled."""
        said = [
            self.sender.name if self.sender else "",
            self.sender.address if self.sender else "",
            self.subject,
            self.sent_at.isoformat() if self.sent_at else "",
            self.text,
            self.html,
            *(attachment.sha256 for attachment in self.attachments),
        ]
        digest = sha256()
        for piece in said:
            content = piece.encode()
            digest.update(b"%d:" % len(content))
            digest.update(content)
        return digest.hexdigest()

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """The messages this one may answer, the likeliest first."""
        nearest_first = [self.in_reply_to, *reversed(self.references)]
        earlier = [one for one in nearest_first if one and one != self.message_id]
        return tuple(dict.fromkeys(earlier))

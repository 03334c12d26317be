"""What one message of a chat says, whatever the chat is called."""

from dataclasses import dataclass
from datetime import datetime

from mainstay.channels.email.inbound import Attachment
from mainstay.channels.models import Brand
from mainstay.team.models import Department


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """Something somebody wrote in a chat with us, or changed there.

    `value` is by what the channel knows them, `name` what they call themselves, `label` what
    people call them where `value` is only a number ("@claire"); `language` as they set it there.
    `message_id` is unlike that of any other message; `answers` is that of the one it answers.
    `code` is not None when they opened the chat, with a code or, empty, without one: then nothing
    else is said. `department` and `brand` are those of the bot or page they wrote to.
    """

    channel: str
    value: str
    name: str
    message_id: str
    text: str
    label: str = ""
    language: str = ""
    answers: str | None = None
    sent_at: datetime | None = None
    is_edit: bool = False
    code: str | None = None
    attachments: tuple[Attachment, ...] = ()
    department: Department | None = None
    brand: Brand | None = None

    @property
    def address(self) -> str:
        return address_of(self.channel, self.value)


def address_of(channel: str, value: str) -> str:
    """Somebody of a chat where people stand as [name, address]. Unlike any other number or word."""
    return f"{channel}:{value}"


def value_in(address: str) -> str:
    """By what the channel knows who has this address."""
    return address.partition(":")[2]

"""People outside with a mail program: what they write is delivered by a real Dovecot, and what
the desk writes to them is what a real SMTP server was given.
"""

import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from django.utils import timezone

from tests import dovecot
from tests.browser.running_desk import MailServer

ADDRESS = "service@desk.example"


@dataclass(frozen=True)
class Post:
    """The mail servers between the desk and the world."""

    imap: dovecot.Dovecot
    smtp: MailServer

    def deliver(self, *messages: EmailMessage) -> None:
        self.imap.deliver(ADDRESS, [each.as_bytes() for each in messages])


@dataclass(frozen=True)
class Correspondent:
    """Somebody with an address of their own."""

    name: str
    address: str
    post: Post

    def letter(self, subject: str, text: str, **headers: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = f"{self.name} <{self.address}>"
        message["To"] = ADDRESS
        message["Subject"] = subject
        message["Date"] = format_datetime(timezone.now())
        message["Message-ID"] = make_msgid(domain=self.address.partition("@")[2])
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        return message

    def write(self, subject: str, text: str) -> EmailMessage:
        message = self.letter(subject, text)
        self.post.deliver(message)
        return message

    def answer(self, letter: EmailMessage, text: str) -> EmailMessage:
        message_id = letter["Message-ID"]
        message = self.letter(
            f"Re: {letter['Subject']}", text, In_Reply_To=message_id, References=message_id
        )
        self.post.deliver(message)
        return message

    @property
    def letters(self) -> list[EmailMessage]:
        """What the desk has written to them, the oldest first."""
        every = [message_from_bytes(each, policy=policy.default) for each in self.post.smtp.letters]
        return [each for each in every if self.address in str(each["To"])]

    def wait_for_letter(self, words: str, seconds: float = 60.0) -> EmailMessage:
        """The letter that says this."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for letter in self.letters:
                if words in text_of(letter):
                    return letter
            time.sleep(0.1)
        raise AssertionError(f"No letter to {self.address} says “{words}”.")


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return body.get_content()


def whole(letter: EmailMessage) -> str:
    """Everything that its reader could come upon: headers, text, HTML, names of files."""
    parts = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    names = [part.get_filename() or "" for part in letter.walk()]
    return "\n".join([*(f"{name}: {value}" for name, value in letter.items()), *parts, *names])

"""Mails of the sign-in library, sent at once by the same way out as the desk's own."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from mainstay.channels.email import transport
from mainstay.channels.email.compose import Letter, new_message_id
from mainstay.channels.email.inbound import Address
from mainstay.core.clock import now


class Outbound(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            transport.send(_letter(message))
        return len(email_messages)


def _letter(message: EmailMessage) -> Letter:
    return Letter(
        message_id=new_message_id(settings.ENV.mail_from.rpartition("@")[2]),
        sender=Address(settings.ENV.mail_name, settings.ENV.mail_from),
        to=tuple(Address("", address) for address in message.to),
        cc=(),
        bcc=(),
        reply_to=(),
        subject=str(message.subject),
        text=str(message.body),
        in_reply_to=None,
        references=(),
        date=now(),
        headers={"Auto-Submitted": "auto-generated"},
    )

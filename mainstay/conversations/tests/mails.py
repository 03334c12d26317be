"""Raw mails for the tests, as small as a mail may be."""

from mainstay.channels import intake
from mainstay.channels.models import Mailbox
from mainstay.conversations.actions import Received
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Conversation

DANIEL = "Daniel Price <daniel.price@northwindads.example>"


def mail(
    message_id: str | None = "<one@northwindads.example>",
    *,
    sender: str | None = DANIEL,
    subject: str = "Where is the report?",
    text: str = "Hello, I cannot find it.",
    answers: str = "",
    references: tuple[str, ...] = (),
    date: str = "Mon, 03 Mar 2025 10:00:00 +0000",
    **further: str,
) -> bytes:
    """The bytes of one mail; `further` are header fields, written first ("Received")."""
    fields = {name.replace("_", "-"): value for name, value in further.items()}
    if sender is not None:
        fields["From"] = sender
    fields |= {"To": "desk@localhost", "Subject": subject, "Date": date}
    if message_id is not None:
        fields["Message-ID"] = message_id
    if answers:
        fields["In-Reply-To"] = answers
    if references:
        fields["References"] = " ".join(references)
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()


def arrive(raw: bytes, mailbox: Mailbox | None = None) -> Received:
    """Store one mail and take it in."""
    received = take_in(intake.store(raw, source="receive", mailbox=mailbox).raw_id)
    assert received is not None
    return received


def conversation_of(received: Received) -> Conversation:
    return Conversation.objects.get(pk=received.conversation_id)


def answer_of_the_client(conversation: Conversation, message_id: str, **values: str) -> Received:
    """The client answers the last mail that has an id."""
    said = conversation.messages.exclude(message_id="").order_by("at", "id")
    return arrive(mail(message_id, answers=said.last().message_id, **values))


def unmarked(text: str) -> str:
    """The text of a mail of ours without the line by which its thread is known."""
    words, mark, number = text.rstrip().rpartition("\n\nref:")
    assert mark
    assert number.endswith(":ref")
    return words

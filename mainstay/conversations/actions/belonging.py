"""Which conversation does a message belong to?

By what only we can have made first, then by the ids of messages that we know, then by our mark
in the words it quotes; a number that anybody can write counts only from who takes part.
"""

from collections.abc import Iterable
from uuid import UUID

from mainstay.channels import thread_ids
from mainstay.channels.email.inbound import Inbound
from mainstay.channels.email.signed_ids import subject_token
from mainstay.clients.models import Contact
from mainstay.conversations.actions.access import locked
from mainstay.conversations.models import Conversation, thread_key
from mainstay.conversations.participants import takes_part
from mainstay.conversations.reading import Reading
from mainstay.core.prepared import keeping


def thread_keys(inbound: Inbound, reading: Reading) -> list[UUID]:
    """The ids to look for, the surest first: its own (spoken of by a child), parent, ancestors."""
    own = [inbound.message_id] if inbound.message_id else []
    return [thread_key(each) for each in dict.fromkeys([*own, *_spoken_of(inbound, reading)])]


def look_up(keys: list[UUID], fingerprint: UUID) -> dict[UUID, int]:
    """The conversations of these ids, and of the same message if it is here: one statement."""
    with keeping() as cursor:
        cursor.execute(
            "SELECT key, conversation_id FROM conversations_threadkey WHERE key = ANY(%s::uuid[])"
            " UNION ALL SELECT fingerprint, conversation_id FROM conversations_message"
            " WHERE fingerprint = %s",
            [keys, fingerprint],
        )
        return dict(cursor.fetchall())


def keep(keys: list[UUID], conversation: Conversation) -> None:
    """Let these ids lead to a conversation, but for those that lead somewhere by now."""
    with keeping() as cursor:
        cursor.execute(
            "INSERT INTO conversations_threadkey (key, conversation_id)"
            " SELECT unnest(%s::uuid[]), %s ON CONFLICT DO NOTHING",
            [keys, conversation.pk],
        )


def find_by_ids(
    inbound: Inbound, reading: Reading, keys: list[UUID], found: dict[UUID, int]
) -> Conversation | None:
    """The conversation of an id signed by us, else of the nearest message spoken of.

    Of its own id only as the last resort.
    """
    signed = thread_ids.number_in(_spoken_of(inbound, reading))
    known = [found[key] for key in keys[1:] + keys[:1] if key in found]
    return _first_of([signed, *known[:1]])


def find_by_words(inbound: Inbound, contact: Contact, address: str) -> Conversation | None:
    """The conversation whose mark it quotes, else that of the number in its subject.

    The mark is signed. A number is not: it counts when its writer takes part there.
    """
    if marked := _first_of([thread_ids.number_marked(inbound.text, inbound.html)]):
        return marked
    named = _first_of([subject_token(inbound.subject)])
    return named if named and takes_part(named, contact, address) else None


def _spoken_of(inbound: Inbound, reading: Reading) -> list[str]:
    """Ids of earlier messages, the nearest first. A bounce is about the message that came back."""
    returned = [each.original_message_id for each in reading.bounces if each.original_message_id]
    return [*returned, *inbound.thread_ids]


def _first_of(numbers: Iterable[int | None]) -> Conversation | None:
    """The first of these conversations that there is, or what it went into; locked."""
    for number in dict.fromkeys(numbers):
        conversation = locked(number) if number else None
        while conversation and conversation.merged_into_id:  # since we looked for its keys
            conversation = locked(conversation.merged_into_id)
        if conversation:
            return conversation
    return None

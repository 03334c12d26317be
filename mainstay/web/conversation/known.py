"""What several parts of a conversation's page need to know of it: each read once, if at all."""

from collections.abc import Sequence
from functools import cached_property

from mainstay.clients.models import Identity
from mainstay.clients.queries import identities_of
from mainstay.conversations.belongings import Belongings, belongings_of
from mainstay.conversations.correspondence import Answered, answered_mail
from mainstay.conversations.doubts import Doubt, doubts_of
from mainstay.conversations.models import Conversation
from mainstay.team.models import Member


class Known:
    """A conversation as one member reads it. Good for one request, before anything changes."""

    def __init__(self, conversation: Conversation, member: Member) -> None:
        self.conversation = conversation
        self.member = member

    @cached_property
    def holds(self) -> Belongings:
        return belongings_of(self.conversation, self.member)

    @cached_property
    def answered(self) -> Answered:
        return answered_mail(self.conversation)

    @cached_property
    def doubts(self) -> Sequence[Doubt]:
        return doubts_of(self.conversation) if self.holds.doubts else ()

    @cached_property
    def identities(self) -> Sequence[Identity]:
        """Where the client is known, their own first; none between departments of our own."""
        contact = self.conversation.contact
        return identities_of(contact) if contact else ()

from collections.abc import Callable

import pytest

from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.asked import ask
from mainstay.core import log
from mainstay.core.models import Event


@pytest.fixture
def facts(world) -> Callable[[Conversation], list[str]]:
    """The kinds of facts about a conversation since the test began."""
    before = Event.objects.order_by("id").last().pk

    def since(conversation: Conversation) -> list[str]:
        return [event.kind for event in log.timeline(conversation).filter(pk__gt=before)]

    return since


@pytest.fixture
def side(world) -> Conversation:
    """What the publisher was asked for the sake of `world.payout`."""
    return ask(world)

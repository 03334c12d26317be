from collections.abc import Callable

import pytest

from mainstay.conversations.models import Conversation
from mainstay.core import log
from mainstay.core.models import Event


@pytest.fixture
def facts(world) -> Callable[[Conversation], list[str]]:
    """The kinds of facts about a conversation since the test began."""
    before = Event.objects.order_by("id").last().pk

    def since(conversation: Conversation) -> list[str]:
        return [event.kind for event in log.timeline(conversation).filter(pk__gt=before)]

    return since

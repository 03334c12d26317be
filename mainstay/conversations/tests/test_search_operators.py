"""Search understands where to look."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mainstay.clients.words import named
from mainstay.conversations import actions, search
from mainstay.conversations.models import Attachment, Conversation
from mainstay.conversations.search_operators import take_apart


def ids(member, typed):
    return {hit.conversation_id for hit in search.find(member, typed).hits}


def test_operators_alone_find_the_latest_that_meet_them(world):
    solved = Conversation.objects.visible_to(world.maya).filter(state="solved", is_aside=False)
    assert ids(world.maya, "state:solved") == {*solved.values_list("pk", flat=True)}


def test_words_are_looked_for_among_what_the_operators_leave(world):
    with_words = ids(world.maya, "payout")
    assert world.payout.pk in with_words
    assert world.payout.pk in ids(world.maya, f"payout state:{world.payout.state}")
    assert world.payout.pk not in ids(world.maya, f"payout -state:{world.payout.state}")


def test_client_sender_tag_and_assignee(world):
    world.payout.tags.add(named("Key account"))
    actions.assign(world.payout, world.maya, by=world.maya)
    name = world.payout.contact.name
    assert world.payout.pk in ids(world.maya, f'from:"{name}"')
    assert world.payout.pk not in ids(world.maya, f'-from:"{name}"')
    assert ids(world.maya, 'tag:"key ACCOUNT"') == {world.payout.pk}
    assert world.payout.pk in ids(world.maya, "assignee:me")
    assert world.payout.pk not in ids(world.ines, "assignee:me")
    assert world.payout.pk in ids(world.ines, "assignee:maya")


def test_has_attachment(world):
    message = world.payout.messages.first()
    Attachment.objects.create(
        message=message, filename="a.pdf", content_type="application/pdf", size=1, file="none"
    )
    assert world.payout.pk in ids(world.maya, "has:attachment")
    assert world.payout.pk not in ids(world.maya, "-has:attachment")


def test_days_are_those_of_the_reader(world):
    world.maya.time_zone = "Asia/Jakarta"
    late = datetime(2026, 3, 1, 0, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    Conversation.objects.filter(pk=world.payout.pk).update(created_at=late, last_message_at=late)
    assert world.payout.pk not in ids(world.maya, "before:2026-03-01")
    assert world.payout.pk in ids(world.maya, "before:2026-03-02")
    assert world.payout.pk in ids(world.maya, "after:2026-03-01 before:2026-03-02")


def test_nothing_of_another_department_is_found(world):
    seen = Conversation.objects.visible_to(world.oskar).values_list("pk", flat=True)
    assert ids(world.oskar, "state:open") <= set(seen)


@pytest.mark.parametrize(
    "typed",
    ["state:nonsense", "before:tomorrow", "colour:red", "http://x.example", "a:b", "from:"],
)
def test_what_is_no_operator_stays_a_word(world, typed):
    assert take_apart(typed, world.maya).words == typed


@pytest.mark.parametrize(
    "typed", ["tag:%", "from:'; DROP", "client:\\", 'from:"half', "state:open " * 40]
)
def test_strange_values_break_nothing(world, typed):
    search.find(world.maya, typed)

"""What only the team reads."""

import pytest

from mainstay.channels.email.inbound import Attachment
from mainstay.channels.models import Outbound
from mainstay.conversations import actions, events
from mainstay.core.errors import Refused


def test_a_note_is_kept_and_nothing_leaves(world):
    outbound = Outbound.objects.count()
    note = actions.note(world.payout, "Ask the bank.\r\nTwice.", by=world.maya)
    assert (note.kind, note.text, note.member) == ("note", "Ask the bank.\nTwice.", world.maya)
    assert Outbound.objects.count() == outbound


def test_the_conversation_stays_as_it_is(world):
    before = (world.payout.state, world.payout.since, world.payout.last_words)
    actions.note(world.payout, "Ask the bank.", by=world.maya)
    world.payout.refresh_from_db()
    assert (world.payout.state, world.payout.since, world.payout.last_words) == before


def test_a_note_leaves_a_fact_behind(world, facts):
    actions.note(world.payout, "Ask the bank.", by=world.maya)
    assert facts(world.payout) == [events.NOTED.name]


def test_a_note_may_be_a_file_alone(world):
    file = Attachment("proof.txt", "text/plain", b"paid")
    note = actions.note(world.payout, "", by=world.maya, attachments=[file])
    assert note.attachments.get().filename == "proof.txt"


def test_an_empty_note_is_refused(world, facts):
    with pytest.raises(Refused, match="Write something"):
        actions.note(world.payout, " ", by=world.maya)
    assert facts(world.payout) == []


def test_who_may_only_read_writes_no_note(world, facts):
    with pytest.raises(Refused, match="read here, not write"):
        actions.note(world.payout, "Hello.", by=world.ruth)
    assert facts(world.payout) == []

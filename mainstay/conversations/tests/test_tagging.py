"""Conversations carry the words of clients."""

import pytest

from mainstay.clients import actions as clients
from mainstay.clients.models import Tag
from mainstay.conversations import actions, events
from mainstay.conversations.actions import tagging
from mainstay.core.errors import Refused


def words(conversation):
    return sorted(conversation.tags.values_list("name", flat=True))


def test_a_word_is_one_word_however_it_is_written(world, facts):
    first = actions.tag(world.payout, "  Late,  payout ", by=world.maya)
    again = actions.tag(world.payout, "late payout", by=world.maya)
    other = actions.tag(world.invoice, "LATE PAYOUT", by=world.maya)
    assert first == again == other
    assert words(world.payout) == ["Late payout"]
    assert facts(world.payout) == [events.TAGGED.name]


def test_it_is_the_word_that_clients_have(world):
    known = clients.tag(world.northwind, "مهم", by=world.maya)
    assert actions.tag(world.payout, "مهم", by=world.maya) == known


def test_a_word_is_forgotten_when_nothing_has_it(world, facts):
    word = actions.tag(world.payout, "Once", by=world.maya)
    for _time in range(2):
        actions.untag(world.payout, word, by=world.maya)
    assert not Tag.objects.filter(pk=word.pk).exists()
    assert facts(world.payout) == [events.TAGGED.name, events.UNTAGGED.name]


def test_a_word_stays_while_a_client_or_another_conversation_has_it(world):
    word = actions.tag(world.payout, "Both", by=world.maya)
    clients.tag(world.northwind, "Both", by=world.maya)
    actions.untag(world.payout, word, by=world.maya)
    assert Tag.objects.filter(pk=word.pk).exists()
    actions.tag(world.invoice, "Both", by=world.maya)
    clients.untag(world.northwind, word, by=world.maya)
    assert words(world.invoice) == ["Both"]


def test_no_word_and_too_many_words_are_refused(world, monkeypatch):
    with pytest.raises(Refused, match="Write a word"):
        actions.tag(world.payout, " , ", by=world.maya)
    monkeypatch.setattr(tagging, "MOST", 1)
    actions.tag(world.payout, "one", by=world.maya)
    with pytest.raises(Refused, match="are the most"):
        actions.tag(world.payout, "two", by=world.maya)


def test_who_may_only_read_tags_nothing(world):
    word = actions.tag(world.payout, "one", by=world.maya)
    with pytest.raises(Refused, match="read here, not write"):
        actions.tag(world.payout, "two", by=world.ruth)
    with pytest.raises(Refused, match="read here, not write"):
        actions.untag(world.payout, word, by=world.ruth)
    assert words(world.payout) == ["one"]

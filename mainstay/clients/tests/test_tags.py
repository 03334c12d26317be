"""Clients and contacts are marked with words."""

import pytest

from mainstay.clients import actions, events
from mainstay.clients.models import Tag
from mainstay.core.errors import Refused


def test_a_word_is_one_word_however_it_is_written(world):
    first = actions.tag(world.northwind, " Key  account ", by=world.maya)
    assert first.name == "Key account"
    assert actions.tag(world.daniel, "KEY ACCOUNT", by=world.maya) == first
    assert Tag.objects.count() == 1


def test_marking_twice_is_marking_once(world, facts):
    actions.tag(world.northwind, "seo", by=world.maya)
    actions.tag(world.northwind, "SEO", by=world.maya)
    assert facts(world.northwind) == [(events.ORGANISATION_EDITED.name, {"fields": "tags"})]


def test_a_word_nobody_has_any_more_is_forgotten(world):
    tag = actions.tag(world.northwind, "seo", by=world.maya)
    actions.tag(world.daniel, "seo", by=world.maya)
    actions.untag(world.northwind, tag, by=world.maya)
    assert list(world.daniel.tags.all()) == [tag]
    actions.untag(world.daniel, tag, by=world.maya)
    actions.untag(world.daniel, tag, by=world.maya)
    assert not Tag.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", ",", "\x00"])
def test_an_empty_word_is_refused(world, name):
    with pytest.raises(Refused, match="Write a word"):
        actions.tag(world.northwind, name, by=world.maya)


def test_who_may_only_read_marks_nothing(world):
    tag = actions.tag(world.northwind, "seo", by=world.maya)
    for act in (
        lambda: actions.tag(world.daniel, "seo", by=world.ruth),
        lambda: actions.untag(world.northwind, tag, by=world.ruth),
    ):
        with pytest.raises(Refused, match="read here, not write"):
            act()

"""Everybody at the desk knows every client."""

import pytest

from mainstay.clients.models import Contact, Organisation
from mainstay.team import actions as team


@pytest.mark.parametrize("key", ["maya", "oskar", "ines", "tomasz", "ruth"])
def test_every_member_sees_every_client(world, key):
    member = world.members[key]
    assert set(Organisation.objects.visible_to(member)) == {world.northwind, world.journal}
    assert set(Contact.objects.visible_to(member)) == {world.daniel, world.tom, world.claire}


def test_a_closed_account_sees_none(world):
    maya = team.deactivate(world.maya, by=world.tomasz)
    assert not Organisation.objects.visible_to(maya).exists()
    assert not Contact.objects.visible_to(maya).exists()

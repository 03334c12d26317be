"""A client has a manager and somebody who stands in."""

import pytest

from mainstay.clients import actions
from mainstay.core.errors import Refused
from mainstay.team import actions as team


def test_a_client_is_given_to_a_manager_and_a_backup(world, facts):
    changed = actions.edit_organisation(
        world.northwind, by=world.ines, manager=world.maya, backup=world.oskar
    )
    assert (changed.manager, changed.backup) == (world.maya, world.oskar)
    assert facts(world.northwind) == [("organisation.edited", {"fields": "manager, backup"})]


def test_nobody_stands_in_for_themselves(world):
    with pytest.raises(Refused, match="somebody else"):
        actions.edit_organisation(
            world.northwind, by=world.ines, manager=world.maya, backup=world.maya
        )


def test_who_only_reads_or_has_left_looks_after_nobody(world):
    with pytest.raises(Refused, match="may only read"):
        actions.edit_organisation(world.northwind, by=world.ines, manager=world.ruth)
    team.deactivate(world.oskar, by=world.tomasz)
    world.oskar.refresh_from_db()
    with pytest.raises(Refused, match="no open account"):
        actions.add_organisation("Lumio", by=world.ines, backup=world.oskar)


def test_whoever_has_left_stays_named_until_somebody_else_is(world):
    actions.edit_organisation(world.northwind, by=world.ines, manager=world.oskar)
    team.deactivate(world.oskar, by=world.tomasz)
    changed = actions.edit_organisation(world.northwind, by=world.ines, note="Calls back.")
    assert changed.manager == world.oskar

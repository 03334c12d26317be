"""Members who hear of what is not theirs."""

import pytest

from mainstay.conversations import actions, events, queries
from mainstay.conversations.tests.mails import answer_of_the_client
from mainstay.core.errors import Refused
from mainstay.team import actions as team


def watched_by(member):
    return [row.id for row in queries.inbox(member, "watching", "active").rows]


def test_what_one_watches_stands_by_its_last_message(world, facts):
    for each in (world.payout, world.invoice):
        actions.watch(each, world.ines, by=world.ines)
    answer_of_the_client(world.payout, "<new@northwindads.example>")
    assert watched_by(world.ines) == [world.payout.pk, world.invoice.pk]
    answer_of_the_client(world.invoice, "<newer@northwindads.example>")
    assert watched_by(world.ines) == [world.invoice.pk, world.payout.pk]
    assert facts(world.payout)[0] == events.WATCHED.name
    assert queries.count(world.ines, "watching", "active") == 2


def test_watching_twice_is_once_and_ends_once(world, facts):
    for _time in range(2):
        actions.watch(world.payout, world.ines, by=world.ines)
    for _time in range(2):
        actions.unwatch(world.payout, world.ines, by=world.ines)
    assert facts(world.payout) == [events.WATCHED.name, events.UNWATCHED.name]
    assert watched_by(world.ines) == []


def test_who_may_only_read_watches_for_themselves(world):
    actions.watch(world.payout, world.ruth, by=world.ruth)
    assert watched_by(world.ruth) == [world.payout.pk]
    with pytest.raises(Refused, match="read here, not write"):
        actions.watch(world.payout, world.ines, by=world.ruth)


def test_who_may_not_see_it_does_not_watch_it(world):
    with pytest.raises(Refused, match="Oskar Nyström may not see"):
        actions.watch(world.payout, world.oskar, by=world.maya)


def test_what_went_to_another_department_is_watched_no_more(world):
    actions.watch(world.payout, world.ines, by=world.ines)
    actions.move(world.payout, world.partner, by=world.maya)
    assert watched_by(world.ines) == []


def test_a_closed_account_watches_nothing(world):
    actions.watch(world.payout, world.ines, by=world.ines)
    team.deactivate(world.ines, by=world.tomasz)
    world.ines.refresh_from_db()
    assert watched_by(world.ines) == []
    with pytest.raises(Refused, match="may not see"):
        actions.watch(world.invoice, world.ines, by=world.maya)

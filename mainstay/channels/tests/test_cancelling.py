"""A mail is taken back while it is held."""

from datetime import timedelta

import pytest

from mainstay.channels import actions, events
from mainstay.channels.tests.letters import queued
from mainstay.core import clock
from mainstay.core.errors import Refused
from mainstay.core.models import Alarm, Event


def test_what_is_held_is_taken_back_and_never_leaves(world, mail_server, deliver):
    with clock.at(clock.now() - timedelta(hours=1)):
        outbound = queued(world)
    assert actions.cancel(outbound, by=world.maya).state == "cancelled"
    deliver()
    actions.deliver(outbound.pk)
    assert mail_server.received == []
    assert not Alarm.objects.exists()


def test_taking_back_leaves_a_fact_behind(world):
    outbound = actions.cancel(queued(world), by=world.maya)
    event = Event.objects.latest("id")
    assert (event.kind, event.subject_id) == (events.CANCELLED.name, outbound.pk)
    assert event.facts == {"about_kind": "organisation", "about_id": world.journal.pk}


def test_taking_back_twice_is_one_taking_back(world):
    outbound = queued(world)
    actions.cancel(outbound, by=world.maya)
    actions.cancel(outbound, by=world.maya)
    assert Event.objects.filter(kind=events.CANCELLED.name).count() == 1


def test_what_left_cannot_be_taken_back(world):
    outbound = queued(world)
    actions.deliver(outbound.pk, send=lambda _letter: None)
    with pytest.raises(Refused, match="already on its way"):
        actions.cancel(outbound, by=world.maya)


def test_what_is_being_sent_cannot_be_taken_back(world):
    outbound = queued(world)

    def meanwhile(_letter):
        with pytest.raises(Refused, match="already on its way"):
            actions.cancel(outbound, by=world.maya)

    actions.deliver(outbound.pk, send=meanwhile)
    outbound.refresh_from_db()
    assert outbound.state == "sent"

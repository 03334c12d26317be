"""Conversations that were just solved, and the mail that asks about them."""

from datetime import timedelta

import pytest

from mainstay.channels.models import Outbound
from mainstay.conversations import actions as conversations
from mainstay.core import clock
from mainstay.core.models import Alarm


@pytest.fixture
def solved(world):
    """Daniel's payout, which Maya has answered and solved just now."""
    conversations.reply(world.payout, "It arrives today.", by=world.maya)
    conversations.solve(world.payout, by=world.maya)
    world.payout.refresh_from_db()
    return world.payout


@pytest.fixture
def later(deliver):
    """Let time pass: what is due by then rings. `later(hours=2)`."""

    def pass_by(**time):
        deliver()
        moment = clock.now() + timedelta(**time)
        Alarm.objects.filter(fired_at__isnull=True, due_at__lte=moment).exclude(
            kind="outbound.due"
        ).update(due_at=clock.now() - timedelta(seconds=1))
        with clock.at(moment):
            deliver()
        return moment

    return pass_by


def questions():
    """The mails that ask, as they wait to leave."""
    return Outbound.objects.filter(headers__has_key="Auto-Submitted").order_by("pk")

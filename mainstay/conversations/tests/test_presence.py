"""Who looks at a conversation right now, and who writes in it."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from mainstay.conversations import actions, working
from mainstay.conversations.actions import presence
from mainstay.conversations.models import Presence
from mainstay.core import clock
from mainstay.core.clock import now


@pytest.fixture
def told(monkeypatch):
    """What open pages are told, as [audience, topic, id]."""
    notices = []

    def hear(execute, sql, params, many, context):
        if "pg_notify" in sql:
            sql = sql.replace("SELECT pg_notify(%(channel)s, %(notice)s)", "SELECT %(notice)s")
            sql = sql.replace("SELECT pg_notify(%s, %s)", "SELECT %s || left(%s, 0)")
            if isinstance(params, list):
                params = params[::-1]
            result = execute(sql, params, many, context)
            notices.extend(each for row in context["cursor"].fetchall() for each in row)
            return result
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        yield lambda: [json.loads(each)[0] for each in notices]


def others(world, of=None):
    return [(each.name, each.is_typing) for each in working.present(world.payout, of or world.maya)]


def test_colleagues_see_who_is_there_and_who_types(world):
    actions.be_there(world.payout, by=world.maya)
    actions.be_there(world.payout, by=world.ines)
    actions.be_there(world.payout, by=world.ines, is_typing=True)
    assert others(world) == [("Ines Carvalho", True)]
    assert others(world, world.ines) == [("Maya Brandt", False)]
    assert Presence.objects.count() == 2


def test_pages_are_told_only_what_differs(world, told):
    for _n in range(3):
        actions.be_there(world.payout, by=world.maya)
    actions.be_there(world.payout, by=world.maya, is_typing=True)
    actions.be_there(world.payout, by=world.maya, is_typing=True)
    notice = [world.payout.audience, "presence", world.payout.pk]
    assert told() == [notice, notice]
    actions.go_away(world.payout, by=world.maya)
    actions.go_away(world.payout, by=world.maya)
    assert told() == [notice] * 3


def test_it_is_one_statement(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        actions.be_there(world.payout, by=world.maya)


def test_after_half_a_minute_of_silence_one_is_gone(world, told):
    with clock.at(now() - timedelta(seconds=31)):
        actions.be_there(world.payout, by=world.ines, is_typing=True)
    assert others(world) == []
    actions.be_there(world.payout, by=world.ines, is_typing=True)
    assert len(told()) == 2
    assert others(world) == [("Ines Carvalho", True)]


def test_who_left_is_gone_at_once(world):
    actions.be_there(world.payout, by=world.ines)
    actions.go_away(world.payout, by=world.ines)
    assert others(world) == []


def test_expired_rows_are_swept(world):
    with clock.at(now() - timedelta(minutes=2)):
        actions.be_there(world.payout, by=world.ines)
    actions.be_there(world.payout, by=world.maya)
    assert presence.sweep_presence() == 1
    assert Presence.objects.get().member == world.maya


def test_who_may_only_read_is_seen_too(world):
    actions.be_there(world.payout, by=world.ruth)
    assert others(world) == [(world.ruth.name, False)]

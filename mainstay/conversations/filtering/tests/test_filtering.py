"""A filter says which conversations a view shows."""

from datetime import timedelta

import pytest

from mainstay.clients.words import named
from mainstay.conversations import actions, patience, views
from mainstay.conversations.filtering import (
    FIELDS,
    Condition,
    Filter,
    Group,
    from_json,
    narrowed,
    to_json,
)
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.core.errors import Refused


def asking(*conditions, match="all"):
    return Filter(groups=(Group(match, tuple(Condition(*each) for each in conditions)),))


def found(member, wanted, sort="newest"):
    rows, _key = views.page(member, wanted, sort)
    return {row.id for row in rows}


def everything(member):
    rows = Conversation.objects.visible_to(member).listed().filter(merged_into=None)
    return set(rows.values_list("pk", flat=True))


def test_without_conditions_everything_that_one_may_see_is_shown(world):
    assert found(world.maya, Filter()) == everything(world.maya)
    assert found(world.oskar, Filter()) == everything(world.oskar)
    assert everything(world.maya) != everything(world.oskar)


def test_a_condition_and_its_denial_part_what_there_is(world):
    for operator, denial, field, value in [
        ("is", "is_not", "state", "open"),
        ("is", "is_not", "assignee", "nobody"),
        ("contains", "contains_not", "client", "north"),
        ("contains", "contains_not", "subject", "payout"),
        ("contains", "contains_not", "contact", "daniel"),
    ]:
        yes = found(world.maya, asking((field, operator, value)))
        no = found(world.maya, asking((field, denial, value)))
        assert yes | no == everything(world.maya), field
        assert not yes & no, field


def test_groups_join_their_conditions_by_and_or_and_not(world):
    is_open, is_his = ("state", "is", "open"), ("contact", "contains", "daniel")
    both = found(world.maya, asking(is_open, is_his))
    either = found(world.maya, asking(is_open, is_his, match="any"))
    neither = found(world.maya, asking(is_open, is_his, match="none"))
    assert both < either
    assert neither == everything(world.maya) - either


def test_groups_are_joined_once_more(world):
    opened = Group("all", (Condition("state", "is", "open"),))
    solved = Group("all", (Condition("state", "is", "solved"),))
    assert found(world.maya, Filter("all", (opened, solved))) == set()
    either = found(world.maya, Filter("any", (opened, solved)))
    assert either == found(world.maya, asking(("state", "is", "open"))) | found(
        world.maya, asking(("state", "is", "solved"))
    )


def test_me_is_whoever_looks(world):
    actions.assign(world.payout, world.maya, by=world.maya)
    mine = asking(("assignee", "is", "me"))
    assert world.payout.pk in found(world.maya, mine)
    assert world.payout.pk not in found(world.ines, mine)


def test_a_tag_is_one_word_however_it_is_written(world):
    world.payout.tags.add(named("Refund"))
    assert found(world.maya, asking(("tag", "contains", "REFUND"))) == {world.payout.pk}


def test_days_count_from_now(world):
    Conversation.objects.filter(pk=world.payout.pk).update(created_at=now() - timedelta(days=40))
    assert world.payout.pk in found(world.maya, asking(("created_at", "older", "39")))
    assert world.payout.pk not in found(world.maya, asking(("created_at", "newer", "39")))


@pytest.mark.parametrize(
    "condition",
    [
        ("nothing", "is", "open"),
        ("state", "contains", "open"),
        ("department", "is", "support"),
        ("created_at", "older", "-1"),
        ("created_at", "older", "9" * 30),
        ("tag", "contains", "  "),
        ("escalated", "is", "perhaps"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(world, condition):
    with pytest.raises(Refused):
        narrowed(asking(condition), world.maya)


def test_every_field_can_be_asked(world):
    values = {"words": "north", "days": "3", "yes_no": "yes"}
    for each in FIELDS:
        choices = each.choices(world.maya) if each.choices else []
        value = values.get(each.value) or choices[-1][0]
        for operator in each.operators:
            found(world.maya, asking((each.key, operator, value)))


def test_a_filter_is_kept_and_read_back_as_it_was():
    wanted = Filter(
        "any",
        (
            Group("none", (Condition("state", "is", "open"),)),
            Group("any", (Condition("tag", "contains", "‏تاغ"),)),
        ),
    )
    assert from_json(to_json(wanted)) == wanted


@pytest.mark.parametrize("kept", [{}, {"groups": 3}, {"groups": [{"conditions": [["x"], 5]}]}])
def test_what_is_not_understood_is_left_out(kept):
    assert not any(group.conditions for group in from_json(kept).groups)


@pytest.mark.parametrize("sort", views.SORTS)
def test_pages_lead_through_everything_once(world, sort, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 4)
    seen, key = [], ""
    while True:
        rows, key = views.page(world.maya, Filter(), sort, key)
        seen += [row.id for row in rows]
        if not key:
            break
    unfinished = Conversation.objects.unfinished().values_list("pk", flat=True)
    wanted = everything(world.maya) & ({*unfinished} if sort == "turn" else everything(world.maya))
    assert len(seen) == len(set(seen))
    assert set(seen) == wanted


def test_a_filter_that_takes_too_long_says_what_to_do(world, monkeypatch):
    monkeypatch.setattr(patience, "MILLISECONDS", 1)
    slow = Conversation.objects.extra(where=["pg_sleep(0.2) IS NOT NULL"])
    monkeypatch.setattr(views, "_narrowed", lambda _member, _wanted: slow)
    with pytest.raises(Refused, match="Narrow it"):
        views.count(world.maya, Filter(), "newest")
    monkeypatch.undo()
    assert views.count(world.maya, Filter(), "newest") == len(everything(world.maya))

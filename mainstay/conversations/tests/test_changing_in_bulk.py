"""Many conversations are changed at once, each by its own action, and taken back together."""

from datetime import timedelta

import pytest

from mainstay.conversations import actions
from mainstay.conversations.actions import bulk as bulk_actions
from mainstay.conversations.actions.bulk import go_on
from mainstay.conversations.models import BulkChange, BulkItem, Conversation
from mainstay.conversations.tests.mails import arrive, mail
from mainstay.core.clock import now
from mainstay.core.errors import Refused


def fresh(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def outcomes(bulk):
    rows = bulk.items.order_by("conversation_id")
    return {each.conversation_id: each.outcome for each in rows}


def sentence(bulk, conversation):
    return bulk.items.get(conversation=conversation).sentence


@pytest.fixture
def some(world):
    received = [
        arrive(mail(f"<bulk-{at}@northwindads.example>", subject=f"Отчёт {at}")) for at in range(4)
    ]
    return [Conversation.objects.get(pk=each.conversation_id) for each in received]


def change(some, changes, by):
    return actions.begin_bulk([each.pk for each in some], changes, by=by)


def test_each_is_changed_by_its_own_action(world, some, deliver, facts):
    actions.take(some[0], by=world.maya)
    bulk = change(some, {"assign": world.maya.pk}, world.ines)
    deliver()
    assert [outcomes(bulk)[each.pk] for each in some] == ["same", *["changed"] * 3]
    assert all(fresh(each).assignee == world.maya for each in some)
    assert "conversation.assigned" in facts(some[1])
    bulk.refresh_from_db()
    assert (bulk.state, bulk.total) == ("done", 4)


def test_who_refuses_says_why_and_the_others_go_on(world, some, deliver):
    actions.solve(some[1], by=world.maya)
    bulk = change(some[:2], {"close": True}, world.maya)
    deliver()
    assert outcomes(bulk) == {some[0].pk: "refused", some[1].pk: "changed"}
    assert "waiting for an answer" in sentence(bulk, some[0])


@pytest.mark.parametrize(
    "kind", ["solve", "snooze", "tag", "category", "problem", "move", "assign"]
)
def test_taken_back_all_is_as_it_was(world, some, deliver, kind):
    values = {
        "solve": True,
        "snooze": (now() + timedelta(days=1)).isoformat(),
        "tag": "عاجل",
        "category": actions.add_category("Links", by=world.ines).pk,
        "problem": world.payout.pk,
        "move": world.partner.pk,
        "assign": world.maya.pk,
    }
    before = [bulk_actions.picture(fresh(each)) for each in some]
    bulk = change(some, {kind: values[kind]}, world.tomasz)
    deliver()
    assert set(outcomes(bulk).values()) == {"changed"}
    actions.undo_bulk(bulk, by=world.tomasz)
    deliver()
    assert [bulk_actions.picture(fresh(each)) for each in some] == before
    bulk.refresh_from_db()
    assert bulk.state == "undone"
    assert set(outcomes(bulk).values()) == {"undone"}


def test_many_report_one_problem(world, some, deliver):
    bulk = change([*some, world.payout], {"problem": world.payout.pk}, world.maya)
    deliver()
    assert [outcomes(bulk)[each.pk] for each in some] == ["changed"] * 4
    assert outcomes(bulk)[world.payout.pk] == "same"  # the problem does not report itself
    assert set(fresh(world.payout).reports.all()) == set(some)
    assert fresh(world.payout).kind == "problem"


def test_who_reported_another_problem_reports_that_again(world, some, deliver):
    actions.set_problem(some[0], some[1], by=world.maya)
    bulk = change([some[0]], {"problem": world.payout.pk}, world.maya)
    deliver()
    assert fresh(some[0]).problem_id == world.payout.pk
    actions.undo_bulk(bulk, by=world.maya)
    deliver()
    assert fresh(some[0]).problem_id == some[1].pk


def test_a_problem_that_one_does_not_see_is_not_there(world, some):
    for number in (world.tracking.pk, 10**9, None):
        with pytest.raises(Refused, match="by its number"):
            change(some, {"problem": number}, world.maya)


def test_what_somebody_changed_since_is_left_and_said(world, some, deliver):
    bulk = change(some, {"assign": world.maya.pk}, world.ines)
    deliver()
    actions.take(some[2], by=world.ines)
    actions.tag(some[1], "VIP", by=world.ines)
    actions.undo_bulk(bulk, by=world.ines)
    deliver()
    assert fresh(some[2]).assignee == world.ines
    assert "changed it since" in sentence(bulk, some[2])
    assert fresh(some[1]).assignee is None


def test_a_reply_goes_to_each_with_their_name_and_can_be_taken_back(world, some, deliver):
    bulk = change(some, {"reply": {"texts": {"": "{name}, see {number}."}}}, world.maya)
    while go_on(bulk.pk):
        pass
    said = some[0].messages.filter(kind="out").get()
    assert said.text == f"Daniel Price, see {some[0].pk}."
    assert fresh(some[0]).state == "waiting"
    actions.undo_bulk(bulk, by=world.maya)
    go_on(bulk.pk)
    said.refresh_from_db()
    assert said.undone_at
    assert fresh(some[0]).is_open
    assert set(outcomes(bulk).values()) == {"undone"}


def test_killed_half_way_the_rest_is_done_and_nothing_twice(world, some, monkeypatch):
    monkeypatch.setattr(bulk_actions, "BATCH", 3)
    bulk = change(some, {"reply": {"texts": {"": "Hello."}}}, world.maya)
    with monkeypatch.context() as dying:
        real, done = bulk_actions.apply, []

        def dies(*values):
            if len(done) == 2:
                raise KeyboardInterrupt
            done.append(values)
            return real(*values)

        dying.setattr(bulk_actions, "apply", dies)
        with pytest.raises(KeyboardInterrupt):
            go_on(bulk.pk)
    assert sorted(outcomes(bulk).values()) == ["changed", "changed", "pending", "pending"]
    assert not go_on(bulk.pk)
    assert not go_on(bulk.pk)
    assert [each.messages.filter(kind="out").count() for each in some] == [1, 1, 1, 1]


def test_taken_back_while_it_runs_the_rest_is_not_done(world, some, monkeypatch):
    monkeypatch.setattr(bulk_actions, "BATCH", 2)
    bulk = change(some, {"solve": True}, world.maya)
    assert go_on(bulk.pk)
    actions.undo_bulk(bulk, by=world.maya)
    go_on(bulk.pk)
    assert all(fresh(each).is_open for each in some)
    assert set(outcomes(bulk).values()) == {"undone"}


def test_what_the_member_does_not_see_is_left_out(world, some):
    bulk = change([some[0], world.tracking], {"tag": "x"}, world.maya)
    assert list(outcomes(bulk)) == [some[0].pk]
    with pytest.raises(Refused, match="Choose conversations"):
        change([world.tracking], {"tag": "x"}, world.maya)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"erase": True},
        {"tag": " "},
        {"assign": 0xFFFF},
        {"move": 0},
        {"snooze": "soon"},
        {"category": 0xFFFF},
        {"reply": {"texts": {"en": " "}}},
        {"tag": "a", "close": True},
    ],
)
def test_what_makes_no_sense_is_refused_at_once(world, some, changes):
    with pytest.raises(Refused):
        change(some, changes, world.maya)
    assert not BulkChange.objects.exists()


def test_too_many_and_who_may_only_read(world, some):
    with pytest.raises(Refused, match="the most at once"):
        actions.begin_bulk(range(1, 2003), {"tag": "x"}, by=world.maya)
    with pytest.raises(Refused, match="read here"):
        change(some, {"tag": "x"}, world.ruth)
    bulk = change(some, {"tag": "x"}, world.maya)
    with pytest.raises(Refused, match="Only who made"):
        actions.undo_bulk(bulk, by=world.ines)


def test_a_name_that_nobody_knows_is_never_sent_as_a_gap(world, some, deliver):
    Conversation.objects.get(pk=some[0].pk).contact.__class__.objects.update(name="")
    bulk = change(some, {"reply": {"texts": {"": "Dear {name}"}}}, world.maya)
    go_on(bulk.pk)
    assert set(outcomes(bulk).values()) == {"refused"}
    assert not BulkItem.objects.filter(sentence="").exists()

"""Many conversations are changed at once by a program, which asks how far it is."""

import pytest

from mainstay.conversations.actions.bulk import go_on
from mainstay.conversations.models import BulkChange, Conversation
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(world):
    return [world.payout.number, world.invoice.number]


def tags(conversation):
    return sorted(conversation.tags.values_list("name", flat=True))


def test_it_runs_is_asked_for_and_is_taken_back(world, as_maya, both):
    body = {"conversations": both, "change": {"tag": "عاجل"}}
    begun = as_maya.post("/changes", body)
    assert begun.status_code == 201
    told = begun.json()
    assert (told["does"], told["state"], told["total"], told["pending"]) == ("tag", "running", 2, 2)
    go_on(told["id"])
    there = begun.headers["Location"].removeprefix("/api/v1")
    told = as_maya.get(there).json()
    assert (told["state"], told["changed"], told["pending"]) == ("done", 2, 0)
    assert tags(world.payout) == tags(world.invoice) == ["عاجل"]
    for _twice in range(2):
        assert as_maya.post(f"{there}/undoing").json()["state"] == "undoing"
    go_on(told["id"])
    assert as_maya.get(there).json()["undone"] == 2
    assert tags(world.payout) == tags(world.invoice) == []


def test_a_view_names_them(world, as_maya, both):
    view = as_maya.post("/views", {"name": "Open", "filter": {}}).json()["id"]
    begun = as_maya.post("/changes", {"view": view, "change": {"assign": None}}).json()
    assert begun["total"] == 2
    go_on(begun["id"])
    assert as_maya.get(f"/changes/{begun['id']}").json()["same"] == 1


def test_each_is_answered_by_name(world, as_maya, both):
    change = {"reply": {"text": "{name}, it is {number}.", "solve": True}}
    begun = as_maya.post("/changes", {"conversations": both, "change": change}).json()
    go_on(begun["id"])
    said = world.payout.messages.latest("pk").text
    assert said == f"Daniel Price, it is {world.payout.number}."
    assert Conversation.objects.get(pk=world.invoice.pk).state == "solved"


def test_why_one_was_refused_is_told(world, as_maya, both):
    begun = as_maya.post("/changes", {"conversations": both, "change": {"close": True}}).json()
    go_on(begun["id"])
    told = as_maya.get(f"/changes/{begun['id']}").json()
    assert told["refused"] == 2
    assert told["told"][0]["conversation"] == world.payout.number
    assert "the client is waiting" in told["told"][0]["sentence"]


def test_what_one_does_not_see_is_left_out(world, as_maya):
    numbers = [world.payout.number, world.tracking.number]
    begun = as_maya.post("/changes", {"conversations": numbers, "change": {"tag": "x"}}).json()
    assert begun["total"] == 1
    hidden = {"conversations": [world.tracking.number], "change": {"tag": "x"}}
    refused = as_maya.post("/changes", hidden)
    assert refused.status_code == 422
    assert "Choose conversations first" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "body.change"),
        ({"tag": "x", "solve": True}, "body.change"),
        ({"solve": False}, "body.change.solve"),
        ({"tag": None}, "body.change.tag"),
        ({"snooze": "tomorrow"}, "body.change.snooze"),
        ({"paint": "red"}, "body.change.paint"),
    ],
)
def test_one_thing_is_done_with_them(world, as_maya, both, change, field):
    refused = as_maya.post("/changes", {"conversations": both, "change": change})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field
    assert not BulkChange.objects.exists()


@pytest.mark.parametrize(
    "change", [{"move": 999_999}, {"assign": 999_999}, {"category": 999_999}, {"problem": 999_999}]
)
def test_a_row_that_is_not_there_is_refused(world, as_maya, both, change):
    assert as_maya.post("/changes", {"conversations": both, "change": change}).status_code == 422


def test_they_are_named_one_way(world, as_maya, both):
    for named in ({}, {"conversations": both, "view": 1}):
        refused = as_maya.post("/changes", {**named, "change": {"tag": "x"}})
        assert refused.json()["errors"][0]["field"] == "body.conversations"
    unknown = as_maya.post("/changes", {"view": 999_999, "change": {"tag": "x"}})
    assert unknown.json()["errors"][0]["field"] == "body.view"


def test_a_change_of_somebody_else_is_not_there(world, as_maya, program, both):
    body = {"conversations": both, "change": {"tag": "x"}}
    pk = as_maya.post("/changes", body).json()["id"]
    for other in (program(world.tomasz), program(world.oskar)):
        assert other.get(f"/changes/{pk}").status_code == 404
        assert other.post(f"/changes/{pk}/undoing").status_code == 404
    reader = program(world.maya, Scope.READ_CONVERSATIONS)
    assert reader.post("/changes", body).status_code == 403


def test_a_repeat_begins_one_change(world, as_maya, both):
    body = {"conversations": both, "change": {"tag": "x"}}
    for _twice in range(2):
        assert as_maya.post("/changes", body, **{"Idempotency-Key": "c-1"}).status_code == 201
    assert BulkChange.objects.count() == 1


def test_many_cost_no_more_queries(world, as_maya, django_assert_num_queries):
    numbers = [world.payout.number]
    for count in (1, 12):
        numbers += [
            Conversation.objects.create(
                contact=world.tom, department=world.support, subject=f"{n}"
            ).pk
            for n in range(count - 1)
        ]
        body = {"conversations": numbers, "change": {"close": True}}
        pk = as_maya.post("/changes", body).json()["id"]
        go_on(pk)
        with django_assert_num_queries(5):
            as_maya.get(f"/changes/{pk}")

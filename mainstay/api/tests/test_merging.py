"""Conversations merge and separate again, split and reunite, by a program."""

import pytest

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import arrive, mail
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def merges(world):
    return f"/conversations/{world.invoice.number}/merges"


@pytest.fixture
def two_matters(world):
    first = arrive(mail("<one@x.example>", text="Where is the report?"))
    arrive(mail("<two@x.example>", text="И ещё: счёт неверный.", answers="<one@x.example>"))
    return Conversation.objects.get(pk=first.conversation_id)


def last_of(conversation):
    return conversation.messages.latest("pk")


def test_one_goes_into_another_and_comes_back(world, as_maya, merges):
    made = as_maya.post(merges, {"into": world.payout.number})
    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/v1/conversations/{world.payout.number}"
    told = made.json()
    assert (told["source"], told["target"]) == (world.invoice.number, world.payout.number)
    assert (told["subject"], told["messages"]) == ("Invoice without a purchase order", 1)
    number = world.invoice.number
    assert as_maya.get(f"/conversations/{number}").json()["number"] == world.payout.number
    for _twice in range(2):
        back = as_maya.post(f"/merges/{told['id']}/separation")
        assert (back.status_code, back.json()["number"]) == (200, number)
    assert as_maya.get(f"/conversations/{number}").json()["state"] == "open"


def test_the_same_merge_twice_is_one(world, as_maya, merges):
    first = as_maya.post(merges, {"into": world.payout.number})
    again = as_maya.post(merges, {"into": world.payout.number})
    assert again.status_code == 201
    assert again.json() == first.json()


def test_that_clients_would_read_each_other_has_to_be_meant(world, program):
    tomasz, path = program(world.tomasz), f"/conversations/{world.payout.number}/merges"
    refused = tomasz.post(path, {"into": world.tracking.number})
    assert refused.status_code == 422
    assert "different clients" in refused.json()["detail"]
    meant = tomasz.post(path, {"into": world.tracking.number, "even_of_others": True})
    assert meant.status_code == 201


def test_it_goes_neither_into_itself_nor_into_what_one_does_not_see(world, as_maya, merges):
    refused = as_maya.post(merges, {"into": world.invoice.number})
    assert refused.status_code == 422
    assert "the same one" in refused.json()["detail"]
    hidden = as_maya.post(merges, {"into": world.tracking.number})
    assert hidden.json()["errors"][0]["field"] == "body.into"
    assert not Conversation.objects.filter(merged_into__isnull=False).exists()


def test_a_stranger_neither_merges_nor_separates(world, as_maya, program, merges):
    made = as_maya.post(merges, {"into": world.payout.number}).json()
    stranger = program(world.oskar)
    assert stranger.post(merges, {"into": world.tracking.number}).status_code == 404
    assert stranger.post(f"/merges/{made['id']}/separation").status_code == 404
    reader = program(world.maya, Scope.READ_CONVERSATIONS)
    assert reader.post(merges, {"into": world.payout.number}).status_code == 403


def test_some_messages_begin_a_conversation_and_come_back(world, program, two_matters):
    tomasz, moved = program(world.tomasz), last_of(two_matters)
    path = f"/conversations/{two_matters.number}/splits"
    made = tomasz.post(path, {"messages": [moved.pk], "subject": "الفاتورة"})
    assert made.status_code == 201
    told = made.json()
    assert told["subject"] == "الفاتورة"
    again = tomasz.post(path, {"messages": [moved.pk]})
    assert again.json()["number"] == told["number"]
    for _twice in range(2):
        back = tomasz.post(f"/conversations/{told['number']}/reunion")
        assert (back.status_code, back.json()["target"]) == (200, two_matters.number)
    assert two_matters.messages.count() == 2


@pytest.mark.parametrize("chosen", ["all", "of another", "none"])
def test_what_cannot_be_split_is_refused(world, program, two_matters, chosen):
    ids = {
        "all": list(two_matters.messages.values_list("pk", flat=True)),
        "of another": [world.payout.messages.first().pk],
        "none": [],
    }[chosen]
    path = f"/conversations/{two_matters.number}/splits"
    assert program(world.tomasz).post(path, {"messages": ids}).status_code == 422


def test_what_was_never_split_off_does_not_reunite(world, as_maya):
    refused = as_maya.post(f"/conversations/{world.payout.number}/reunion")
    assert refused.status_code == 409
    assert "not split off" in refused.json()["detail"]


def test_what_came_in_is_listed_where_it_is(world, as_maya):
    made = actions.merge(world.invoice, world.payout, by=world.maya)
    told = as_maya.get(f"/conversations/{world.payout.number}/ties").json()
    assert [(each["id"], each["source"]) for each in told["merged"]] == [
        (made.pk, world.invoice.number)
    ]

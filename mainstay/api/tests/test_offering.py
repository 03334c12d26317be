"""A conversation is offered to a colleague, who accepts it or does not."""

import pytest

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation

pytestmark = pytest.mark.django_db


@pytest.fixture
def handover(world):
    return f"/conversations/{world.payout.number}/handover"


def holder(world):
    return Conversation.objects.get(pk=world.payout.pk).assignee


def test_who_accepts_has_it(world, as_maya, program, handover):
    made = as_maya.post(handover, {"member": world.ines.pk, "note": "ينتظر حتى الجمعة"})
    assert made.status_code == 201
    told = made.json()
    assert (told["member"]["name"], told["state"]) == ("Ines Carvalho", "offered")
    assert holder(world) == world.maya
    ines = program(world.ines)
    [coming] = ines.get("/handovers").json()["coming"]
    assert (coming["conversation"], coming["note"]) == (world.payout.number, "ينتظر حتى الجمعة")
    for _twice in range(2):
        assert ines.post(f"/handovers/{told['id']}/acceptance").json()["state"] == "accepted"
    assert holder(world) == world.ines


def test_who_declines_leaves_it(world, as_maya, program, handover):
    pk = as_maya.post(handover, {"member": world.ines.pk}).json()["id"]
    ines = program(world.ines)
    assert ines.post(f"/handovers/{pk}/refusal", {"reason": "Away"}).json()["state"] == "declined"
    assert ines.post(f"/handovers/{pk}/acceptance").status_code == 409
    assert holder(world) == world.maya


def test_the_giver_withdraws_it(world, as_maya, program, handover):
    pk = as_maya.post(handover, {"department": world.partner.pk}).json()["id"]
    assert [each["id"] for each in as_maya.get("/handovers").json()["given"]] == [pk]
    assert as_maya.post(f"/handovers/{pk}/withdrawal").json()["state"] == "withdrawn"
    oskar = program(world.oskar)
    assert oskar.get("/handovers").json()["coming"] == []
    refused = oskar.post(f"/handovers/{pk}/acceptance")
    assert refused.status_code == 409
    assert world.payout.subject not in refused.content.decode()


def test_what_was_answered_tells_no_more_of_a_conversation_elsewhere(world, as_maya, program):
    made = actions.offer(world.payout, world.partner, by=world.maya)
    oskar = program(world.oskar)
    assert oskar.get("/handovers").json()["coming"][0]["subject"] == world.payout.subject
    declined = oskar.post(f"/handovers/{made.pk}/refusal", {})
    assert (declined.json()["state"], declined.json()["subject"]) == ("declined", "")


@pytest.mark.parametrize("both", [True, False])
def test_it_goes_to_a_member_or_to_a_department(world, as_maya, handover, both):
    body = {"member": world.ines.pk, "department": world.partner.pk} if both else {}
    assert as_maya.post(handover, body).json()["errors"][0]["field"] == "body.member"


def test_nobody_is_offered_what_they_do_not_see(world, as_maya, handover):
    refused = as_maya.post(handover, {"member": world.oskar.pk})
    assert refused.status_code == 422
    assert "not in this department" in refused.json()["detail"]


def test_others_have_nothing_to_do_with_it(world, as_maya, program, handover):
    pk = as_maya.post(handover, {"member": world.ines.pk}).json()["id"]
    stranger = program(world.oskar)
    assert stranger.post(handover, {"member": world.ines.pk}).status_code == 404
    for verb, body in (("acceptance", None), ("refusal", {}), ("withdrawal", None)):
        assert stranger.post(f"/handovers/{pk}/{verb}", body).status_code == 404

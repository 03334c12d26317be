"""Who else hears of a conversation."""

import pytest

from mainstay.channels.mailboxes.tests.mailboxes import add_mailbox
from mainstay.conversations.tests.mails import arrive, mail

pytestmark = pytest.mark.django_db


def test_one_watches_and_finds_it_in_the_box(world, as_maya):
    path = f"/conversations/{world.invoice.number}/watching"
    for _twice in range(2):
        told = as_maya.post(path).json()
        assert [each["name"] for each in told["watchers"]] == ["Maya Brandt"]
    boxed = as_maya.get("/inbox?box=watching").json()["items"]
    assert [each["number"] for each in boxed] == [world.invoice.number]
    for _twice in range(2):
        assert as_maya.delete(path).json()["watchers"] == []


def test_a_lead_is_asked_to_look_and_released(world, as_maya, program):
    path = f"/conversations/{world.payout.number}/escalation"
    body = {"member": world.ines.pk, "reason": "الدفعة متأخرة"}
    assert as_maya.post(path, body).json()["escalated_to"]["name"] == "Ines Carvalho"
    boxed = program(world.ines).get("/inbox?box=escalated").json()["items"]
    assert [each["number"] for each in boxed] == [world.payout.number]
    for _twice in range(2):
        assert as_maya.delete(path).json()["escalated_to"] is None


def test_a_lead_is_told_why(world, as_maya):
    path = f"/conversations/{world.payout.number}/escalation"
    refused = as_maya.post(path, {"member": world.ines.pk})
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("Say why")
    wished = as_maya.post(path, {"member": world.ines.pk, "client_asked": True})
    assert wished.status_code == 200


def test_a_note_calls_whom_it_names(world, as_maya, program):
    path = f"/conversations/{world.payout.number}/notes"
    assert as_maya.post(
        path, {"text": "Look, please", "mentions": [world.ines.pk]}
    ).status_code == (201)
    called = program(world.ines).get("/inbox?box=mentions").json()["items"]
    assert [each["number"] for each in called] == [world.payout.number]
    nobody = as_maya.post(path, {"text": "Look", "mentions": [999_999]})
    assert nobody.json()["errors"][0]["field"] == "body.mentions"


def test_another_department_hears_nothing(world, program):
    stranger = program(world.oskar)
    path = f"/conversations/{world.payout.number}"
    assert stranger.post(f"{path}/watching").status_code == 404
    assert stranger.delete(f"{path}/watching").status_code == 404
    body = {"member": world.oskar.pk, "reason": "x"}
    assert stranger.post(f"{path}/escalation", body).status_code == 404
    assert stranger.delete(f"{path}/escalation").status_code == 404


def test_an_unproven_sender_is_told_of_and_vouched_for(world, program):
    mailbox = add_mailbox()
    mailbox.trusted_servers = ["mx.desk.example"]
    mailbox.save()
    fails = "mx.desk.example; spf=softfail smtp.mailfrom=x.example; dkim=none; dmarc=fail"
    number = arrive(mail(Authentication_Results=fails), mailbox).conversation_id
    tomasz, path = program(world.tomasz), f"/conversations/{number}"
    [doubt] = tomasz.get(f"{path}/doubts").json()["items"]
    assert doubt["address"] == "daniel.price@northwindads.example"
    assert (doubt["known"], doubt["is_client"]) == ("Daniel Price", True)
    told = tomasz.post(f"{path}/vouching", {"contact": doubt["contact"]}).json()
    assert told["contact"]["id"] == world.daniel.pk
    assert tomasz.get(f"{path}/doubts").json()["items"] == []
    assert tomasz.post(f"{path}/vouching", {"contact": 999_999}).status_code == 422
    stranger = program(world.oskar)
    body = {"contact": doubt["contact"]}
    assert stranger.post(f"/conversations/{world.payout.number}/vouching", body).status_code == 404
    assert stranger.get(f"/conversations/{world.payout.number}/doubts").status_code == 404

"""A fact reaches a real server, signed, once, and without a word that somebody wrote."""

import json
from datetime import timedelta

import pytest

from mainstay.automation.models import WebhookDelivery
from mainstay.automation.webhooks import actions, sending
from mainstay.automation.webhooks.feeding import write_deliveries
from mainstay.conversations import actions as conversations
from mainstay.core import clock
from mainstay.core.clock import now
from mainstay.core.models import Event

pytestmark = pytest.mark.django_db


def test_a_fact_is_told_signed(world, webhook, listener, tell):
    conversations.solve(world.payout, by=world.maya)
    tell()
    [told] = listener.told
    assert told["kind"] == "conversation.solved"
    assert told["subject"] == {"kind": "conversation", "id": world.payout.pk}
    assert told["actor"] == {"kind": "member", "id": str(world.maya.pk)}
    assert told["url"].endswith(f"/conversations/{world.payout.pk}/")
    assert listener.is_from_us(webhook.plain_secret)
    assert not listener.is_from_us("another secret")
    [(headers, _body)] = listener.heard
    assert headers["Mainstay-Delivery"] == told["id"]
    assert headers["Mainstay-Event"] == "conversation.solved"


def test_no_word_that_somebody_wrote_is_told(world, webhook, listener, tell):
    conversations.rename(world.payout, "A secret of Daniel", by=world.maya)
    conversations.note(world.payout, "He is ill", by=world.maya)
    tell()
    said = b"".join(body for _headers, body in listener.heard).decode()
    assert len(listener.heard) == 2
    for word in ("secret of Daniel", "payout is late", "ill", "Daniel"):
        assert word not in said
    [noted] = [each for each in listener.told if each["kind"] == "message.noted"]
    assert list(noted["facts"]) == ["message"]


def test_what_was_not_chosen_or_was_before_is_not_told(world, webhook, listener, tell):
    conversations.take(world.invoice, by=world.maya)
    tell()
    assert listener.heard == []


def test_a_department_is_told_its_own(world, listener, tell, deliver):
    deliver()
    actions.add(
        "Partner desk",
        listener.url,
        kinds=["conversation.solved"],
        departments=[world.partner],
        by=world.tomasz,
    )
    conversations.solve(world.payout, by=world.maya)
    conversations.solve(world.tracking, by=world.oskar)
    tell()
    assert [each["subject"]["id"] for each in listener.told] == [world.tracking.pk]


def test_the_answer_stands_in_the_log_and_is_cut(world, webhook, listener, tell):
    listener.answer = "спасибо\x00".encode() + b"x" * 5000
    conversations.solve(world.payout, by=world.maya)
    tell()
    [row] = WebhookDelivery.objects.all()
    assert (row.state, row.status, row.attempts) == ("delivered", 200, 1)
    assert row.response.startswith("спасибо")
    assert len(row.response.encode()) <= sending.MOST_KEPT + 5
    assert json.loads(row.body)["id"] == row.told_as


def test_reading_the_log_again_tells_nothing_twice(world, webhook, listener, tell):
    conversations.solve(world.payout, by=world.maya)
    tell()
    write_deliveries(list(Event.objects.all()))
    tell()
    assert len(listener.heard) == 1


def test_who_dies_before_the_answer_is_noted_tells_it_again_under_the_same_name(
    world, webhook, listener, deliver
):
    conversations.solve(world.payout, by=world.maya)
    deliver()
    [letter] = sending.claim()
    sending._try(letter)  # and here the process dies
    assert sending.claim() == []
    with clock.at(now() + timedelta(minutes=3)):
        assert sending.send_due() == 1
    names = [headers["Mainstay-Delivery"] for headers, _body in listener.heard]
    assert names == [letter.told_as, letter.told_as]
    assert WebhookDelivery.objects.get().state == "delivered"


def test_an_answer_that_comes_after_somebody_elses_changes_nothing(
    world, webhook, listener, deliver
):
    conversations.solve(world.payout, by=world.maya)
    deliver()
    [letter] = sending.claim()
    outcome = sending._try(letter)
    sending.note(outcome)
    listener.status = 500
    sending.note(sending._try(letter))
    assert WebhookDelivery.objects.get().state == "delivered"


def test_many_facts_are_one_job(world, webhook, listener, deliver):
    for n in range(30):
        conversations.rename(world.payout, f"Subject {n}", by=world.maya)
    deliver()
    ran = deliver()
    assert ran == 1
    assert len(listener.heard) == 30
    assert len({each["id"] for each in listener.told}) == 30

"""A program that does not listen is tried for a day, left in peace, and given up in the end."""

from datetime import timedelta

import pytest

from mainstay.automation.models import Webhook, WebhookDelivery
from mainstay.automation.webhooks import actions, sending
from mainstay.automation.webhooks.jobs import forget_old_deliveries, wake_sender
from mainstay.automation.webhooks.tests.conftest import again
from mainstay.conversations import actions as conversations
from mainstay.core import clock, log
from mainstay.core.clock import now
from mainstay.core.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(world, webhook, deliver):
    """One telling that is due."""
    conversations.solve(world.payout, by=world.maya)
    deliver()
    return WebhookDelivery.objects.get()


def test_a_refusal_is_tried_again_later_and_later(waiting, listener):
    listener.status, listener.answer = 500, b"broken"
    pauses, moment = [], now()
    for _try in range(30):
        with clock.at(moment):
            sending.send_due()
        waiting.refresh_from_db()
        if waiting.state == "failed":
            break
        pauses.append(round((waiting.due_at - moment).total_seconds()))
        moment = waiting.due_at
    assert pauses == list(sending.PAUSES)
    assert (waiting.status, waiting.response) == (500, "broken")
    assert timedelta(hours=18) < moment - waiting.begun_at <= timedelta(days=1)


def test_it_is_delivered_as_soon_as_it_listens_again(waiting, listener):
    listener.status = 500
    sending.send_due()
    assert again(waiting.webhook).failing_since
    listener.status = 204
    with clock.at(now() + timedelta(seconds=11)):
        sending.send_due()
    waiting.refresh_from_db()
    assert waiting.state == "delivered"
    assert again(waiting.webhook).failing_since is None


def test_an_address_out_of_reach_is_left_in_peace(world, waiting, listener, deliver):
    Webhook.objects.update(url="http://127.0.0.1:9999/")
    conversations.reopen(world.payout, by=world.maya)
    deliver()
    found = again(waiting.webhook)
    assert found.failures >= 1
    assert found.resting_until > now()
    tried = sum(WebhookDelivery.objects.values_list("attempts", flat=True))
    sending.send_due()
    assert sum(WebhookDelivery.objects.values_list("attempts", flat=True)) == tried
    waiting.refresh_from_db()
    assert "does not take connections" in waiting.error


def test_one_that_is_away_does_not_delay_another(world, waiting, listener, deliver):
    Webhook.objects.update(url="http://127.0.0.1:9999/")
    actions.add(
        "Other", listener.url, kinds=["conversation.reopened"], departments=[], by=world.tomasz
    )
    conversations.reopen(world.payout, by=world.maya)
    deliver()
    deliver()
    assert [each["kind"] for each in listener.told] == ["conversation.reopened"]


def test_an_address_that_has_become_private_is_not_asked(waiting, listener, settings):
    settings.ENV = settings.ENV.model_copy(update={"private_networks": ""})
    sending.send_due()
    waiting.refresh_from_db()
    assert "private network" in waiting.error
    assert listener.heard == []


def test_after_three_days_it_is_paused_and_says_so(waiting, listener):
    listener.status = 500
    sending.send_due()
    Webhook.objects.update(failing_since=now() - timedelta(days=3))
    with clock.at(now() + timedelta(seconds=11)):
        sending.send_due()
    found = again(waiting.webhook)
    assert not found.is_active
    last = log.timeline(found).last()
    assert (last.kind, last.facts) == ("webhook.given_up", {"name": "Billing", "days": 3})
    with clock.at(now() + timedelta(hours=1)):
        assert sending.send_due() == 0


def test_what_waited_is_told_when_it_goes_on(world, waiting, listener):
    actions.pause(waiting.webhook, by=world.tomasz)
    assert sending.send_due() == 0
    actions.resume(waiting.webhook, by=world.tomasz)
    assert sending.send_due() == 1
    assert len(listener.heard) == 1


def test_what_happens_while_it_is_paused_is_not_told(world, webhook, listener, tell):
    actions.pause(webhook, by=world.tomasz)
    conversations.solve(world.payout, by=world.maya)
    tell()
    actions.resume(webhook, by=world.tomasz)
    tell()
    assert listener.heard == []


def test_a_telling_is_replayed_under_its_name(world, waiting, listener, deliver):
    sending.send_due()
    actions.replay(waiting, by=world.tomasz)
    deliver()
    first, second = listener.told
    assert first == second
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("delivered", 1)


def test_one_that_failed_is_replayed_with_a_new_day_of_tries(world, waiting, listener):
    WebhookDelivery.objects.update(state="failed", attempts=8, begun_at=now() - timedelta(days=2))
    actions.replay(waiting, by=world.tomasz)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("waiting", 0)
    listener.status = 500
    sending.send_due()
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_the_clock_wakes_the_sender_for_what_is_due_only(world, waiting, listener, deliver):
    deliver()
    wake_sender()
    assert deliver() == 0
    WebhookDelivery.objects.update(state="waiting", delivered_at=None, due_at=now())
    wake_sender()
    assert deliver() == 1
    assert len(listener.heard) == 2


def test_the_log_is_forgotten_after_thirty_days(waiting):
    assert forget_old_deliveries() == 0
    with clock.at(now() + timedelta(days=31)):
        assert forget_old_deliveries() == 1
    assert not WebhookDelivery.objects.exists()


def test_one_that_was_removed_meanwhile_is_no_error(world, waiting, listener):
    [letter] = sending.claim()
    outcome = sending._try(letter)
    actions.remove(waiting.webhook, by=world.tomasz)
    sending.note(outcome)
    assert not WebhookDelivery.objects.exists()


def test_a_paused_one_takes_no_trial(world, webhook):
    actions.pause(webhook, by=world.tomasz)
    with pytest.raises(Refused, match="It is paused"):
        actions.ping(webhook, by=world.tomasz)

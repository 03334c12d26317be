"""Webhooks are added, changed and removed by administrators, with a secret that is shown once."""

import pytest

from mainstay.automation.models import Webhook
from mainstay.automation.webhooks import actions, queries
from mainstay.automation.webhooks.tests.conftest import KINDS, again
from mainstay.core import log
from mainstay.core.errors import Refused

pytestmark = pytest.mark.django_db


def test_its_secret_lies_sealed(webhook):
    assert webhook.plain_secret.startswith("whsec_")
    assert webhook.plain_secret not in again(webhook).secret


def test_a_trial_goes_the_way_of_all_others(world, webhook, listener, deliver):
    actions.ping(webhook, by=world.tomasz)
    deliver()
    [told] = listener.told
    assert told["kind"] == "ping"
    assert listener.is_from_us(webhook.plain_secret)


def test_with_a_new_secret_the_old_one_is_good_for_nothing(world, webhook, listener, deliver):
    _webhook, secret = actions.renew_secret(webhook, by=world.tomasz)
    actions.ping(webhook, by=world.tomasz)
    deliver()
    assert listener.is_from_us(secret)
    assert not listener.is_from_us(webhook.plain_secret)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": " "}, "Give it a name"),
        ({"kinds": []}, "Choose at least one"),
        ({"kinds": ["conversation.eaten"]}, "Choose at least one"),
        ({"url": "https://10.0.0.1/"}, "private network"),
        ({"url": "https://169.254.169.254/"}, "private network"),
        ({"url": "http://8.8.8.8/"}, "https"),
        ({"url": "hooks"}, "whole address"),
    ],
)
def test_what_makes_no_sense_is_refused(world, listener, values, said):
    given = {"name": "x", "url": listener.url, "kinds": KINDS, "departments": []}
    with pytest.raises(Refused, match=said):
        actions.add(**{**given, **values}, by=world.tomasz)
    assert not Webhook.objects.exists()


def test_only_an_administrator_does_any_of_it(world, webhook):
    values = {"name": "x", "url": webhook.url, "kinds": KINDS, "departments": []}
    for act in (
        lambda: actions.add(**values, by=world.ines),
        lambda: actions.change(webhook, **values, by=world.ines),
        lambda: actions.renew_secret(webhook, by=world.ines),
        lambda: actions.pause(webhook, by=world.ines),
        lambda: actions.resume(webhook, by=world.ines),
        lambda: actions.ping(webhook, by=world.ines),
        lambda: actions.remove(webhook, by=world.ines),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            act()


def test_it_is_changed_and_says_so_once(world, webhook):
    values = {
        "name": "Books",
        "url": webhook.url,
        "kinds": ["conversation.solved"],
        "departments": [world.support],
    }
    for _time in range(2):
        changed = actions.change(webhook, **values, by=world.tomasz)
    assert (changed.name, changed.kinds) == ("Books", ["conversation.solved"])
    assert [each.kind for each in log.timeline(webhook)] == ["webhook.added", "webhook.changed"]


def test_there_is_a_most(world, webhook, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    with pytest.raises(Refused, match="are the most"):
        actions.add("x", webhook.url, kinds=KINDS, departments=[], by=world.tomasz)


def test_the_list_says_how_they_do(world, webhook, listener, deliver, django_assert_num_queries):
    actions.ping(webhook, by=world.tomasz)
    deliver()
    with django_assert_num_queries(2):
        [listed] = queries.webhooks()
    assert (listed.state, listed.delivered, listed.failed, listed.kinds) == ("good", 1, 0, 4)

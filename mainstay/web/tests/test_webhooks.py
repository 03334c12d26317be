"""Webhooks in the settings: added, tried, looked at, told again."""

import re

import pytest

from mainstay.automation.models import Webhook, WebhookDelivery
from mainstay.automation.webhooks import actions
from mainstay.core.clock import now

pytestmark = pytest.mark.django_db
FORM = {
    "name": "محاسبة",
    "url": "https://billing.invalid/hooks",
    "kinds": ["conversation.solved", "message.noted"],
}


@pytest.fixture
def webhook(world):
    made, _secret = actions.add(
        "Billing",
        FORM["url"],
        kinds=["conversation.solved"],
        departments=[],
        by=world.tomasz,
    )
    return made


@pytest.fixture
def told(webhook):
    return WebhookDelivery.objects.create(
        webhook=webhook,
        told_as="fact-7",
        kind="conversation.solved",
        body='{"id": "fact-7"}',
        state="failed",
        attempts=8,
        tried_at=now(),
        status=500,
        response="<script>alert(1)</script>",
    )


def page(browser, path):
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_list_says_what_it_is_for(as_tomasz):
    assert "Tell another program what happens" in page(as_tomasz, "/webhooks/")


def test_it_is_added_with_a_secret_that_is_shown_once(as_tomasz):
    shown = as_tomasz.post("/webhooks/new/", FORM).content.decode()
    assert len(set(re.findall(r"whsec_[\w-]{43}", shown))) == 1
    made = Webhook.objects.get()
    assert (made.name, made.kinds) == (FORM["name"], FORM["kinds"])
    assert "whsec_" not in page(as_tomasz, f"/webhooks/{made.pk}/")
    assert FORM["name"] in page(as_tomasz, "/webhooks/")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"url": "https://10.0.0.1/"}, "private network"),
        ({"kinds": []}, "Choose at least one thing to tell"),
        ({"name": ""}, "This field is required"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(as_tomasz, values, said):
    response = as_tomasz.post("/webhooks/new/", {**FORM, **values})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Webhook.objects.exists()


def test_it_is_changed(as_tomasz, webhook, world):
    values = {**FORM, "departments": [world.partner.pk]}
    assert as_tomasz.post(f"/webhooks/{webhook.pk}/", values).status_code == 302
    webhook.refresh_from_db()
    assert webhook.name == FORM["name"]
    assert list(webhook.departments.all()) == [world.partner]


def test_a_trial_stands_in_the_log_until_it_is_answered(as_tomasz, webhook):
    assert as_tomasz.post(f"/webhooks/{webhook.pk}/trial/").status_code == 302
    log = page(as_tomasz, f"/webhooks/{webhook.pk}/log/")
    assert "ping" in log
    assert 'hx-trigger="every 2s"' in log
    WebhookDelivery.objects.update(state="delivered", delivered_at=now(), status=200)
    assert "every 2s" not in page(as_tomasz, f"/webhooks/{webhook.pk}/log/")


def test_one_telling_is_shown_with_its_answer_as_text(as_tomasz, webhook, told):
    shown = page(as_tomasz, f"/webhooks/{webhook.pk}/deliveries/{told.pk}/")
    assert "fact-7" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown


def test_it_is_told_again(as_tomasz, webhook, told):
    path = f"/webhooks/{webhook.pk}/deliveries/{told.pk}/replay/"
    for _time in range(2):
        assert as_tomasz.post(path).status_code == 302
    told.refresh_from_db()
    assert (told.state, told.attempts) == ("waiting", 0)


def test_the_telling_of_another_webhook_is_not_there(as_tomasz, world, webhook, told):
    other, _secret = actions.add(
        "Other", FORM["url"], kinds=["message.noted"], departments=[], by=world.tomasz
    )
    assert as_tomasz.get(f"/webhooks/{other.pk}/deliveries/{told.pk}/").status_code == 404


def test_it_is_paused_and_goes_on(as_tomasz, webhook):
    as_tomasz.post(f"/webhooks/{webhook.pk}/pause/")
    assert "Let it go on" in page(as_tomasz, f"/webhooks/{webhook.pk}/")
    as_tomasz.post(f"/webhooks/{webhook.pk}/resumption/")
    assert "Pause it" in page(as_tomasz, f"/webhooks/{webhook.pk}/")


def test_one_that_was_given_up_calls_for_somebody(as_tomasz, webhook):
    Webhook.objects.update(is_active=False, failing_since=now())
    assert "Nothing reached it, so it was paused" in page(as_tomasz, f"/webhooks/{webhook.pk}/")
    assert "Given up" in page(as_tomasz, "/webhooks/")


def test_a_new_secret_and_the_end_of_it(as_tomasz, webhook):
    assert "whsec_" in as_tomasz.post(f"/webhooks/{webhook.pk}/secret/").content.decode()
    assert as_tomasz.post(f"/webhooks/{webhook.pk}/removal/").url == "/webhooks/"
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_only_administrators_come_here(request, who, webhook, told):
    browser = request.getfixturevalue(who)
    one = f"/webhooks/{webhook.pk}/"
    for path in ("/webhooks/", "/webhooks/new/", one, f"{one}log/", f"{one}deliveries/{told.pk}/"):
        assert browser.get(path).status_code == 403
    for noun in ("trial", "pause", "secret", "removal", f"deliveries/{told.pk}/replay"):
        assert browser.post(f"{one}{noun}/").status_code == 403
    assert "Webhooks" not in page(browser, "/profile/")


def test_a_link_changes_nothing(as_tomasz, webhook):
    for noun in ("trial", "pause", "resumption", "secret", "removal"):
        assert as_tomasz.get(f"/webhooks/{webhook.pk}/{noun}/").status_code == 405


def test_a_long_log_comes_in_pages(as_tomasz, webhook):
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            webhook=webhook, event_id=n, told_as=f"fact-{n}", kind="message.noted", body="{}"
        )
        for n in range(1, 56)
    )
    shown = page(as_tomasz, f"/webhooks/{webhook.pk}/")
    assert "fact-55" in shown
    assert "fact-3<" not in shown
    [older] = re.findall(r'href="([^"]*before=[^"]*)"', shown)
    assert "fact-3<" in page(as_tomasz, older.partition("#")[0])

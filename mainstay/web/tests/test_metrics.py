"""Numbers for Prometheus, told to who knows the token."""

from datetime import timedelta

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from mainstay.channels import intake
from mainstay.channels.mailboxes import arriving
from mainstay.channels.mailboxes.tests.mailboxes import ADDRESS, add_mailbox
from mainstay.channels.models import Mailbox
from mainstay.core.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def scrape(settings):
    settings.ENV = settings.ENV.model_copy(update={"metrics_token": SecretStr("open")})

    def scraped():
        response = Client().get("/metrics", headers={"Authorization": "Bearer open"})
        assert response.status_code == 200
        families = text_string_to_metric_families(response.content.decode())
        return {
            (sample.name, sample.labels.get("mailbox", "")): sample.value
            for family in families
            for sample in family.samples
        }

    return scraped


def test_nobody_without_the_token_is_told(settings, scrape):
    assert Client().get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 404


def test_each_mailbox_tells_what_came_and_what_lies_aside(scrape):
    mailbox, quiet = add_mailbox(), add_mailbox(address='"odd name"@desk.example')
    for content in (b"From: a@b.example\n\nHi", b""):
        arriving.keep_handed_over(content, [mailbox], "")
    raw_id = intake.store(b"", source="lmtp").raw_id
    intake.quarantine(raw_id, "empty", "Empty.")
    told = scrape()
    assert told["mainstay_mailbox_fetched_total", ADDRESS] == 2
    assert told["mainstay_mailbox_quarantined", ADDRESS] == 1
    assert told["mainstay_mailbox_fetched_total", quiet.address] == 0
    assert told["mainstay_mailbox_failing_since_seconds", ADDRESS] == 0


def test_a_failing_mailbox_tells_since_when(scrape):
    since = now() - timedelta(hours=1)
    add_mailbox()
    Mailbox.objects.update(last_error="No route.", failing_since=since)
    told = scrape()
    assert told["mainstay_mailbox_failing_since_seconds", ADDRESS] == pytest.approx(
        since.timestamp(), abs=1
    )


def test_spam_is_counted_apart_from_what_nobody_could_read(scrape):
    for cause in ("spam", "empty"):
        raw_id = intake.store(cause.encode(), source="receive").raw_id
        intake.quarantine(raw_id, cause, "")
    told = scrape()
    assert told["mainstay_mail_quarantined", ""] == told["mainstay_mail_spam", ""] == 1

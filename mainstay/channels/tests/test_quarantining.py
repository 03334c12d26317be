"""What cannot be understood is set aside with its cause, and may be tried again."""

import pytest
from django.db import IntegrityError

from mainstay.channels import events, intake
from mainstay.channels.models import RawMessage
from mainstay.core.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def raw_id() -> int:
    return intake.store(b"no mail at all", source="receive").raw_id


def test_it_is_set_aside_with_its_cause(raw_id):
    raw = intake.quarantine(raw_id, "no_headers", "This is no mail.")
    assert (raw.state, raw.cause, raw.explanation) == (
        "quarantined",
        "no_headers",
        "This is no mail.",
    )
    assert list(RawMessage.objects.quarantined()) == [raw]
    assert intake.waiting() == []


def test_setting_aside_leaves_a_fact_behind(raw_id):
    intake.quarantine(raw_id, "no_headers", "This is no mail.")
    event = Event.objects.get()
    assert (event.kind, event.subject_id) == (events.QUARANTINED.name, raw_id)
    assert event.facts == {"cause": "no_headers"}


def test_setting_aside_twice_is_one_setting_aside(raw_id):
    intake.quarantine(raw_id, "no_headers", "This is no mail.")
    raw = intake.quarantine(raw_id, "empty", "Another reason.")
    assert raw.cause == "no_headers"
    assert Event.objects.count() == 1


def test_what_was_taken_in_is_not_set_aside(raw_id):
    intake.mark(intake.claim(raw_id), RawMessage.State.TAKEN)
    assert intake.quarantine(raw_id, "empty", "Too late.").state == "taken"
    assert not Event.objects.exists()


def test_its_bytes_stay(raw_id):
    intake.quarantine(raw_id, "no_headers", "This is no mail.")
    assert intake.content_of(raw_id) == b"no mail at all"


def test_the_same_bytes_again_are_known(raw_id):
    intake.quarantine(raw_id, "no_headers", "This is no mail.")
    assert intake.store(b"no mail at all", source="import").is_new is False


def test_released_it_waits_again(raw_id):
    raw = intake.quarantine(raw_id, "no_headers", "This is no mail.")
    assert intake.release(raw)
    assert intake.waiting() == [raw_id]
    raw.refresh_from_db()
    assert (raw.cause, raw.explanation, raw.attempts) == ("", "", 1)


def test_only_what_is_set_aside_is_released(raw_id):
    raw = intake.quarantine(raw_id, "no_headers", "This is no mail.")
    intake.release(raw)
    assert not intake.release(raw)


def test_the_database_keeps_nothing_aside_without_a_cause(raw_id):
    with pytest.raises(IntegrityError, match="raw_message_has_a_cause"):
        RawMessage.objects.filter(pk=raw_id).update(state="quarantined")

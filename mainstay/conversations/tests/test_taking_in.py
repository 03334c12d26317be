"""What is stored is taken in, also when whoever stored it is gone."""

from datetime import timedelta

import pytest

from mainstay.channels import intake
from mainstay.channels.models import RawMessage
from mainstay.conversations import jobs
from mainstay.conversations.models import Message
from mainstay.core import clock

BYTES = b"From: daniel@northwindads.example\nSubject: Hello\nMessage-ID: <1@x>\n\nAre you there?\n"


@pytest.mark.django_db
def test_a_message_that_was_left_behind_is_taken_in(deliver):
    with clock.at(clock.now() - timedelta(minutes=5)):
        intake.store(BYTES, source="receive")
    jobs.take_in_what_was_left_behind()
    deliver()
    assert Message.objects.get().subject == "Hello"
    assert RawMessage.objects.get().state == RawMessage.State.TAKEN


@pytest.mark.django_db
def test_one_that_has_just_been_stored_is_left_to_whoever_stored_it(deliver):
    intake.store(BYTES, source="receive")
    jobs.take_in_what_was_left_behind()
    deliver()
    assert not Message.objects.exists()

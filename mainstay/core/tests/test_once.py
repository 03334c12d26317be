"""A once-key is used up once, whoever comes at the same time."""

import threading
import uuid

import pytest
from django.db import transaction

from mainstay.core import once
from mainstay.core.models import OnceKey

from .conftest import beside

pytestmark = pytest.mark.sql

KEY = uuid.UUID("11111111-1111-4111-8111-111111111111")


def test_a_free_key_is_used_up(db):
    assert once.claim(KEY) is None
    assert OnceKey.objects.get().key == KEY


def test_a_used_key_says_where_it_led(db):
    once.claim(KEY)
    once.remember(KEY, "/conversations/101/")
    assert once.claim(KEY) == "/conversations/101/"


def test_new_keys_differ():
    assert once.new_key() != once.new_key()


def test_the_second_sender_waits_and_is_led_to_the_same_place(transactional_db):
    is_claimed, may_commit = threading.Event(), threading.Event()
    led = []

    def first():
        with transaction.atomic():
            assert once.claim(KEY) is None
            is_claimed.set()
            assert may_commit.wait(20)
            once.remember(KEY, "/conversations/101/")

    def second():
        with transaction.atomic():
            led.append(once.claim(KEY))

    with beside(first):
        assert is_claimed.wait(20)
        with beside(second) as sender:
            sender.join(0.3)
            assert sender.is_alive()
            may_commit.set()
    assert led == ["/conversations/101/"]


def test_the_second_sender_does_it_when_the_first_was_rolled_back(transactional_db):
    is_claimed, may_end = threading.Event(), threading.Event()
    led = []

    def first():
        with transaction.atomic():
            once.claim(KEY)
            is_claimed.set()
            assert may_end.wait(20)
            transaction.set_rollback(True)

    def second():
        with transaction.atomic():
            led.append(once.claim(KEY))

    with beside(first):
        assert is_claimed.wait(20)
        with beside(second):
            may_end.set()
    assert led == [None]

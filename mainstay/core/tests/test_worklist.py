"""What waits for a person: put there once, moved, taken away."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mainstay.core import worklist
from mainstay.core.models import WorkItem

MAYA, OSKAR, SUPPORT, FINANCE = 1, 2, 10, 20


@pytest.fixture
def answer():
    return worklist.declare("switch.answer", "Somebody waits for an answer.")


def test_it_waits_for_whom_it_was_put(mailbox, answer):
    worklist.put(answer, mailbox, member_id=MAYA, department_id=SUPPORT)
    assert WorkItem.objects.waiting_for(MAYA, [SUPPORT]).count() == 1
    assert not WorkItem.objects.waiting_for(OSKAR, [SUPPORT]).exists()


def test_what_nobody_has_waits_for_the_department(mailbox, answer):
    worklist.put(answer, mailbox, department_id=SUPPORT)
    assert WorkItem.objects.waiting_for(OSKAR, [SUPPORT]).count() == 1
    assert not WorkItem.objects.waiting_for(OSKAR, [FINANCE]).exists()


def test_put_again_it_moves(mailbox, answer):
    worklist.put(answer, mailbox, member_id=MAYA)
    worklist.put(answer, mailbox, member_id=OSKAR)
    assert WorkItem.objects.get().member_id == OSKAR


def test_it_says_since_when_until_when_and_what_is_at_stake(mailbox, answer):
    due = timezone.now() + timedelta(hours=4)
    worklist.put(answer, mailbox, due_at=due, value=Decimal("120.50"), currency="EUR")
    item = WorkItem.objects.get()
    assert (item.due_at, item.value, item.currency) == (due, Decimal("120.50"), "EUR")
    assert item.since <= timezone.now()


def test_money_has_a_currency(mailbox, answer):
    with pytest.raises(IntegrityError), transaction.atomic():
        worklist.put(answer, mailbox, value=Decimal(5))


def test_taken_away_it_waits_no_longer(mailbox, answer):
    worklist.put(answer, mailbox, member_id=MAYA)
    worklist.take_away(answer, mailbox)
    worklist.take_away(answer, mailbox)
    assert not WorkItem.objects.exists()


def test_a_kind_says_its_reason(answer):
    assert worklist.kinds()["switch.answer"].reason == "Somebody waits for an answer."


def test_a_kind_is_declared_once(answer):
    with pytest.raises(ValueError, match="twice"):
        worklist.declare("switch.answer", "Again.")

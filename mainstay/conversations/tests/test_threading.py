"""Mails of one thread come together, in whatever order they arrive."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from mainstay.channels import intake
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Conversation, Message
from mainstay.conversations.tests.mails import arrive, mail

pytestmark = pytest.mark.sql

PARENT, CHILD, GRANDCHILD = (f"<{each}@client.example>" for each in ("first", "second", "third"))

parent = mail(PARENT, text="The question.")
child = mail(CHILD, text="A word more.", answers=PARENT)
grandchild = mail(GRANDCHILD, text="And another.", answers=CHILD, references=(PARENT, CHILD))


def test_a_child_joins_its_parent(world):
    first, second = arrive(parent), arrive(child)
    assert (second.outcome, second.conversation_id) == ("appended", first.conversation_id)


def test_a_late_parent_joins_its_child(world):
    first, second = arrive(child), arrive(parent)
    assert (second.outcome, second.conversation_id) == ("appended", first.conversation_id)


def test_a_grandchild_joins_by_its_references(world):
    first, second = arrive(parent), arrive(grandchild)
    assert second.conversation_id == first.conversation_id


def test_the_one_between_joins_both(world):
    first, second, third = arrive(parent), arrive(grandchild), arrive(child)
    assert {first.conversation_id, second.conversation_id} == {third.conversation_id}


def test_the_whole_thread_backwards_is_one_conversation(world):
    ids = {arrive(each).conversation_id for each in (grandchild, child, parent)}
    assert len(ids) == 1


def test_two_answers_to_a_mail_we_never_saw_are_together(world):
    unseen = "<lost@client.example>"
    first = arrive(mail("<a@client.example>", answers=unseen))
    second = arrive(mail("<b@client.example>", answers=unseen, text="From me too."))
    assert second.conversation_id == first.conversation_id


def test_the_same_subject_alone_is_no_thread(world):
    first = arrive(mail("<a@client.example>"))
    second = arrive(mail("<b@client.example>", subject="Re: Where is the report?"))
    assert second.conversation_id != first.conversation_id


def test_an_answer_to_a_reply_of_ours_joins_it(world):
    ours = world.payout.messages.get(kind="out")
    received = arrive(mail("<answer@client.example>", answers=ours.message_id))
    assert received.conversation_id == world.payout.pk


@pytest.mark.django_db(transaction=True)
def test_parent_and_child_at_the_same_moment_are_one_conversation():
    _at_the_same_moment(child, parent)
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_mail_by_two_ways_at_the_same_moment_is_one_message():
    _at_the_same_moment(parent, mail(PARENT, text="The question.", Received="from elsewhere"))
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_stored_mail_is_taken_in_by_one_of_many():
    raw_id = intake.store(parent, source="receive").raw_id
    results = []
    _all_at_once([lambda: results.append(take_in(raw_id))] * 4)
    assert [each.outcome for each in results if each] == ["conversation"]
    assert Message.objects.count() == 1


def _at_the_same_moment(first: bytes, second: bytes) -> None:
    """The second is taken in while the first is not yet committed."""
    first_id, second_id = (intake.store(raw, source="receive").raw_id for raw in (first, second))
    is_taken = threading.Event()

    def take_first() -> None:
        with transaction.atomic():
            take_in(first_id)
            is_taken.set()
            _wait_until(_somebody_waits)

    def take_second() -> None:
        is_taken.wait(10)
        take_in(second_id)

    _all_at_once([take_first, take_second])


def _all_at_once(works: list[Callable[[], object]]) -> None:
    errors = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert errors == []


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database()))"
        )
        return cursor.fetchone()[0]


def _wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until, "nobody waited"
        time.sleep(0.01)

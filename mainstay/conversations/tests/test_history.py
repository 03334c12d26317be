"""What was said and what happened, oldest first, in pages that lead back."""

from datetime import timedelta

import pytest

from mainstay.conversations import actions, history
from mainstay.conversations.history import Said
from mainstay.conversations.models import Message

pytestmark = pytest.mark.sql


def talk(conversation, times, *, every=timedelta(minutes=1)):
    """The client says many things; `every` is the time between two of them."""
    begun = conversation.last_message_at
    return Message.objects.bulk_create(
        Message(
            conversation=conversation,
            kind="in",
            contact=conversation.contact,
            text=f"Word {number}",
            at=begun + every * number,
        )
        for number in range(times)
    )


def pages(conversation):
    """All pages of a history, the newest first."""
    key, read = "", []
    while True:
        page = history.latest(conversation, key)
        read.append(page)
        key = page.earlier
        if not key:
            return read


def said(page):
    return [entry.id for entry in page.entries if isinstance(entry, Said)]


def told(page):
    return [entry.event_id for entry in page.entries if not isinstance(entry, Said)]


def test_words_and_facts_stand_in_the_order_of_time(world):
    latest = history.latest(world.payout)
    assert [entry.at for entry in latest.entries] == sorted(e.at for e in latest.entries)
    assert latest.earlier == ""
    assert len(said(latest)) == 3
    assert [entry.sentence for entry in latest.entries if not isinstance(entry, Said)] == [
        "Maya Brandt took this"
    ]


@pytest.mark.parametrize("every", [timedelta(minutes=1), timedelta(0)], ids=["apart", "at once"])
def test_250_messages_come_in_three_pages_and_each_once(world, every):
    talk(world.payout, 250, every=every)
    found = pages(world.payout)
    assert [len(said(page)) for page in found] == [100, 100, 53]
    everything = [pk for page in found for pk in said(page)]
    assert len(everything) == len(set(everything)) == 253


def test_every_fact_stands_on_one_page(world):
    everything = told(history.latest(world.payout))
    talk(world.payout, 250)
    actions.unassign(world.payout, by=world.maya)
    found = pages(world.payout)
    facts = [pk for page in reversed(found) for pk in told(page)]
    assert facts[:-1] == everything
    assert len(facts) == len(set(facts))


def test_a_reply_that_was_taken_back_stays_to_be_seen(world):
    message = actions.reply(world.payout, "Too early", by=world.maya)
    actions.undo(message, by=world.maya)
    last = [e for e in history.latest(world.payout).entries if isinstance(e, Said)][-1]
    assert (last.text, last.undone_at is not None) == ("Too early", True)


def test_the_number_of_queries_does_not_grow_with_what_was_said(
    world, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(6) as few:
        history.latest(world.payout)
    talk(world.payout, 90)
    with django_assert_num_queries(len(few.captured_queries)):
        history.latest(world.payout)


def test_html_is_not_read_for_the_timeline(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as asked:
        latest = history.latest(world.payout)
    assert not latest.entries[0].has_html
    column = '"conversations_message"."html",'
    assert not any(column in each["sql"] for each in asked.captured_queries)

"""A reply to what is done: it opens again for two weeks, later another conversation follows."""

from datetime import timedelta

import pytest

from mainstay.conversations import actions, events
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import answer_of_the_client, conversation_of
from mainstay.core.clock import now


@pytest.fixture
def closed(world):
    """Solved and closed, in another department than where new mail arrives."""
    actions.move(world.sign_in, world.partner, by=world.tomasz)
    return actions.close(world.sign_in, by=world.tomasz)


def closed_before(conversation, **ago):
    Conversation.objects.filter(pk=conversation.pk).update(since=now() - timedelta(**ago))


def test_a_reply_opens_what_was_solved_long_ago(world):
    closed_before(world.sign_in, days=90)
    received = answer_of_the_client(world.sign_in, "<again@northwindads.example>")
    assert (received.outcome, received.conversation_id) == ("appended", world.sign_in.pk)
    assert conversation_of(received).state == "open"


def test_a_reply_within_two_weeks_opens_what_was_closed(closed):
    closed_before(closed, days=13, hours=23)
    received = answer_of_the_client(closed, "<again@northwindads.example>")
    assert received.conversation_id == closed.pk
    assert conversation_of(received).state == "open"


def test_a_later_reply_begins_one_that_follows_it(world, closed, facts):
    actions.call_it(closed, "problem", by=world.tomasz)
    closed_before(closed, days=14, hours=1)
    received = answer_of_the_client(closed, "<again@northwindads.example>")
    new = conversation_of(received)
    assert received.outcome == "conversation"
    assert (new.follows, new.department, new.kind) == (closed, world.partner, "problem")
    assert (new.state, new.contact, new.is_first_contact) == ("open", world.daniel, False)
    assert Conversation.objects.get(pk=closed.pk).state == "closed"
    assert facts(closed)[-1] == events.FOLLOWED_UP.name


def test_whatever_answers_the_old_one_then_joins_what_followed(closed):
    closed_before(closed, days=30)
    first = answer_of_the_client(closed, "<again@northwindads.example>")
    second = answer_of_the_client(closed, "<and-again@northwindads.example>")
    third = answer_of_the_client(conversation_of(first), "<third@northwindads.example>")
    assert second.outcome == third.outcome == "appended"
    assert first.conversation_id == second.conversation_id == third.conversation_id


def test_what_followed_may_be_over_too(world, closed):
    closed_before(closed, days=90)
    first = conversation_of(answer_of_the_client(closed, "<again@northwindads.example>"))
    actions.solve(first, by=world.tomasz)
    actions.close(first, by=world.tomasz)
    closed_before(first, days=30)
    second = conversation_of(answer_of_the_client(closed, "<and-again@northwindads.example>"))
    assert second.follows == first


def test_an_automatic_answer_neither_opens_nor_follows(closed):
    closed_before(closed, days=30)
    received = answer_of_the_client(
        closed, "<auto@northwindads.example>", Auto_Submitted="auto-replied"
    )
    assert (received.outcome, received.conversation_id) == ("appended", closed.pk)
    assert conversation_of(received).state == "closed"

"""Somebody writes while an answer is being written."""

import threading
from functools import partial

import pytest
from django.db import connection

from mainstay.conversations import actions
from mainstay.conversations.actions import Overtaken
from mainstay.conversations.models import Message
from mainstay.conversations.tests.mails import answer_of_the_client
from mainstay.core.errors import Refused


def newest(world):
    return Message.objects.filter(conversation=world.payout).order_by("id").last().pk


def answer(world, seen, by=None):
    return actions.reply(world.payout, "Mine", by=by or world.maya, seen_message_id=seen)


def test_the_clients_message_stops_the_answer_once(world):
    seen = newest(world)
    answer_of_the_client(world.payout, "<more@client.example>", text="It has come.")
    with pytest.raises(Overtaken, match="something arrived") as stopped:
        answer(world, seen)
    assert [each.text for each in stopped.value.messages] == ["It has come."]
    assert answer(world, newest(world)).text == "Mine"


def test_a_colleagues_reply_stops_it_too(world):
    seen = newest(world)
    actions.reply(world.payout, "Theirs", by=world.ines)
    with pytest.raises(Overtaken) as stopped:
        answer(world, seen)
    assert [each.member for each in stopped.value.messages] == [world.ines]


def test_several_are_counted(world):
    seen = newest(world)
    for number in range(3):
        answer_of_the_client(world.payout, f"<{number}@client.example>", text=str(number))
    with pytest.raises(Overtaken, match="3 messages arrived"):
        answer(world, seen)


def test_notes_own_words_machines_and_what_was_taken_back_stop_nothing(world):
    seen = newest(world)
    actions.note(world.payout, "A note", by=world.ines)
    actions.reply(world.payout, "My own", by=world.maya)
    actions.undo(actions.reply(world.payout, "Too early", by=world.ines), by=world.ines)
    Message.objects.create(
        conversation=world.payout, kind="in", contact=world.daniel, mail_kind="auto_reply"
    )
    assert answer(world, seen)


def test_who_says_nothing_of_what_they_saw_is_not_asked(world):
    answer_of_the_client(world.payout, "<more@client.example>")
    assert actions.reply(world.payout, "Mine", by=world.maya)


def test_being_overtaken_is_a_refusal_with_a_sentence(world):
    assert issubclass(Overtaken, Refused)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_one_is_stopped(world):
    seen, outcomes = newest(world), []
    ready = threading.Barrier(2)

    def send(by):
        try:
            ready.wait(10)
            answer(world, seen, by)
            outcomes.append("sent")
        except Overtaken as stopped:
            outcomes.append(stopped.messages[0].text)
        finally:
            connection.close()

    threads = [threading.Thread(target=partial(send, by)) for by in (world.maya, world.ines)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["Mine", "sent"]

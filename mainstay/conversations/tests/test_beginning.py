"""We write first."""

import pytest

from mainstay.conversations import actions, events
from mainstay.conversations.tests.mails import answer_of_the_client
from mainstay.core.errors import Refused
from mainstay.core.models import WorkItem


def begun(world):
    return actions.begin(world.claire, "  The link\n of May ", world.support, by=world.maya)


def test_it_begins_with_nothing_said(world):
    conversation = begun(world)
    assert conversation.subject == "The link of May"
    assert conversation.organisation == world.journal
    assert conversation.language == "fr"
    assert not conversation.messages.exists()


def test_nobody_waits_for_us_in_it(world):
    conversation = begun(world)
    assert conversation.state == "waiting"
    assert not WorkItem.objects.filter(subject_id=conversation.pk).exists()


def test_beginning_leaves_a_fact_behind(world, facts):
    assert facts(begun(world)) == [events.BEGUN.name]


def test_the_first_mail_answers_nothing(world):
    sent = actions.reply(begun(world), "Bonjour Claire.", by=world.maya).outbound
    assert sent.to == [["Claire Fabre", "claire.fabre@lejournaldusud.example"]]
    assert sent.subject == "The link of May"
    assert (sent.in_reply_to, sent.references) == ("", [])


def test_the_answer_to_the_first_mail_joins_it(world):
    conversation = begun(world)
    actions.reply(conversation, "Bonjour Claire.", by=world.maya)
    received = answer_of_the_client(conversation, "<oui@client.example>")
    conversation.refresh_from_db()
    assert received.conversation_id == conversation.pk
    assert conversation.state == "open"


def test_without_a_subject_it_is_refused(world):
    with pytest.raises(Refused, match="needs a subject"):
        actions.begin(world.claire, " ", world.support, by=world.maya)


def test_who_may_only_read_cannot_begin(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.begin(world.claire, "Hello", world.support, by=world.ruth)

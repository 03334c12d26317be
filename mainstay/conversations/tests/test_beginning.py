"""We write first."""

import pytest

from mainstay.channels.mailboxes import brands
from mainstay.channels.mailboxes.actions import pause, remove
from mainstay.channels.mailboxes.tests.mailboxes import add_mailbox
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
    assert sent.in_reply_to == ""


def test_the_answer_to_the_first_mail_joins_it(world):
    conversation = begun(world)
    actions.reply(conversation, "Bonjour Claire.", by=world.maya)
    received = answer_of_the_client(conversation, "<oui@client.example>")
    conversation.refresh_from_db()
    assert received.conversation_id == conversation.pk
    assert conversation.state == "open"


def test_it_leaves_by_the_mailbox_that_was_chosen(world):
    add_mailbox(address="a@desk.example", department=world.support)
    brand = brands.add("Northlight", "Northlight Ltd", [], by=world.tomasz)
    chosen = add_mailbox(address="b@desk.example", brand=brand)
    conversation = actions.begin(
        world.claire, "Hello", world.support, by=world.maya, mailbox=chosen
    )
    sent = actions.reply(conversation, "Bonjour.", by=world.maya).outbound
    assert (sent.mailbox, conversation.brand) == (chosen, brand)
    assert sent.sender[1] == "b@desk.example"


def test_without_a_choice_it_leaves_by_one_of_the_department(world):
    add_mailbox(address="a@desk.example")
    own = add_mailbox(address="b@desk.example", department=world.support)
    assert actions.reply(begun(world), "Bonjour.", by=world.maya).outbound.mailbox == own


def test_a_mailbox_of_other_departments_is_refused(world):
    theirs = add_mailbox(department=world.oskar.departments.get())
    with pytest.raises(Refused, match="another mailbox"):
        actions.begin(world.claire, "Hello", world.support, by=world.maya, mailbox=theirs)
    assert actions.begin(
        world.claire, "Hello", world.support, by=world.tomasz, mailbox=theirs
    ).mailbox_id


def test_a_mailbox_that_was_chosen_cannot_be_removed(world):
    chosen = add_mailbox()
    actions.begin(world.claire, "Hello", world.support, by=world.maya, mailbox=chosen)
    with pytest.raises(Refused, match="Pause it instead"):
        remove(chosen, by=world.tomasz)


def test_a_mailbox_that_rests_is_refused(world):
    resting = pause(add_mailbox(), by=world.tomasz)
    with pytest.raises(Refused, match="another mailbox"):
        actions.begin(world.claire, "Hello", world.support, by=world.maya, mailbox=resting)


def test_without_a_subject_it_is_refused(world):
    with pytest.raises(Refused, match="needs a subject"):
        actions.begin(world.claire, " ", world.support, by=world.maya)


def test_who_may_only_read_cannot_begin(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.begin(world.claire, "Hello", world.support, by=world.ruth)

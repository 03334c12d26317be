"""Messages that are another matter get a conversation of their own; others are linked."""

import pytest

from mainstay.conversations import actions, events
from mainstay.conversations.models import Conversation, Link
from mainstay.conversations.tests.asked import ask
from mainstay.conversations.tests.mails import arrive, mail
from mainstay.core.errors import Refused

FIRST, SECOND = "<split-one@x.example>", "<split-two@x.example>"


@pytest.fixture
def two_matters(world):
    received = arrive(mail(FIRST, text="Where is the report?"))
    arrive(mail(SECOND, text="И ещё: счёт неверный.", answers=FIRST))
    return Conversation.objects.get(pk=received.conversation_id)


def last_of(conversation):
    return conversation.messages.order_by("-id").first()


def test_what_is_split_off_stands_alone_and_gets_its_answers(world, two_matters, facts):
    moved = last_of(two_matters)
    made = actions.split(two_matters, [moved.pk], "Счёт", by=world.maya)
    assert list(made.messages.all()) == [moved]
    assert two_matters.messages.count() == 1
    assert (made.subject, made.contact, made.state) == ("Счёт", two_matters.contact, "open")
    assert arrive(mail("<s3@x.example>", answers=SECOND)).conversation_id == made.pk
    assert arrive(mail("<s4@x.example>", answers=FIRST)).conversation_id == two_matters.pk
    assert facts(two_matters)[0] == events.SPLIT_OFF.name
    assert facts(made)[0] == events.BEGAN_BY_SPLIT.name
    assert Link.objects.get(second=made).kind == "split"


def test_without_a_subject_it_takes_that_of_its_first_mail(world, two_matters):
    made = actions.split(two_matters, [last_of(two_matters).pk], by=world.maya)
    assert made.subject == "Where is the report?"


def test_twice_is_once(world, two_matters):
    chosen = [last_of(two_matters).pk]
    made = actions.split(two_matters, chosen, by=world.maya)
    assert actions.split(two_matters, chosen, by=world.maya) == made


def test_taken_back_everything_is_where_it_was(world, two_matters):
    said = set(two_matters.messages.all())
    made = actions.split(two_matters, [last_of(two_matters).pk], by=world.maya)
    actions.unsplit(made, by=world.maya)
    assert set(two_matters.messages.all()) == said
    assert arrive(mail("<s5@x.example>", answers=SECOND)).conversation_id == two_matters.pk


def test_what_cannot_be_split(world, two_matters):
    every = list(two_matters.messages.values_list("pk", flat=True))
    noted = actions.note(two_matters, "Hm", by=world.maya)
    elsewhere = world.payout.messages.first().pk
    for ids, sentence in (
        ([], "Choose messages"),
        ([elsewhere], "Choose messages"),
        ([noted.pk], "message of the client"),
        (every, "has to stay"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.split(two_matters, ids, by=world.maya)
    with pytest.raises(Refused, match="read here"):
        actions.split(two_matters, every[1:], by=world.ruth)
    with pytest.raises(Refused, match="own conversation"):
        actions.split(ask(world), every[1:], by=world.maya)
    with pytest.raises(Refused, match="not split off"):
        actions.unsplit(two_matters, by=world.maya)


def test_two_are_linked_and_unlinked_whichever_one_begins(world, two_matters, facts):
    made = actions.link(two_matters, world.payout, by=world.maya)
    assert actions.link(world.payout, two_matters, by=world.maya) == made
    actions.unlink(world.payout, two_matters, by=world.maya)
    actions.unlink(world.payout, two_matters, by=world.maya)
    assert facts(world.payout)[-2:] == [events.LINKED.name, events.UNLINKED.name]
    assert not Link.objects.exists()


def test_what_cannot_be_linked(world, two_matters):
    with pytest.raises(Refused, match="same one"):
        actions.link(two_matters, two_matters, by=world.maya)
    with pytest.raises(Refused, match="do not see"):
        actions.link(two_matters, world.tracking, by=world.maya)
    with pytest.raises(Refused, match="belongs to another"):
        actions.link(two_matters, ask(world), by=world.maya)
    with pytest.raises(Refused, match="read here"):
        actions.link(two_matters, world.payout, by=world.ruth)
    made = actions.split(two_matters, [last_of(two_matters).pk], by=world.maya)
    with pytest.raises(Refused, match="split off"):
        actions.unlink(two_matters, made, by=world.maya)

"""Answers that arrived before their question come together with it, whatever it answers itself."""

from mainstay.conversations import actions, queries
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import answer_of_the_client, arrive, conversation_of, mail
from mainstay.core.log import tell, timeline

FIRST, SECOND, THIRD, FOURTH = (f"<{each}@client.example>" for each in "abcd")

first = mail(FIRST, text="The question.")
second = mail(SECOND, text="A word more.", answers=FIRST)
third = mail(THIRD, text="And another.", answers=SECOND)


def test_the_one_between_brings_both_ends_together(world):
    beginning, early = arrive(first), arrive(third)
    assert early.outcome == "conversation"
    assert arrive(second).conversation_id == beginning.conversation_id
    together = conversation_of(beginning)
    assert [message.message_id for message in together.messages.order_by("id")] == [
        FIRST,
        THIRD,
        SECOND,
    ]


def test_the_early_one_is_closed_and_says_where_it_went_on(world):
    beginning, early = arrive(first), arrive(third)
    arrive(second)
    merged = conversation_of(early)
    assert (merged.state, merged.merged_into_id) == ("closed", beginning.conversation_id)
    assert str(beginning.conversation_id) in tell(timeline(merged))[-1].sentence


def test_it_is_in_no_list_any_more(world):
    arrive(first)
    early = arrive(third)
    arrive(second)
    listed = [
        row.id for shelf in queries.SHELVES for row in queries.inbox(world.ines, "all", shelf).rows
    ]
    assert early.conversation_id not in listed


def test_what_answers_the_early_one_later_finds_the_way(world):
    beginning = arrive(first)
    arrive(third)
    arrive(second)
    assert arrive(mail(FOURTH, answers=THIRD)).conversation_id == beginning.conversation_id


def test_what_somebody_has_taken_stays_where_it_is(world):
    arrive(first)
    early = arrive(third)
    actions.take(conversation_of(early), by=world.maya)
    arrive(second)
    assert conversation_of(early).merged_into_id is None
    assert conversation_of(early).messages.count() == 1


def test_what_another_department_has_stays_there(world):
    arrive(first)
    early = arrive(third)
    elsewhere = world.oskar.department_ids[0]
    Conversation.objects.filter(pk=early.conversation_id).update(department_id=elsewhere)
    arrive(second)
    assert conversation_of(early).merged_into_id is None


def test_an_answer_that_names_two_conversations_joins_the_nearer_and_merges_nothing(world):
    other = arrive(mail(FOURTH, text="Another matter."))
    beginning = arrive(first)
    both = arrive(mail("<both@client.example>", answers=FIRST, references=(FOURTH, FIRST)))
    assert both.conversation_id == beginning.conversation_id
    assert conversation_of(other).merged_into_id is None
    assert answer_of_the_client(conversation_of(other), "<e@client.example>").outcome == "appended"

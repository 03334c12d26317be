"""What a client answers counts once, may be changed, and has its consequences."""

from datetime import timedelta

import pytest

from mainstay.clients.models import Contact
from mainstay.conversations import actions as conversations
from mainstay.conversations import events as conversation_events
from mainstay.conversations.models import Conversation
from mainstay.core import clock, personal
from mainstay.core.errors import Refused
from mainstay.core.log import tell, timeline
from mainstay.core.models import Event, WorkItem
from mainstay.surveys import actions, events, links, work
from mainstay.surveys.actions import Answer
from mainstay.surveys.models import Concern, RatingRequest


@pytest.fixture
def asked(solved):
    return actions.ask(solved)


def sentences(conversation):
    return [told.sentence for told in tell(timeline(conversation))]


def waiting(member):
    return WorkItem.objects.filter(kind=work.UNHAPPY.name, member_id=member.pk).count()


def test_a_rating_stands_on_the_timeline_in_words(solved, asked):
    actions.answer(asked, Answer(True, 4, "Quick,\r\nthank you"))
    said = sentences(solved)
    assert "Daniel Price rates this 4 of 5, good" in said
    assert "Daniel Price says that it is settled" in said
    assert "Daniel Price says: “Quick,\nthank you”" in said


def test_confirmed_it_is_closed(solved, asked):
    actions.answer(asked, Answer(settled=True))
    solved.refresh_from_db()
    assert solved.state == "closed"


def test_not_settled_opens_it_again_by_the_client(world, solved, asked):
    answered = actions.answer(asked, Answer(settled=False))
    solved.refresh_from_db()
    assert (solved.state, answered.reopened) == ("open", True)
    fact = timeline(solved).get(kind=conversation_events.REOPENED.name)
    assert (fact.actor_kind, fact.actor_id) == ("contact", str(world.daniel.pk))


def test_not_settled_opens_what_silence_has_closed(solved, asked):
    with clock.at(clock.now() + timedelta(days=8)):
        actions.close_silent(solved)
        actions.answer(asked, Answer(settled=False))
    solved.refresh_from_db()
    assert solved.is_open


def test_not_settled_opens_what_it_went_into(world, solved, asked):
    conversations.solve(world.invoice, by=world.maya)
    Conversation.objects.filter(pk=solved.pk).update(merged_into=world.invoice, state="closed")
    actions.answer(asked, Answer(settled=False))
    world.invoice.refresh_from_db()
    solved.refresh_from_db()
    assert (world.invoice.state, solved.state) == ("open", "closed")


def test_a_score_alone_changes_no_state(solved, asked):
    actions.answer(asked, Answer(score=5))
    solved.refresh_from_db()
    assert solved.state == "solved"


def test_the_same_answer_twice_is_one(solved, asked):
    first = actions.answer(asked, Answer(True, 4, "Good"))
    facts = timeline(solved).count()
    second = actions.answer(asked, Answer(True, 4, "Good"))
    assert second.answered_at == first.answered_at
    assert timeline(solved).count() == facts


def test_a_changed_answer_counts_as_it_is_now_and_both_are_told(solved, asked):
    actions.answer(asked, Answer(score=2, comment="Slow"))
    actions.answer(asked, Answer(score=5))
    asked.refresh_from_db()
    assert (asked.score, asked.comment) == (5, "Slow")
    assert timeline(solved).filter(kind=events.RATED.name).count() == 2
    assert timeline(solved).filter(kind=events.COMMENTED.name).count() == 1


def test_who_thinks_better_of_it_closes_nothing_that_is_open_again(solved, asked):
    actions.answer(asked, Answer(settled=False))
    actions.answer(asked, Answer(settled=True))
    solved.refresh_from_db()
    assert solved.is_open


@pytest.mark.parametrize("given", [Answer(settled=False), Answer(score=2), Answer(True, 1)])
def test_unhappy_it_comes_to_who_has_it_and_to_the_lead(world, asked, given):
    actions.answer(asked, given)
    assert (waiting(world.maya), waiting(world.ines)) == (1, 1)
    assert (waiting(world.oskar), waiting(world.tomasz), waiting(world.ruth)) == (0, 0, 0)


def test_happy_it_comes_to_nobody(asked):
    actions.answer(asked, Answer(True, 3))
    assert not Concern.objects.exists()


def test_happier_than_before_nobody_need_look(world, asked):
    actions.answer(asked, Answer(score=1))
    actions.answer(asked, Answer(score=4))
    assert waiting(world.maya) == 0
    assert not Concern.objects.filter(settled_at__isnull=True).exists()


def test_who_has_looked_at_it_is_done_and_the_others_are_not(world, solved, asked):
    actions.answer(asked, Answer(score=1))
    for _time in range(2):
        actions.look_at(asked, by=world.maya)
    assert (waiting(world.maya), waiting(world.ines)) == (0, 1)
    assert timeline(solved).filter(kind=events.LOOKED_AT.name).count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Answer(), "one of the two"),
        (Answer(comment="Words alone"), "one of the two"),
        (Answer(score=0), "1 to 5"),
        (Answer(score=6), "1 to 5"),
        (Answer(True, 5, "x" * 2001), "longer than 2000"),
    ],
)
def test_what_makes_no_sense_is_refused(asked, given, said):
    with pytest.raises(Refused, match=said):
        actions.answer(asked, given)


def test_words_of_other_scripts_are_kept_as_they_are(asked):
    actions.answer(asked, Answer(score=5, comment="شكرا جزيلا \u202eexe\x00.txt"))
    asked.refresh_from_db()
    assert asked.comment == "شكرا جزيلا \u202eexe.txt"


def test_after_thirty_days_the_link_is_shut(asked):
    with clock.at(asked.sent_at + timedelta(days=30)), pytest.raises(Refused, match="no longer"):
        actions.answer(asked, Answer(score=5))


def test_a_guessed_token_finds_nothing(asked):
    assert actions.find("") is None
    assert actions.find(links.new_token()) is None
    assert actions.find(asked.token_hash) is None


def test_an_erased_person_has_no_link_any_more_and_their_words_are_gone(world, solved, asked):
    actions.answer(asked, Answer(score=1, comment="Ask Daniel Price of Northwind"))
    personal.erase(world.daniel.pk)
    asked.refresh_from_db()
    assert (asked.score, asked.comment) == (1, "")
    assert Contact.objects.get(pk=world.daniel.pk).erased_at
    with pytest.raises(Refused):
        actions.answer(asked, Answer(score=2))
    fact = Event.objects.get(kind=events.COMMENTED.name)
    assert fact.facts == {"comment": None}
    assert "Ask Daniel" not in " ".join(sentences(solved))


def test_their_answers_are_handed_out(world, solved, asked):
    actions.answer(asked, Answer(False, 2, "Too slow"))
    [row] = personal.export(world.daniel.pk)["surveys"]
    assert (row["conversation"], row["settled"], row["score"]) == (solved.pk, False, 2)
    assert row["comment"] == "Too slow"


def test_only_who_sees_the_conversation_sees_its_rating(world, asked):
    assert RatingRequest.objects.visible_to(world.maya).get() == asked
    assert not RatingRequest.objects.visible_to(world.oskar).exists()

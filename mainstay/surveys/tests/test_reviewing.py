"""Leads review a sample that nobody chose, first contacts first, and never their own."""

from datetime import date, timedelta

import pytest

from mainstay.conversations import actions as conversations
from mainstay.conversations.models import Conversation
from mainstay.core import clock, personal
from mainstay.core.errors import Refused
from mainstay.core.log import timeline
from mainstay.core.models import Event
from mainstay.surveys import actions, events, queries
from mainstay.surveys.actions.sampling import PER_MEMBER
from mainstay.surveys.models import Review, Sampled
from mainstay.surveys.weeks import begins_at

MONDAY = date(2026, 3, 2)
FULLY = {"solution": 3, "guidelines": 3, "needs": 3}


@pytest.fixture
def finish(world):
    """`finish(maya, 5)`: so many conversations that she answered and closed in that week."""

    def some(member, times=1, department=None, **about):
        made = []
        with clock.at(begins_at(MONDAY) + timedelta(days=2)):
            for _time in range(times):
                conversation = Conversation.objects.create(
                    subject="Done",
                    contact=world.daniel,
                    department=department or world.support,
                    assignee=member,
                )
                conversations.reply(conversation, "Done.", by=member, solve=True)
                Conversation.objects.filter(pk=conversation.pk).update(**about)
                made.append(conversation)
        return made

    return some


def drawn():
    return list(Sampled.objects.order_by("member", "place"))


def test_of_each_member_the_same_number_is_drawn(world, finish):
    finish(world.maya, 7)
    finish(world.ines, 1)
    assert actions.draw_sample(MONDAY) == PER_MEMBER + 1
    members = [each.member for each in drawn()]
    assert (members.count(world.maya), members.count(world.ines)) == (PER_MEMBER, 1)


def test_first_contacts_come_first(world, finish):
    finish(world.maya, 6)
    [first] = finish(world.maya, is_first_contact=True)
    actions.draw_sample(MONDAY)
    assert drawn()[0].conversation == first
    assert [each.is_first_contact for each in drawn()] == [True, False, False]


def test_who_draws_again_draws_the_same(world, finish):
    finish(world.maya, 9)
    actions.draw_sample(MONDAY)
    once = [each.conversation_id for each in drawn()]
    Sampled.objects.all().delete()
    actions.draw_sample(MONDAY + timedelta(days=3))
    assert [each.conversation_id for each in drawn()] == once


def test_a_week_is_drawn_once(world, finish):
    finish(world.maya)
    assert actions.draw_sample(MONDAY) == 1
    finish(world.maya)
    assert actions.draw_sample(MONDAY) == 0


def test_a_conversation_is_drawn_once_though_it_is_finished_again_later(world, finish):
    [conversation] = finish(world.maya)
    actions.draw_sample(MONDAY)
    finished_again = begins_at(MONDAY + timedelta(days=9))
    Conversation.objects.filter(pk=conversation.pk).update(since=finished_again)
    assert actions.draw_sample(MONDAY + timedelta(days=7)) == 0
    assert drawn()[0].conversation == conversation


@pytest.mark.parametrize(
    "about",
    [
        {"assignee": None},
        {"state": "open"},
        {"since": begins_at(MONDAY) - timedelta(seconds=1)},
        {"since": begins_at(MONDAY + timedelta(days=7))},
    ],
)
def test_what_is_not_finished_in_the_week_by_somebody_is_not_drawn(world, finish, about):
    finish(world.maya, **about)
    assert actions.draw_sample(MONDAY) == 0


def test_what_the_member_never_answered_is_not_drawn(world, finish):
    finish(world.ines, assignee=world.maya)
    assert actions.draw_sample(MONDAY) == 0


@pytest.fixture
def sampled(world, finish):
    finish(world.maya)
    actions.draw_sample(MONDAY)
    return Sampled.objects.get()


def test_a_review_is_written_and_stands_on_no_timeline_of_colleagues(world, sampled):
    found = actions.review(sampled, by=world.ines, **FULLY, comment="Keep the hour you named.")
    assert (found.member, found.reviewer) == (world.maya, world.ines)
    assert timeline(found).get().kind == events.REVIEWED.name
    about = timeline(sampled.conversation).filter(kind__startswith="review.")
    assert not about.exists()


def test_reviewed_twice_is_one_review_that_may_change(world, sampled):
    for _time in range(2):
        actions.review(sampled, by=world.ines, **FULLY)
    changed = actions.review(sampled, by=world.ines, **{**FULLY, "needs": 1})
    assert Review.objects.get() == changed
    assert changed.changed_at
    kinds = Event.objects.filter(kind__startswith="review.").values_list("kind", flat=True)
    assert sorted(kinds) == [events.REVIEW_CHANGED.name, events.REVIEWED.name]


def test_nobody_reviews_themselves(world, finish):
    finish(world.ines)
    actions.draw_sample(MONDAY)
    with pytest.raises(Refused, match="your own"):
        actions.review(Sampled.objects.get(), by=world.ines, **FULLY)
    assert not Sampled.objects.visible_to(world.ines).exists()
    assert Sampled.objects.visible_to(world.tomasz).count() == 1


@pytest.mark.parametrize("who", ["oskar", "ruth", "maya"])
def test_who_is_no_lead_reviews_nobody(world, sampled, who):
    member = world.members[who]
    with pytest.raises(Refused):
        actions.review(sampled, by=member, **FULLY)
    assert not Sampled.objects.visible_to(member).exists()


def test_a_lead_reviews_no_other_department(world, finish):
    finish(world.oskar, department=world.partner)
    actions.draw_sample(MONDAY)
    assert not Sampled.objects.visible_to(world.ines).exists()
    with pytest.raises(Refused, match="another department"):
        actions.review(Sampled.objects.get(), by=world.ines, **FULLY)


@pytest.mark.parametrize("wrong", [{"needs": 0}, {"needs": 4}, {"comment": "x" * 4001}])
def test_what_makes_no_sense_is_refused(world, sampled, wrong):
    with pytest.raises(Refused):
        actions.review(sampled, by=world.ines, **{**FULLY, **wrong})


def test_the_reviewed_reads_it_and_no_colleague_does(world, sampled):
    found = actions.review(sampled, by=world.ines, **FULLY)
    assert list(Review.objects.visible_to(world.maya)) == [found]
    assert list(Review.objects.visible_to(world.ines)) == [found]
    for who in (world.oskar, world.ruth):
        assert not Review.objects.visible_to(who).exists()
    assert queries.reviews_about(world.maya) == [found]
    assert queries.reviews_about(world.ines) == []


def test_the_list_of_a_lead_says_what_is_left(world, finish):
    finish(world.maya, 2)
    actions.draw_sample(MONDAY)
    first = Sampled.objects.order_by("place").first()
    actions.review(first, by=world.ines, **FULLY)
    listed = queries.sample(world.ines, MONDAY)
    assert [each.is_reviewed for each in listed] == [False, True]
    assert queries.latest_sample(world.ines) == MONDAY
    assert queries.latest_sample(world.maya) is None


def test_an_erased_client_is_named_in_no_review(world, sampled):
    found = actions.review(sampled, by=world.ines, **FULLY, comment="Daniel waited. Price agreed.")
    personal.erase(world.daniel.pk)
    found.refresh_from_db()
    assert "Daniel" not in found.comment
    assert found.solution == 3

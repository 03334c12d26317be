"""The demo is told through the real doors, once, and leaves nothing to ring."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection, transaction

from mainstay.channels.models import Outbound, RawMessage
from mainstay.conversations import work
from mainstay.conversations.models import Conversation, Merge, Message
from mainstay.core import clock
from mainstay.core.models import Alarm, Event, FailedJob, WorkItem
from mainstay.demo.people import EVERYBODY
from mainstay.demo.stories import all_stories
from mainstay.demo.together import MERGED, PROBLEM, REPORTS
from mainstay.demo.world import PASSWORD, build, is_built
from mainstay.team.models import Member

STORIES = all_stories()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The whole demo, built once for this file and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)


@each_story
def test_each_story_ends_as_it_is_told(demo, story):
    conversation = demo.conversations[story.key]
    assert conversation.subject == story.subject
    assert conversation.state == ("closed" if story.key == MERGED[0] else story.ends)
    assert conversation.contact == demo.contacts[_met_first(story)]
    assignee = demo.members[story.assignee] if story.assignee else None
    assert conversation.assignee == assignee


@each_story
def test_each_turn_is_one_message_at_its_time(demo, story):
    said = list(_said_in(demo, story))
    turns = [turn for turn in story.turns if turn.text and not turn.is_beside]
    kinds = {"client": "in", "reply": "out", "note": "note", "handover": "note"}
    assert [message.kind for message in said] == [kinds[turn.kind] for turn in turns]
    for message, turn in zip(said, turns, strict=True):
        said_and_signed = f"{message.text} {message.signature} {message.quoted}"
        assert sorted(said_and_signed.split()) == sorted(turn.text.split())
        assert message.attachments.count() == len(turn.attachments)
        assert bool(message.html) == bool(turn.html)


def _said_in(demo, story):
    """What one story told, wherever its messages are now."""
    rows = Message.objects.order_by("at", "id")
    source, target = (demo.conversations[key] for key in MERGED)
    came = Merge.objects.get(source=source, target=target).message_ids
    if story.key == MERGED[0]:
        return rows.filter(pk__in=came)
    return rows.filter(conversation=demo.conversations[story.key]).exclude(pk__in=came)


def test_what_is_one_matter_was_brought_together(demo):
    source, target = (demo.conversations[key] for key in MERGED)
    assert source.merged_into == target
    assert demo.conversations[PROBLEM].reports.count() == len(REPORTS)


def test_every_conversation_is_a_story(demo):
    assert Conversation.objects.filter(side_of=None).count() == len(STORIES)


def test_who_is_asked_beside_a_story_has_their_own_conversation(demo):
    side = demo.removed_link.sides.get()
    assert (side.contact, side.state, side.side_party) == (demo.claire, "waiting", "publisher")
    assert [message.kind for message in side.messages.order_by("at")] == ["out", "in", "out"]
    states = sorted(side.state for side in Conversation.objects.filter(side_of__isnull=False))
    assert states == ["open", "waiting", "waiting", "waiting"]
    waiting = demo.conversations["article-too-short"]
    assert waiting.waiting_note == "Putri Maharani of Warta Pesisir"


def test_a_client_goes_on_by_telegram_in_the_conversation_that_a_mail_began(demo):
    said = demo.creative_refused.messages.order_by("at").values_list("channel", "kind")
    assert list(said) == [
        ("email", "in"),
        ("email", "out"),
        ("telegram", "in"),
        ("telegram", "out"),
    ]


def test_it_lies_in_the_past_and_ends_just_now(demo):
    moments = Message.objects.order_by("at").values_list("at", flat=True)
    assert clock.now() - moments.first() > timedelta(weeks=4)
    assert timedelta(minutes=3) < clock.now() - moments.last() < timedelta(hours=1)
    assert not Event.objects.filter(at__gt=clock.now()).exists()


def test_numbers_grow_with_time(demo):
    begun = Conversation.objects.order_by("created_at").values_list("pk", flat=True)
    assert list(begun) == sorted(begun)


def test_nothing_is_left_to_ring_or_to_run(demo):
    assert not Alarm.objects.exists()
    assert not FailedJob.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
        assert cursor.fetchone() == (0,)


def test_every_mail_came_in_and_left_long_ago(demo):
    assert set(RawMessage.objects.values_list("state", flat=True)) == {"taken"}
    assert set(Outbound.objects.values_list("state", flat=True)) == {"sent"}
    assert not Outbound.objects.filter(sent_at__gt=clock.now()).exists()


def test_only_what_is_open_waits_for_somebody(demo):
    waiting = WorkItem.objects.filter(kind=work.ANSWER.name).values_list("subject_id", flat=True)
    listed = Conversation.objects.listed()
    is_open = listed.filter(state="open").values_list("pk", flat=True)
    assert sorted(waiting) == sorted(is_open)


def test_everybody_signs_in_with_one_password(demo):
    assert Member.objects.count() == len(EVERYBODY.members)
    assert all(check_password(PASSWORD, member.password) for member in Member.objects.all())


def test_it_is_found_by_its_keys(demo):
    assert demo.maya.name == "Maya Brandt"
    assert demo.northwind.name == "Northwind Ads"
    assert demo.removed_link.contact == demo.daniel
    assert demo.finance.name == "Finance"
    with pytest.raises(AttributeError, match="no walter"):
        _ = demo.walter


def test_telling_it_again_changes_nothing(demo):
    before = Event.objects.count(), RawMessage.objects.count(), Outbound.objects.count()
    assert is_built()
    assert build() == demo
    assert (Event.objects.count(), RawMessage.objects.count(), Outbound.objects.count()) == before


def _met_first(story) -> str:
    first = story.turns[0]
    return first.who if first.kind == "client" else story.recipient(0)

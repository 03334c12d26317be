"""One conversation on the screen."""

import re
from datetime import timedelta

import pytest

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation, Message
from mainstay.core import personal
from mainstay.core.clock import now

PARTS = ["", "timeline/", "aside/"]


def address(conversation, part=""):
    return f"/conversations/{conversation.pk}/{part}"


@pytest.fixture
def long_talk(world):
    """250 further messages in the conversation about the payout."""
    begun = world.payout.last_message_at
    return Message.objects.bulk_create(
        Message(
            conversation=world.payout,
            kind="in",
            contact=world.daniel,
            text=f"Word {number}.",
            at=begun + timedelta(seconds=number),
        )
        for number in range(250)
    )


def test_it_shows_what_was_said_and_who_says_it(as_maya, world):
    text = as_maya.get(address(world.payout)).content.decode()
    for words in (
        "Our payout is late",
        "What did the bank say?",
        "Daniel Price",
        "Northwind Ads",
        "Maya Brandt took this",
        "Cannot sign in on my phone",  # their earlier conversation
    ):
        assert words in text


@pytest.mark.parametrize("part", PARTS)
def test_its_parts_are_only_read(as_maya, world, part):
    assert as_maya.get(address(world.payout, part)).status_code == 200
    assert as_maya.head(address(world.payout, part)).status_code == 200
    assert as_maya.post(address(world.payout, part)).status_code == 405


@pytest.mark.parametrize("part", PARTS)
def test_a_stranger_is_told_that_there_is_nothing(as_oskar, world, part):
    response = as_oskar.get(address(world.payout, part))
    assert response.status_code == 404
    assert "payout" not in response.content.decode()


def test_who_was_given_it_sees_it_in_any_department(as_oskar, world):
    Conversation.objects.filter(pk=world.payout.pk).update(assignee=world.oskar)
    assert as_oskar.get(address(world.payout)).status_code == 200


def test_who_may_only_read_has_nothing_to_press(as_ruth, world):
    text = as_ruth.get(address(world.payout)).content.decode()
    assert "You may read here" in text
    for part in ("messages/", "solution/", "assignment/", "department/", "subject/"):
        assert address(world.payout, part) not in text


def test_the_parts_are_the_same_as_in_the_page(as_maya, world):
    page = as_maya.get(address(world.payout)).content.decode()
    timeline = as_maya.get(address(world.payout, "timeline/")).content.decode()
    entries = re.findall(r'<li class="(?:message|fact)[^>]*>', timeline)
    assert len(entries) == 4
    assert all(entry in page for entry in entries)


def test_what_went_into_another_leads_there(as_maya, world):
    Conversation.objects.filter(pk=world.invoice.pk).update(
        state="closed", merged_into=world.payout
    )
    assert as_maya.get(address(world.invoice)).url == address(world.payout)
    response = as_maya.post(address(world.invoice, "messages/"), {"kind": "note", "body": "Here?"})
    assert response.url == address(world.payout)
    assert world.payout.messages.filter(text="Here?").exists()
    assert not world.invoice.messages.filter(text="Here?").exists()


def test_what_went_into_a_hidden_one_is_hidden(as_maya, world):
    Conversation.objects.filter(pk=world.invoice.pk).update(
        state="closed", merged_into=world.tracking
    )
    assert as_maya.get(address(world.invoice)).status_code == 404


def test_a_long_talk_leads_back_page_by_page(as_maya, world, long_talk):
    page, seen = address(world.payout), []
    while page:
        text = as_maya.get(page).content.decode()
        seen += re.findall(r"Word (\d+)\.", text.split('id="timeline"')[1])
        older = re.search(r'href="([^"]*before=[^"]*)"', text)
        page = older and older[1]
    numbers = [int(each) for each in seen]
    assert len(numbers) == len(set(numbers)) == 250
    assert numbers[0] == 150


@pytest.mark.parametrize("before", ["abc", "%00", "é", "W10", "A" * 8000])
def test_a_damaged_key_shows_the_end(as_maya, world, before):
    response = as_maya.get(f"{address(world.payout)}?before={before}")
    assert "What did the bank say?" in response.content.decode()


def test_words_from_right_to_left_find_their_direction(as_maya, world):
    actions.rename(world.payout, "أين الدفعة؟", by=world.maya)
    text = as_maya.get(address(world.payout)).content.decode()
    assert '<h1 dir="auto">أين الدفعة؟</h1>' in text
    assert '<span class="row__title" dir="auto">أين الدفعة؟</span>' in text


def test_a_conversation_of_an_erased_person_is_still_shown(as_maya, world):
    personal.erase(world.daniel.pk)
    response = as_maya.get(address(world.payout))
    assert response.status_code == 200
    assert "daniel.price@" not in response.content.decode()


def test_a_reply_that_failed_says_why_and_can_be_sent_again(as_maya, world):
    message = actions.reply(world.payout, "Now", by=world.maya)
    message.outbound.state, message.outbound.error = "failed", "550 <b>No such user</b>"
    message.outbound.save()
    text = as_maya.get(address(world.payout)).content.decode()
    assert "550 &lt;b&gt;No such user&lt;/b&gt;" in text
    assert f"/messages/{message.pk}/retry/" in text


def test_time_stands_still_when_the_clock_of_another_host_is_ahead(as_maya, world):
    Conversation.objects.filter(pk=world.payout.pk).update(since=now() + timedelta(minutes=3))
    assert "0 min" in as_maya.get("/inbox/").content.decode()


def test_the_list_beside_it_stays_when_something_was_done(as_maya, world):
    page = f"/conversations/{world.payout.pk}/"
    came_from = f"http://testserver{page}?box=all&shelf=solved&before=x"
    form = {"kind": "note", "body": "Seen", "send": "note"}
    answer = as_maya.post(f"{page}messages/", form, headers={"Referer": came_from})
    assert answer.url == f"{page}?box=all&shelf=solved"
    assert as_maya.post(f"{page}messages/", form).url == page


def test_the_count_over_the_list_comes_with_the_list(as_maya, world):
    again = as_maya.get("/inbox/list/?box=all", headers={"HX-Request": "true"}).content.decode()
    assert '<hx-partial hx-target="#inbox-count"' in again
    assert 'id="inbox-count"' in as_maya.get("/inbox/?box=all").content.decode()

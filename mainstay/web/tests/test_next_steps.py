"""The fold that tells what clients usually ask next, and the conversations behind its counts."""

from datetime import timedelta

import pytest

from mainstay.clients.models import Contact
from mainstay.conversations.models import Category, Conversation, Message
from mainstay.core.clock import now

HTMX = {"HX-Request": "true"}


@pytest.fixture
def topic(world):
    topic = Category.objects.create(name="Late <payout>")
    Conversation.objects.filter(pk=world.payout.pk).update(category=topic)
    return topic


@pytest.fixture
def history(world, topic):
    """`history(12, 3)`: twelve asked about the topic, three of them then about invoices."""

    def some(asked, followed):
        then = Category.objects.create(name="Missing invoice")
        for n in range(asked):
            at = now() - timedelta(days=40 + n / 10)
            who = Contact.objects.create(name=f"محمد {n}")
            begun = one(who, topic, at)
            at += timedelta(hours=1)
            Message.objects.create(conversation=begun, kind="out", member=world.maya, at=at)
            if n < followed:
                one(who, then, at + timedelta(days=2))
        return then

    def one(who, category, at):
        return Conversation.objects.create(
            subject="Asked",
            contact=who,
            department=world.support,
            category=category,
            created_at=at,
        )

    return some


def inside(browser, world):
    response = browser.get(f"/conversations/{world.payout.pk}/next/", headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


def test_a_conversation_with_a_topic_has_the_fold_and_asks_nothing_for_it(as_maya, world, topic):
    text = as_maya.get(f"/conversations/{world.payout.pk}/").content.decode()
    assert f'hx-get="/conversations/{world.payout.pk}/next/" hx-trigger="toggle once"' in text
    assert "Not enough to say yet" not in text


def test_one_without_a_topic_has_none(as_maya, world):
    Conversation.objects.filter(pk=world.payout.pk).update(category=None)
    address = f"/conversations/{world.payout.pk}/"
    assert f"{address}next/" not in as_maya.get(address).content.decode()
    assert as_maya.get(f"{address}next/").status_code == 404


def test_too_few_say_nothing(as_maya, world, history):
    history(9, 9)
    text = inside(as_maya, world)
    assert "Not enough to say yet: needs 10" in text
    assert "Missing invoice" not in text


def test_enough_say_how_many_and_what_next(as_maya, world, history):
    history(12, 3)
    text = inside(as_maya, world)
    assert ">3 of 12</a>" in text
    assert "Missing invoice" in text
    assert "Late &lt;payout&gt;" in text


def test_every_count_leads_to_its_conversations(as_maya, world, topic, history):
    then = history(12, 3)
    text = inside(as_maya, world).replace("&amp;", "&")
    for address, count in ((f"next&next={then.pk}", 3), ("next", 3), ("asked", 12)):
        [start] = {each.partition('"')[0] for each in text.split('href="')[1:]} & {
            each.partition('"')[0]
            for each in text.split('href="')[1:]
            if each.partition('"')[0].endswith(f"&of={address}")
        }
        assert as_maya.get(start).content.decode().count('href="/conversations/') == count


def test_without_a_script_it_is_a_page(as_maya, world, history):
    history(12, 3)
    text = as_maya.get(f"/conversations/{world.payout.pk}/next/").content.decode()
    assert "<html" in text
    assert "3 of 12" in text


def test_another_department_finds_neither_the_fold_nor_what_it_counts(
    as_oskar, world, topic, history
):
    history(12, 3)
    assert as_oskar.get(f"/conversations/{world.payout.pk}/next/").status_code == 404
    day = (now() - timedelta(days=16)).date().isoformat()
    address = f"/insights/next/?category={topic.pk}&last={day}&of=asked"
    assert 'href="/conversations/' not in as_oskar.get(address).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "category=999999&last=2026-03-01&of=asked",
        "category={pk}&of=asked",
        "category={pk}&last=0001-01-01&of=asked",
        "category={pk}&last={day}&of=else",
        "category={pk}&last={day}&of=next&next=x",
        "category={pk}&last={day}&of=next&next=999999",
    ],
)
def test_what_names_nothing_is_not_found(as_maya, topic, query):
    query = query.format(pk=topic.pk, day=now().date().isoformat())
    assert as_maya.get(f"/insights/next/?{query}").status_code == 404


def test_it_cannot_be_asked_of_days_that_had_no_time_yet(as_maya, world, topic):
    fresh = Conversation.objects.get(pk=world.payout.pk)
    Conversation.objects.filter(pk=fresh.pk).update(created_at=now())
    address = f"/insights/next/?category={topic.pk}&last={now().date()}&of=asked"
    assert 'href="/conversations/' not in as_maya.get(address).content.decode()


def test_a_stranger_is_asked_to_sign_in(client, world, topic):
    assert client.get(f"/conversations/{world.payout.pk}/next/").status_code == 302
    assert client.get("/insights/next/").status_code == 302

"""How often a screen asks the database. The number is written down, and rows do not change it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.channels.models import Outbound
from mainstay.clients.models import Contact, Identity, Organisation
from mainstay.conversations import actions, suggestions
from mainstay.conversations.models import Attachment, Conversation, Message
from mainstay.core.clock import now

SCREENS = {
    "inbox": 10,
    "list": 9,
    "more": 9,
    "conversation": 36,
    "timeline": 8,
    "aside": 17,
    "clients": 6,
    "client": 25,
    "contact": 20,
    "edit contact": 9,
    "search": 15,
    "palette": 13,
}
"""Queries of each screen, the session and the member among them."""


def address(world, screen):
    payout = f"/conversations/{world.payout.pk}/"
    return {
        "inbox": "/inbox/?box=all",
        "list": "/inbox/list/?box=all",
        "more": "/inbox/?box=all&after=abc",
        "conversation": f"{payout}?box=all",
        "timeline": f"{payout}timeline/",
        "aside": f"{payout}aside/",
        "clients": "/clients/",
        "client": f"/clients/{world.northwind.pk}/",
        "contact": f"/contacts/{world.daniel.pk}/",
        "edit contact": f"/contacts/{world.daniel.pk}/edit/",
        "search": "/search/?q=bank",
        "palette": "/search/?q=bank",
    }[screen]


def count(browser, world, screen):
    headers = {"HX-Request": "true"} if screen in ("list", "more", "palette", "timeline") else {}
    # The first request of a session writes down that it is in use.
    browser.get("/inbox/list/")
    suggestions.forget()
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address(world, screen), headers=headers).status_code == 200
    return [each["sql"] for each in asked.captured_queries]


@pytest.fixture
def one_of_each(world):
    """Something of every kind, so that no screen saves a query because it has nothing to show."""
    Message.objects.create(
        conversation=world.invoice, kind="in", contact=world.tom, text="The bank", language="en"
    )
    enlarge(world, 2)
    actions.keep_draft(world.payout, "reply", "The bank", by=world.maya)
    actions.tag(world.payout, "bank", by=world.maya)
    actions.link(world.payout, world.invoice, by=world.maya)


def enlarge(world, times):
    """More conversations, messages, files, facts, replies, clients, people and colleagues."""
    people = Contact.objects.bulk_create(
        Contact(name="" if n % 2 else f"Bank {n}", organisation=world.northwind)
        for n in range(times)
    )
    Identity.objects.bulk_create(
        Identity(contact=each, value=f"bank{each.pk}@x.example") for each in people
    )
    Organisation.objects.bulk_create(Organisation(name=f"Bank {n}") for n in range(times))
    made = Conversation.objects.bulk_create(
        Conversation(
            subject=f"Bank {n}",
            contact=person,
            organisation=world.northwind,
            department=world.support,
            assignee=world.ines if n % 2 else world.maya,
            since=now() - timedelta(minutes=n),
            turn_at=now() - timedelta(minutes=n),
        )
        for n, person in enumerate(people)
    )
    for conversation in made:
        Message.objects.create(
            conversation=conversation,
            kind="in",
            contact=conversation.contact,
            text="bank",
            language="en",
        )
    for n in range(times):
        message = actions.note(world.payout, f"Bank {n}", by=world.ines if n % 2 else world.maya)
        Attachment.objects.create(
            message=message, filename="a", content_type="a/b", size=1, file="none"
        )
        actions.rename(world.payout, f"Bank {world.payout.pk} {n} {times}", by=world.maya)
    reply = actions.reply(world.payout, "The bank has it", by=world.maya)
    Outbound.objects.filter(pk=reply.outbound_id).update(state="failed", error="550")
    actions.reopen(world.payout, by=world.ines)


@pytest.mark.parametrize("screen", SCREENS)
def test_rows_do_not_change_the_number_of_queries(as_maya, world, one_of_each, screen):
    few = count(as_maya, world, screen)
    enlarge(world, 45)
    many = count(as_maya, world, screen)
    assert len(many) == len(few), "\n".join(many)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_number_of_queries_is_the_one_that_is_written_down(as_maya, world, one_of_each, screen):
    asked = count(as_maya, world, screen)
    assert len(asked) == SCREENS[screen], "\n".join(asked)

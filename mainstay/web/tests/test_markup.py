"""Names and words from outside are text everywhere, whatever stands in them."""

import re

import pytest

from mainstay.channels.models import Outbound
from mainstay.conversations import actions
from mainstay.conversations.models import Attachment, Conversation, Message

EVIL = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>{{ 7919*7 }}&lt;b&gt;"
LIVE = re.compile(r"<script>alert|<img src=x|\b55433\b|onerror=alert\(2\)>(?!.*&gt;)")


@pytest.fixture
def evil_world(world):
    """Everything that can have a name is called by a piece of a hostile page."""
    for row in (world.northwind, world.daniel, world.maya, world.ines, world.support):
        type(row).objects.filter(pk=row.pk).update(name=EVIL[: 60 if row == world.support else 120])
    Conversation.objects.filter(pk=world.payout.pk).update(subject=EVIL, last_words=EVIL)
    type(world.daniel).objects.filter(pk=world.daniel.pk).update(note=EVIL)
    type(world.northwind).objects.filter(pk=world.northwind.pk).update(note=EVIL)
    message = Message.objects.create(
        conversation=world.payout,
        kind="in",
        contact=world.daniel,
        sender=[EVIL, f"{EVIL}@x.example"],
        cc=[[EVIL, "a@x.example"]],
        subject=EVIL,
        text=f"zebra {EVIL}",
        language=EVIL[:8],
    )
    Attachment.objects.create(
        message=message, filename=EVIL, content_type=EVIL[:100], size=1, file="none"
    )
    actions.rename(world.payout, f"{EVIL} again", by=world.maya)
    reply = actions.reply(world.invoice, EVIL, by=world.maya)
    Outbound.objects.filter(pk=reply.outbound_id).update(state="failed", error=EVIL)
    actions.note(world.payout, EVIL, by=world.maya)
    return world


def pages(world):
    payout = f"/conversations/{world.payout.pk}/"
    return {
        "inbox": "/inbox/?box=all",
        "list": "/inbox/list/?box=all",
        "conversation": payout,
        "failed": f"/conversations/{world.invoice.pk}/",
        "timeline": f"{payout}timeline/",
        "aside": f"{payout}aside/",
        "subject": f"{payout}subject/",
        "clients": "/clients/",
        "client": f"/clients/{world.northwind.pk}/",
        "edit client": f"/clients/{world.northwind.pk}/edit/",
        "contact": f"/contacts/{world.daniel.pk}/",
        "edit contact": f"/contacts/{world.daniel.pk}/edit/",
        "new contact": "/contacts/new/",
        "search": "/search/?q=zebra",
        "search names": "/search/?q=script",
    }


def test_no_page_takes_a_name_for_markup(as_maya, evil_world):
    for name, address in pages(evil_world).items():
        text = as_maya.get(address).content.decode()
        assert not LIVE.search(text), name
        assert "&lt;script&gt;alert(1)" in text, name


def test_the_palette_takes_no_name_for_markup(as_maya, evil_world):
    for words in ("zebra", "script", "<script>"):
        text = as_maya.get(
            "/search/", {"q": words}, headers={"HX-Request": "true"}
        ).content.decode()
        assert not LIVE.search(text)
        assert "&lt;script&gt;" in text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_no_toast_takes_a_name_for_markup(as_tomasz, evil_world, headers):
    world = evil_world
    payout = f"/conversations/{world.payout.pk}/"
    for noun, form in (
        ("assignment", {"member": world.ines.pk}),
        ("assignment", {"member": world.ruth.pk}),
        ("messages", {"kind": "reply", "body": "Hello"}),
        ("department", {"department": world.partner.pk}),
        ("department", {"department": world.support.pk}),
    ):
        answer = as_tomasz.post(f"{payout}{noun}/", form, headers=headers)
        shown = answer.content.decode() + as_tomasz.get("/inbox/").content.decode()
        assert not LIVE.search(shown), noun


def test_labels_and_titles_are_closed_by_nothing_in_them(as_maya, evil_world):
    text = as_maya.get(f"/conversations/{evil_world.payout.pk}/").content.decode()
    for attribute in re.findall(r'(?:title|aria-label|value|href)="([^"]*)"', text):
        assert "<" not in attribute.replace("&lt;", "")
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]
    assert "<" not in title

"""In whose name an answer leaves."""

import pytest

from mainstay.channels.mailboxes import arriving, brands
from mainstay.channels.mailboxes.tests.mailboxes import ADDRESS, add_mailbox
from mainstay.conversations import actions
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import unmarked

pytestmark = pytest.mark.django_db

LETTER = b"From: c@client.example\r\nSubject: Placement\r\nMessage-ID: <1@c.example>\r\n\r\nhi"
AGAIN = b"From: c@client.example\r\nSubject: Re\r\nIn-Reply-To: <1@c.example>\r\n\r\nagain"


@pytest.fixture
def mailbox(world):
    brand = brands.add("Northlight", "Northlight Ltd, Oslo", [], by=world.tomasz)
    return add_mailbox(brand=brand)


def answered(world, deliver):
    deliver()
    conversation = Conversation.objects.get(subject="Placement")
    return actions.reply(conversation, "Hello.", by=world.tomasz).outbound


def test_it_leaves_from_the_mailbox_that_the_client_wrote_to(world, mailbox, deliver):
    arriving.keep_handed_over(LETTER, [mailbox], "")
    outbound = answered(world, deliver)
    assert outbound.mailbox == mailbox
    assert outbound.sender == [world.tomasz.name, ADDRESS]
    assert unmarked(outbound.text).endswith("Northlight Ltd, Oslo")


def test_it_follows_the_client_to_another_mailbox(world, mailbox, deliver):
    arriving.keep_handed_over(LETTER, [mailbox], "")
    deliver()
    other = add_mailbox(address="partners@desk.example")
    arriving.keep_handed_over(AGAIN, [other], "")
    assert answered(world, deliver).mailbox == other


def test_without_a_mailbox_it_leaves_from_the_desk(world, mailbox, deliver, settings):
    arriving.keep_handed_over(LETTER, [], "")
    outbound = answered(world, deliver)
    assert outbound.mailbox is None
    assert outbound.sender[1] == settings.ENV.mail_from
    assert "Northlight" not in outbound.text

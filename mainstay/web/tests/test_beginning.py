"""A member writes first, and says by which mailbox."""

import pytest

from mainstay.channels.mailboxes.tests.mailboxes import ADDRESS, add_mailbox
from mainstay.conversations.models import Conversation

pytestmark = pytest.mark.django_db


def typed(world, **further):
    return {"subject": "The link of May", "department": world.support.pk, **further}


def address(contact):
    return f"/contacts/{contact.pk}/conversation/"


def test_the_contact_leads_there(as_maya, world):
    assert address(world.claire) in as_maya.get(f"/contacts/{world.claire.pk}/").content.decode()


def test_a_conversation_begins_and_waits_for_its_first_words(as_maya, world):
    response = as_maya.post(address(world.claire), typed(world))
    begun = Conversation.objects.get(subject="The link of May")
    assert response.url == f"/conversations/{begun.pk}/"
    assert (begun.contact, begun.mailbox) == (world.claire, None)
    assert as_maya.get(response.url).status_code == 200


def test_the_first_mail_leaves_by_the_chosen_mailbox(as_maya, world):
    add_mailbox(address="first@desk.example", department=world.support)
    chosen = add_mailbox()
    assert ADDRESS in as_maya.get(address(world.claire)).content.decode()
    as_maya.post(address(world.claire), typed(world, mailbox=chosen.pk))
    begun = Conversation.objects.get(subject="The link of May")
    as_maya.post(f"/conversations/{begun.pk}/messages/", {"kind": "reply", "body": "Bonjour."})
    assert begun.messages.get().outbound.sender[1] == ADDRESS


def test_without_mailboxes_nobody_is_asked(as_maya, world):
    assert 'name="mailbox"' not in as_maya.get(address(world.claire)).content.decode()


def test_mailboxes_and_departments_of_others_are_not_offered(as_maya, world):
    partner = world.oskar.departments.get()
    theirs = add_mailbox(department=partner)
    page = as_maya.get(address(world.claire)).content.decode()
    assert ADDRESS not in page
    for wrong in ({"mailbox": theirs.pk}, {"department": partner.pk}, {"subject": " "}):
        assert as_maya.post(address(world.claire), typed(world) | wrong).status_code == 422
    assert not Conversation.objects.filter(subject="The link of May").exists()


def test_who_sees_all_chooses_among_all(as_tomasz, world):
    theirs = add_mailbox(department=world.oskar.departments.get())
    as_tomasz.post(address(world.claire), typed(world, mailbox=theirs.pk))
    assert Conversation.objects.get(subject="The link of May").mailbox == theirs


def test_who_only_reads_does_not_begin(as_ruth, world):
    assert as_ruth.get(address(world.claire)).status_code == 403
    assert as_ruth.post(address(world.claire), typed(world)).status_code == 403


def test_nobody_writes_to_who_is_not_there(as_maya, world):
    assert as_maya.get("/contacts/4711/conversation/").status_code == 404


def test_a_subject_in_arabic_finds_its_direction(as_maya, world):
    as_maya.post(address(world.claire), typed(world, subject="رابط شهر مايو"))
    begun = Conversation.objects.get(subject="رابط شهر مايو")
    assert "رابط شهر مايو" in as_maya.get(f"/conversations/{begun.pk}/").content.decode()

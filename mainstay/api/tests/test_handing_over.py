"""A client's message that another program brings."""

import pytest

from mainstay.channels.email.parsing import parse
from mainstay.clients.models import Contact
from mainstay.conversations import actions
from mainstay.conversations.models import Conversation, Message

pytestmark = pytest.mark.django_db


def test_it_begins_a_conversation_with_a_new_contact(world, as_maya):
    body = {
        "address": "Rana@Shop.example",
        "name": "رنا",
        "subject": "دفعة متأخرة",
        "text": "متى تصل الدفعة؟",
    }
    response = as_maya.post("/messages", body)
    assert response.status_code == 201
    assert response.json()["outcome"] == "created"
    found = Conversation.objects.get(pk=response.json()["conversation"])
    assert (found.contact.name, found.subject) == ("رنا", "دفعة متأخرة")
    assert found.is_open
    [said] = found.messages.all()
    assert (said.text, said.kind) == ("متى تصل الدفعة؟", "in")


def test_a_known_address_is_a_known_contact(world, as_maya):
    body = {"address": "daniel.price@northwindads.example", "text": "Hello?"}
    number = as_maya.post("/messages", body).json()["conversation"]
    assert Conversation.objects.get(pk=number).contact == world.daniel


def test_a_contact_is_named_by_its_id(world, as_maya):
    number = as_maya.post("/messages", {"contact": world.tom.pk, "text": "Hello?"}).json()
    assert Conversation.objects.get(pk=number["conversation"]).contact == world.tom


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body.address"),
        ({"contact": 999_999}, "body.contact"),
        ({"contact": 1, "address": "a@b.example"}, "body.contact"),
        ({"address": "nobody"}, "body.address"),
    ],
)
def test_it_has_to_be_of_somebody(world, as_maya, body, field):
    response = as_maya.post("/messages", {"text": "Hello?", **body})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == field


def test_a_contact_without_an_address_is_refused(world, as_maya):
    nobody = Contact.objects.create(name="Nobody")
    response = as_maya.post("/messages", {"contact": nobody.pk, "text": "Hello?"})
    assert response.status_code == 422
    assert "no e-mail address" in response.json()["errors"][0]["detail"]


def test_the_same_id_again_is_a_duplicate(world, as_maya):
    body = {"address": "a@b.example", "text": "Hello?", "id": "form-7"}
    first = as_maya.post("/messages", body)
    again = as_maya.post("/messages", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["outcome"] == "duplicate"
    assert again.json()["conversation"] == first.json()["conversation"]
    assert Message.objects.filter(text="Hello?").count() == 1


def test_the_same_words_twice_are_two_messages(world, as_maya):
    body = {"address": "a@b.example", "text": "Hello?"}
    assert [as_maya.post("/messages", body).json()["outcome"] for _time in range(2)] == [
        "created",
        "created",
    ]


def test_what_has_one_thread_is_one_conversation(world, as_maya):
    body = {"address": "a@b.example", "thread": "chat-9"}
    first = as_maya.post("/messages", {**body, "text": "Hello?"}).json()
    second = as_maya.post("/messages", {**body, "text": "Anybody?"}).json()
    assert (first["outcome"], second["outcome"]) == ("created", "appended")
    assert second["conversation"] == first["conversation"]


def test_it_opens_a_solved_conversation_again(world, as_maya):
    body = {"address": "a@b.example", "thread": "chat-9"}
    number = as_maya.post("/messages", {**body, "text": "Hello?"}).json()["conversation"]
    as_maya.post(f"/conversations/{number}/solution")
    as_maya.post("/messages", {**body, "text": "It is back."})
    assert Conversation.objects.get(pk=number).is_open


def test_no_mail_can_pretend_to_belong_to_it(world, as_maya):
    body = {"address": "a@b.example", "thread": "chat-9", "text": "Hello?", "id": "1"}
    number = as_maya.post("/messages", body).json()["conversation"]
    forged = parse(
        b"From: thief@x.example\r\nTo: desk@x.example\r\nSubject: Re: Hello\r\n"
        b"Message-ID: <2@x.example>\r\nIn-Reply-To: <chat-9@api.invalid>\r\n\r\nSend it to me."
    )
    assert actions.receive(forged).conversation_id != number


def test_it_is_known_by_which_way_it_came_and_is_answered_by_mail(world, as_maya):
    body = {"address": "a@b.example", "name": "Ada", "text": "Hello?"}
    number = as_maya.post("/messages", body).json()["conversation"]
    found = Conversation.objects.get(pk=number)
    assert found.messages.get().channel == "api"
    as_maya.patch(f"/conversations/{number}", {"assignee": world.maya.pk})
    made = as_maya.post(f"/conversations/{number}/replies", {"text": "Hello Ada"})
    assert made.status_code == 201
    assert Message.objects.get(pk=made.json()["id"]).to == [["Ada", "a@b.example"]]

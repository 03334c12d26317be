"""What a person said to us is handed out, and erased."""

import pytest
from django.db import connection

from mainstay.conversations import actions, events
from mainstay.conversations.models import Message
from mainstay.conversations.tests.mails import arrive, conversation_of, mail
from mainstay.core import personal
from mainstay.core.models import Event


def test_everything_they_said_and_were_told_is_handed_out(world):
    rows = personal.export(world.daniel.pk)["conversations"]
    assert [(row["direction"], row["subject"]) for row in rows] == [
        ("from them", "Cannot sign in on my phone"),
        ("to them", "Re: Cannot sign in on my phone"),
        ("from them", "Re: Cannot sign in on my phone"),
        ("from them", "Our payout is late"),
        ("to them", "Re: Our payout is late"),
        ("from them", "Re: Our payout is late"),
    ]
    assert rows[0]["from"] == ["Daniel Price", "daniel.price@northwindads.example"]
    assert rows[0]["text"] == "The code is refused on my new phone."


def test_what_others_said_and_what_we_noted_is_not_handed_out(world):
    actions.note(world.tracking, "Claire is new there.", by=world.oskar)
    theirs, ours = personal.export(world.claire.pk)["conversations"]
    assert theirs["subject"] == "Lien sans suivi"
    assert ours["text"].startswith("Bonjour Claire")


def test_an_erased_person_said_nothing(world):
    personal.erase(world.daniel.pk)
    said = Message.objects.filter(contact=world.daniel)
    assert said.count() == 4
    for message in said:
        assert (message.subject, message.text, message.html, message.message_id) == ("",) * 4
        assert (message.sender, message.to, message.cc) == (None, [], [])
    world.payout.refresh_from_db()
    assert (world.payout.subject, world.payout.last_words) == ("", "")


def test_what_was_erased_is_not_found_by_a_search(world):
    def found() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM conversations_message"
                " WHERE search @@ plainto_tsquery('mainstay_en', 'phone') AND contact_id = %s",
                [world.daniel.pk],
            )
            return cursor.fetchone()[0]

    assert found() > 0
    personal.erase(world.daniel.pk)
    assert found() == 0


def test_files_of_an_erased_person_are_gone(world):
    boundary = 'multipart/mixed; boundary="x"'
    body = (
        "--x\r\nContent-Type: text/plain\r\n\r\nSee the list.\r\n"
        "--x\r\nContent-Type: text/csv\r\n"
        "Content-Disposition: attachment; filename=list.csv\r\n\r\na,b\r\n--x--\r\n"
    )
    raw = mail(text="").replace(b"text/plain; charset=utf-8", boundary.encode(), 1) + body.encode()
    message = conversation_of(arrive(raw)).messages.get()
    assert message.attachments.get().filename == "list.csv"
    personal.erase(world.daniel.pk)
    assert not message.attachments.exists()


def test_a_former_subject_is_emptied_in_the_facts_too(world):
    actions.rename(world.payout, "Daniel's payout", by=world.maya)
    personal.erase(world.daniel.pk)
    event = Event.objects.get(kind=events.RENAMED.name)
    assert event.facts == {"before": None}


def test_what_others_said_stays(world):
    personal.erase(world.daniel.pk)
    world.tracking.refresh_from_db()
    assert world.tracking.subject == "Lien sans suivi"
    assert world.tracking.messages.filter(contact=world.claire).get().text
    assert world.payout.messages.filter(kind="out").get().text


def test_the_same_mail_again_is_still_known(world):
    raw = mail("<once@northwindads.example>")
    first = arrive(raw)
    personal.erase(world.daniel.pk)
    again = arrive(mail("<once@northwindads.example>", Received="from elsewhere"))
    assert (again.outcome, again.conversation_id) == ("duplicate", first.conversation_id)


@pytest.mark.parametrize("key", ["daniel", "tom"])
def test_erasing_twice_is_one_erasing(world, key):
    person = world.contacts[key]
    personal.erase(person.pk)
    before = list(Message.objects.order_by("pk").values_list("text", "subject"))
    personal.erase(person.pk)
    assert list(Message.objects.order_by("pk").values_list("text", "subject")) == before

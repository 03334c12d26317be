"""A mail begins a conversation, joins one, or was here already."""

from django.db import connection

from mainstay.channels import intake
from mainstay.channels.models import RawMessage
from mainstay.clients.models import Contact
from mainstay.conversations import events
from mainstay.conversations.jobs import take_in, take_in_waiting
from mainstay.conversations.models import Conversation, Message
from mainstay.conversations.tests.mails import answer_of_the_client, arrive, conversation_of, mail

RELAYED = "from mx.example by mail.example; Mon, 03 Mar 2025 10:00:01 +0000"


def test_a_new_mail_begins_a_conversation(world):
    received = arrive(mail())
    conversation = conversation_of(received)
    assert received.outcome == "conversation"
    assert conversation.subject == "Where is the report?"
    assert conversation.state == "open"
    assert conversation.contact == world.daniel
    assert conversation.organisation == world.northwind
    assert conversation.department == world.support
    assert conversation.assignee is None
    assert conversation.last_words == "Hello, I cannot find it."


def test_a_new_conversation_leaves_one_fact(world, facts):
    conversation = conversation_of(arrive(mail()))
    assert facts(conversation) == [events.OPENED.name]


def test_the_bytes_are_marked_as_taken_in(world):
    stored = intake.store(mail(), source="receive")
    take_in(stored.raw_id)
    assert RawMessage.objects.get(pk=stored.raw_id).state == "taken"


def test_an_answer_of_the_client_joins_its_conversation(world, facts):
    received = answer_of_the_client(world.tracking, "<two@client.example>", text="Oui, merci.")
    assert (received.outcome, received.conversation_id) == ("appended", world.tracking.pk)
    assert facts(world.tracking) == [events.RECEIVED.name]
    assert conversation_of(received).last_words == "Oui, merci."


def test_the_same_bytes_are_taken_in_once(world):
    stored = intake.store(mail(), source="receive")
    assert take_in(stored.raw_id).outcome == "conversation"
    again = intake.store(mail(), source="receive")
    assert (again.raw_id, again.is_new) == (stored.raw_id, False)
    assert take_in(again.raw_id) is None
    assert Message.objects.filter(subject="Where is the report?").count() == 1


def test_a_copy_that_travelled_another_way_is_a_duplicate(world, facts):
    first = arrive(mail())
    before = facts(conversation_of(first))
    copy = intake.store(mail(Received=RELAYED, Delivered_To="desk@localhost"), source="receive")
    received = take_in(copy.raw_id)
    assert (received.outcome, received.conversation_id) == ("duplicate", first.conversation_id)
    assert RawMessage.objects.get(pk=copy.raw_id).state == "duplicate"
    assert conversation_of(first).messages.count() == 1
    assert facts(conversation_of(first)) == before


def test_other_words_under_a_known_message_id_are_kept(world):
    first = arrive(mail())
    second = arrive(mail(text="These are other words."))
    assert (second.outcome, second.conversation_id) == ("appended", first.conversation_id)
    assert conversation_of(first).messages.count() == 2


def test_mail_without_message_id_is_kept(world):
    received = arrive(mail(None))
    assert received.outcome == "conversation"
    assert conversation_of(received).messages.get().message_id == ""


def test_mail_without_message_id_is_known_by_its_content(world):
    first = arrive(mail(None))
    assert arrive(mail(None, Received=RELAYED)).outcome == "duplicate"
    other = arrive(mail(None, text="Something else."))
    assert other.outcome == "conversation"
    assert other.conversation_id != first.conversation_id


def test_an_unknown_sender_becomes_a_contact(world):
    received = arrive(mail(sender="Nora Ek <nora@unheard-of.example>"))
    contact = conversation_of(received).contact
    assert contact.name == "Nora Ek"
    assert contact.organisation is None
    assert conversation_of(received).organisation is None


def test_an_unknown_sender_of_a_known_domain_belongs_to_its_client(world):
    received = arrive(mail(sender="Eva <eva@northwindads.example>"))
    assert conversation_of(received).organisation == world.northwind


def test_mail_without_a_sender_is_kept(world):
    received = arrive(mail(sender=None))
    assert received.outcome == "conversation"
    assert conversation_of(received).messages.get().sender is None


def test_somebody_else_may_answer_in_a_conversation(world):
    received = answer_of_the_client(
        world.payout, "<tom@client.example>", sender="tom.keller@northwindads.example"
    )
    assert received.conversation_id == world.payout.pk
    assert world.payout.messages.latest("id").contact == world.tom
    assert conversation_of(received).contact == world.daniel


def test_where_the_sender_wants_the_answer_is_remembered(world):
    received = arrive(mail(Reply_To="Reports <reports@northwindads.example>"))
    message = conversation_of(received).messages.get()
    assert message.sender == ["Reports", "reports@northwindads.example"]
    assert message.contact == world.daniel


def test_a_mail_without_subject_is_called_by_its_first_words(world):
    received = arrive(mail(subject="", text="Where can I see last month?"))
    assert conversation_of(received).subject == "Where can I see last month?"


def test_everything_that_waits_is_taken_in(world):
    for number in range(3):
        raw = mail(f"<waits-{number}@client.example>", text=f"Number {number}")
        intake.store(raw, source="receive")
    before = Conversation.objects.count()
    take_in_waiting.func.__wrapped__()
    assert Conversation.objects.count() == before + 3
    assert intake.waiting() == []


def test_what_is_no_mail_is_set_aside_with_its_cause(world):
    stored = intake.store(b"", source="receive")
    assert take_in(stored.raw_id) is None
    raw = RawMessage.objects.get(pk=stored.raw_id)
    assert (raw.state, raw.cause) == ("quarantined", "empty")
    assert raw.explanation


def test_a_mistake_of_ours_sets_the_mail_aside_and_leaves_no_half(world, monkeypatch):
    monkeypatch.setattr("mainstay.conversations.actions.receiving._add", _fails)
    contacts = Contact.objects.count()
    stored = intake.store(mail(sender="New <new@unheard-of.example>"), source="receive")
    assert take_in(stored.raw_id) is None
    assert RawMessage.objects.get(pk=stored.raw_id).cause == "not_taken"
    assert Contact.objects.count() == contacts


def test_what_the_database_cannot_hold_is_set_aside_and_stops_no_other(world, monkeypatch):
    def overflows(*_arguments):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    stored = intake.store(mail(), source="receive")
    with monkeypatch.context() as broken:
        broken.setattr("mainstay.conversations.actions.receiving._add", overflows)
        assert take_in(stored.raw_id) is None
    assert RawMessage.objects.get(pk=stored.raw_id).cause == "not_taken"
    assert arrive(mail("<two@client.example>")).outcome == "conversation"


def test_a_mail_that_was_set_aside_is_taken_in_after_its_release(world, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("mainstay.conversations.actions.receiving._add", _fails)
        stored = intake.store(mail(), source="receive")
        assert take_in(stored.raw_id) is None
    raw = RawMessage.objects.get(pk=stored.raw_id)
    assert intake.release(raw)
    assert take_in(raw.pk).outcome == "conversation"
    raw.refresh_from_db()
    assert (raw.state, raw.cause, raw.attempts) == ("taken", "", 2)


def test_a_known_sender_keeps_the_name_in_the_base(world):
    received = arrive(mail(sender="DANIEL <Daniel.Price@NorthwindAds.example>"))
    assert conversation_of(received).contact.name == "Daniel Price"


def _fails(*_arguments):
    raise ValueError("not today")

"""Replies that leave later, that are made of saved ones, that nobody has overtaken."""

from datetime import timedelta

import pytest

from mainstay.channels.mailboxes.tests.mailboxes import add_mailbox
from mainstay.channels.models import Outbound
from mainstay.conversations import macros
from mainstay.conversations.actions import saving_replies
from mainstay.conversations.models import Conversation, Message, SavedReply
from mainstay.core.clock import now
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db

TEXTS = {"en": "Hello {first_name}, it is paid.", "fr": "Bonjour {first_name}."}


@pytest.fixture
def replies(world):
    return f"/conversations/{world.payout.number}/replies"


@pytest.fixture
def paid(world):
    """A macro of Maya's: it solves, tags and says in which kind."""
    changes = macros.Changes(state="solve", tags=("دفعة",), kind="complaint")
    return saving_replies.save_reply("Paid", TEXTS, by=world.maya, folder="Money", changes=changes)


def last(world):
    return world.payout.messages.latest("pk")


def test_it_leaves_at_a_chosen_time_or_now(world, as_maya, replies):
    at = now() + timedelta(days=2)
    made = as_maya.post(replies, {"text": "Good morning", "send_at": at.isoformat()}).json()
    assert Outbound.objects.latest("pk").due_at == at
    hurried = as_maya.post(f"/messages/{made['id']}/sending")
    assert hurried.status_code == 200
    assert Outbound.objects.latest("pk").due_at <= now()


def test_what_was_to_leave_later_is_a_draft_again(world, as_maya, replies):
    at = (now() + timedelta(days=2)).isoformat()
    made = as_maya.post(replies, {"text": "Good morning", "send_at": at}).json()
    assert as_maya.post(f"/messages/{made['id']}/undoing").json()["undone_at"]
    [draft] = as_maya.get("/drafts").json()["items"]
    assert draft["text"] == "Good morning"
    later = (now() + timedelta(days=3)).isoformat()
    again = {"text": "Good morning", "send_at": later, "with_draft": True}
    assert as_maya.post(replies, again).status_code == 201
    assert as_maya.get("/drafts").json()["items"] == []


@pytest.mark.parametrize("at", ["2020-01-01T00:00:00Z", "2096-01-01T00:00:00Z", "tomorrow"])
def test_it_leaves_at_a_time_that_makes_sense(as_maya, replies, at):
    assert as_maya.post(replies, {"text": "x", "send_at": at}).status_code == 422


def test_a_stranger_hurries_nothing(world, as_maya, program, replies):
    made = as_maya.post(replies, {"text": "Hello"}).json()
    assert program(world.oskar).post(f"/messages/{made['id']}/sending").status_code == 404
    said = world.payout.messages.filter(kind="in").first()
    assert as_maya.post(f"/messages/{said.pk}/sending").status_code == 409


def test_it_goes_to_several_with_copies(as_maya, replies):
    body = {
        "text": "Hello",
        "to": [{"address": "a@x.example"}, {"address": "b@x.example", "name": "Bea"}],
        "bcc": [{"address": "c@x.example"}],
    }
    assert as_maya.post(replies, body).status_code == 201
    sent = Outbound.objects.latest("pk")
    assert sent.to == [["", "a@x.example"], ["Bea", "b@x.example"]]
    assert sent.bcc == [["", "c@x.example"]]


def test_it_stops_when_somebody_wrote_meanwhile(world, as_maya, replies):
    seen = world.payout.messages.order_by("pk").first().pk
    refused = as_maya.post(replies, {"text": "Hello", "seen": seen})
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("Not sent yet")
    assert as_maya.post(replies, {"text": "Hello", "seen": last(world).pk}).status_code == 201


def test_a_way_that_there_is_not_is_refused(as_maya, replies):
    assert as_maya.post(replies, {"text": "Hello", "channel": "pigeon"}).status_code == 422
    assert as_maya.post(replies, {"text": "Hello", "channel": "email"}).status_code == 201


def test_saved_replies_are_listed_and_filled_in(world, as_maya, paid):
    [listed] = as_maya.get("/saved-replies").json()["items"]
    assert (listed["id"], listed["folder"], listed["texts"]) == (paid.pk, "Money", TEXTS)
    assert "tag: دفعة" in listed["does"]
    path = f"/conversations/{world.payout.number}/saved-replies"
    [filled] = as_maya.get(f"{path}?words=paid").json()["items"]
    assert (filled["text"], filled["language"]) == ("Hello Daniel, it is paid.", "en")
    assert as_maya.get(f"{path}?words=nothing").json()["items"] == []


def test_a_macro_sends_its_text_and_does_what_it_says(world, as_maya, replies, paid):
    assert as_maya.post(replies, {"saved_reply": paid.pk}).status_code == 201
    assert last(world).text == "Hello Daniel, it is paid."
    told = as_maya.get(f"/conversations/{world.payout.number}").json()
    assert (told["state"], told["kind"], told["tags"]) == ("solved", "complaint", ["دفعة"])
    assert SavedReply.objects.get().times_used == 1


def test_its_text_may_be_another_one(world, as_maya, replies, paid):
    as_maya.post(replies, {"saved_reply": paid.pk, "text": "Paid, Daniel."})
    assert last(world).text == "Paid, Daniel."


def test_a_macro_that_is_refused_sends_nothing(world, as_maya, replies, paid):
    paid.changes = {"assign": "999999"}
    paid.save()
    refused = as_maya.post(replies, {"saved_reply": paid.pk})
    assert refused.status_code == 422
    assert last(world).kind == "in"


def test_what_is_not_filled_in_does_not_leave(world, as_maya, replies, paid):
    world.daniel.name = ""
    world.daniel.save()
    path = f"/conversations/{world.payout.number}/saved-replies"
    [filled] = as_maya.get(path).json()["items"]
    assert filled["unfilled"] == ["first_name"]
    assert as_maya.post(replies, {"saved_reply": paid.pk}).status_code == 422


def test_saved_replies_of_somebody_else_are_not_there(world, program, paid):
    ines = program(world.ines)
    assert ines.get("/saved-replies").json()["items"] == []
    path = f"/conversations/{world.payout.number}/replies"
    refused = ines.post(path, {"saved_reply": paid.pk})
    assert refused.json()["errors"][0]["field"] == "body.saved_reply"


def test_without_text_there_has_to_be_a_saved_reply(as_maya, replies):
    refused = as_maya.post(replies, {})
    assert refused.json()["errors"] == [{"field": "body.text", "detail": "It is missing."}]


def test_a_conversation_begins_by_a_mailbox_that_one_may_use(world, as_maya):
    mailbox = add_mailbox()
    body = {"contact": world.tom.pk, "department": world.support.pk, "subject": "x"}
    listed = as_maya.get("/mailboxes").json()["items"]
    assert listed == [{"id": mailbox.pk, "name": mailbox.address}]
    made = as_maya.post("/conversations", body | {"mailbox": mailbox.pk})
    assert Conversation.objects.get(pk=made.json()["number"]).mailbox == mailbox
    mailbox.is_paused = True
    mailbox.save()
    assert as_maya.get("/mailboxes").json()["items"] == []
    refused = as_maya.post("/conversations", body | {"mailbox": mailbox.pk})
    assert refused.json()["errors"][0]["field"] == "body.mailbox"


def test_who_may_only_read_sends_nothing(world, program, replies, paid):
    reader = program(world.maya, Scope.READ_CONVERSATIONS)
    assert reader.post(replies, {"saved_reply": paid.pk}).status_code == 403
    assert reader.get("/saved-replies").status_code == 200
    assert not Message.objects.filter(text__startswith="Hello Daniel, it is paid").exists()


def test_many_saved_replies_cost_no_more_queries(world, as_maya, paid, django_assert_num_queries):
    paths = {"/saved-replies": 4, f"/conversations/{world.payout.number}/saved-replies": 5}
    as_maya.get("/me")
    for path, count in paths.items():
        with django_assert_num_queries(count):
            as_maya.get(path)
    for n in range(8):
        saving_replies.save_reply(f"{n}", TEXTS, by=world.maya)
    for path, count in paths.items():
        with django_assert_num_queries(count):
            assert len(as_maya.get(path).json()["items"]) == 9


def test_saved_replies_go_on_at_the_next_address(world, as_maya):
    for n in range(3):
        saving_replies.save_reply(f"{n}", TEXTS, by=world.maya)
    told = as_maya.get("/saved-replies?limit=2").json()
    assert [each["name"] for each in told["items"]] == ["2", "1"]
    rest = as_maya.get(told["next"].removeprefix("http://testserver/api/v1")).json()
    assert ([each["name"] for each in rest["items"]], rest["next"]) == (["0"], None)

"""What somebody has begun, kept by a program of theirs."""

import pytest

from mainstay.channels.email.inbound import Attachment as File
from mainstay.conversations import actions
from mainstay.conversations.actions import saving_replies
from mainstay.conversations.models import Conversation, Draft
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply(world):
    return f"/conversations/{world.payout.number}/drafts/reply"


def test_it_is_kept_listed_and_read(world, as_maya, reply):
    body = {"text": "مرحبا دانيال", "cc": [{"address": "tom@x.example"}]}
    kept = as_maya.put(reply, body)
    assert (kept.status_code, kept.json()["surprise"]) == (200, "")
    pk = kept.json()["draft"]["id"]
    [line] = as_maya.get("/drafts").json()["items"]
    assert (line["id"], line["kind"], line["text"]) == (pk, "reply", "مرحبا دانيال")
    assert line["subject"] == world.payout.subject
    told = as_maya.get(f"/drafts/{pk}").json()
    assert told["cc"] == [{"name": "", "address": "tom@x.example"}]


def test_what_is_kept_again_takes_its_place(as_maya, reply):
    first = as_maya.put(reply, {"text": "One"}).json()["draft"]
    known = as_maya.put(reply, {"text": "Two", "known_at": first["updated_at"]}).json()
    assert (known["draft"]["id"], known["surprise"]) == (first["id"], "")
    unknown = as_maya.put(reply, {"text": "Three"}).json()
    assert unknown["surprise"] == "replaced"
    assert Draft.objects.get().text == "Three"


def test_thrown_away_it_comes_back(as_maya, reply):
    pk = as_maya.put(reply, {"text": "Hello"}).json()["draft"]["id"]
    for _twice in range(2):
        assert as_maya.delete(f"/drafts/{pk}").json()["is_thrown_away"]
    assert as_maya.get("/drafts").json()["items"] == []
    assert as_maya.get(f"/drafts/{pk}").status_code == 404
    back = as_maya.post(f"/drafts/{pk}/return").json()
    assert (back["is_thrown_away"], back["kind"], back["text"]) == (False, "reply", "Hello")


def test_a_file_waits_with_it_and_leaves_with_the_reply(world, as_maya, reply):
    file = {"filename": "terms.pdf", "content_type": "application/pdf", "content": "JVBERg=="}
    made = as_maya.post(f"{reply}/files", file)
    assert made.status_code == 201
    [waiting] = made.json()["files"]
    assert (waiting["filename"], waiting["size"]) == ("terms.pdf", 4)
    path = f"/conversations/{world.payout.number}/replies"
    sent = as_maya.post(path, {"text": "Here they are", "with_draft": True})
    assert sent.status_code == 201
    assert not Draft.objects.exists()
    assert world.payout.messages.get(pk=sent.json()["id"]).attachments.count() == 1


def test_a_file_is_taken_away_again(as_maya, reply):
    file = {"filename": "terms.pdf", "content": "JVBERg=="}
    [waiting] = as_maya.post(f"{reply}/files", file).json()["files"]
    assert as_maya.delete(f"/drafts/files/{waiting['id']}").json()["files"] == []
    assert as_maya.delete(f"/drafts/files/{waiting['id']}").status_code == 404


def test_drafts_of_others_are_not_there(world, as_maya, program, reply):
    theirs = actions.keep_draft(world.payout, "reply", "Secret", by=world.ines).draft
    actions.add_draft_file(world.payout, "reply", _file(), by=world.ines)
    assert as_maya.get("/drafts").json()["items"] == []
    assert as_maya.get(f"/drafts/{theirs.pk}").status_code == 404
    assert as_maya.delete(f"/drafts/{theirs.pk}").status_code == 404
    assert as_maya.post(f"/drafts/{theirs.pk}/return").status_code == 404
    assert as_maya.delete(f"/drafts/files/{theirs.files.get().pk}").status_code == 404
    assert program(world.tomasz).get(f"/drafts/{theirs.pk}").status_code == 404
    as_maya.put(reply, {"text": "Mine"})
    theirs.refresh_from_db()
    assert theirs.text == "Secret"


def test_ones_own_stays_when_the_conversation_goes_away(world, as_maya, reply):
    pk = as_maya.put(reply, {"text": "Hello"}).json()["draft"]["id"]
    rows = Conversation.objects.filter(pk=world.payout.pk)
    rows.update(department=world.partner, assignee=world.oskar)
    assert as_maya.get(f"/drafts/{pk}").json()["text"] == "Hello"
    [line] = as_maya.get("/drafts").json()["items"]
    assert line["subject"] == ""
    assert as_maya.put(reply, {"text": "More"}).status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {"text": " "}, {"text": "\x1c"}, {"text": "x", "to": [{"address": "nobody"}]}]
)
def test_what_is_no_draft_is_refused(as_maya, reply, body):
    assert as_maya.put(reply, body).status_code == 422
    assert not Draft.objects.exists()


def test_it_is_a_reply_or_a_note(world, as_maya):
    path = f"/conversations/{world.payout.number}/drafts"
    assert as_maya.put(f"{path}/note", {"text": "Ask the bank"}).status_code == 200
    assert as_maya.put(f"{path}/r.bin", {"text": "x"}).status_code == 422


def test_who_may_only_read_keeps_none(world, program, reply):
    reader = program(world.maya, Scope.READ_CONVERSATIONS)
    assert reader.put(reply, {"text": "x"}).status_code == 403
    assert reader.get("/drafts").status_code == 200


def test_many_drafts_cost_no_more_queries(world, as_maya, reply, django_assert_num_queries):
    as_maya.put(reply, {"text": "Hello"})
    with django_assert_num_queries(4):
        as_maya.get("/drafts")
    for n in range(8):
        row = Conversation.objects.create(
            contact=world.tom, department=world.support, subject=f"{n}"
        )
        actions.keep_draft(row, "note", "x", by=world.maya)
    with django_assert_num_queries(4):
        assert len(as_maya.get("/drafts").json()["items"]) == 9


def _file():
    return File("list.csv", "text/csv", b"one")


def test_the_saved_reply_and_the_channel_are_kept(world, as_maya, reply):
    macro = saving_replies.save_reply("Thanks", {"en": "x"}, by=world.maya)
    body = {"text": "Hello", "saved_reply": macro.pk, "channel": "email"}
    kept = as_maya.put(reply, body).json()["draft"]
    # Mail is the way that is taken anyhow.
    assert (kept["saved_reply"], kept["channel"]) == (macro.pk, "")
    refused = as_maya.put(reply, body | {"saved_reply": 999_999})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "body.saved_reply"

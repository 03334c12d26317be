"""Conversations as a program finds, reads and changes them."""

import base64
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.channels.models import Outbound
from mainstay.conversations.models import Category, Conversation, Message
from mainstay.core import log
from mainstay.core.clock import now

pytestmark = pytest.mark.django_db


def numbers(response):
    assert response.status_code == 200, response.content
    return [each["number"] for each in response.json()["items"]]


def test_the_inbox_stands_as_on_the_screen(world, as_maya):
    assert numbers(as_maya.get("/inbox")) == [world.payout.number, world.invoice.number]
    assert numbers(as_maya.get("/inbox?box=mine")) == [world.payout.number]
    assert numbers(as_maya.get("/inbox?shelf=solved")) == [world.sign_in.number]


def test_filters_apply_together(world, as_maya):
    assert numbers(as_maya.get("/conversations?state=open")) == [
        world.invoice.number,
        world.payout.number,
    ]
    daniel = world.daniel.pk
    assert numbers(as_maya.get(f"/conversations?state=open&contact={daniel}")) == [
        world.payout.number
    ]


def test_a_filter_that_nobody_knows_is_refused(world, as_maya):
    response = as_maya.get("/conversations?asignee=3")
    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"field": "query.asignee", "detail": "There is no such field."}
    ]


def test_a_list_goes_on_at_its_next_address(world, program):
    tomasz = program(world.tomasz)
    seen, path = [], "/conversations?limit=1"
    while path:
        told = tomasz.get(path).json()
        seen += [each["number"] for each in told["items"]]
        path = (told["next"] or "").removeprefix("http://testserver/api/v1")
    assert seen == sorted((each.number for each in world.conversations.values()), reverse=True)


def test_a_damaged_cursor_is_no_first_page(world, as_maya):
    response = as_maya.get("/conversations?cursor=abc")
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "query.cursor"


def test_one_is_shown_with_names_and_its_page(world, as_maya):
    told = as_maya.get(f"/conversations/{world.payout.number}").json()
    assert told["contact"] == {"id": world.daniel.pk, "name": "Daniel Price"}
    assert told["assignee"]["name"] == "Maya Brandt"
    assert told["url"].endswith(f"/conversations/{world.payout.number}/")
    assert told["since"].endswith("Z")


def test_the_number_of_a_merged_one_answers_with_the_other(world, as_maya):
    Conversation.objects.filter(pk=world.invoice.pk).update(
        merged_into=world.payout, state="closed"
    )
    told = as_maya.get(f"/conversations/{world.invoice.number}").json()
    assert told["number"] == world.payout.number


def test_the_timeline_has_what_was_said_and_what_happened(world, as_maya):
    told = as_maya.get(f"/conversations/{world.payout.number}/timeline").json()
    assert [each["kind"] for each in told["messages"]] == ["in", "out", "in"]
    assert told["messages"][1]["author"]["name"] == "Maya Brandt"
    assert told["messages"][1]["delivery"]["state"] == "sent"
    assert "Maya Brandt took this" in [each["sentence"] for each in told["facts"]]
    assert told["next"] is None


def test_we_begin_one_with_a_contact(world, as_maya):
    body = {"contact": world.claire.pk, "department": world.support.pk, "subject": "عرض جديد"}
    response = as_maya.post("/conversations", body)
    assert response.status_code == 201
    assert as_maya.get(response.headers["Location"].removeprefix("/api/v1")).json() == (
        response.json()
    )
    assert response.json()["subject"] == "عرض جديد"


@pytest.mark.parametrize("field", ["contact", "department"])
def test_a_row_that_is_not_there_is_named(world, as_maya, field):
    body = {"contact": world.claire.pk, "department": world.support.pk, "subject": "x"}
    response = as_maya.post("/conversations", {**body, field: 999_999})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == f"body.{field}"


def test_a_reply_leaves_after_the_undo_window_and_can_be_undone(world, as_maya):
    path = f"/conversations/{world.payout.number}/replies"
    made = as_maya.post(path, {"text": "The bank has it.", "cc": [{"address": "tom@x.example"}]})
    assert made.status_code == 201
    assert made.json()["delivery"]["state"] == "held"
    outbound = Outbound.objects.latest("pk")
    assert outbound.to == [["Daniel Price", "daniel.price@northwindads.example"]]
    assert outbound.cc == [["", "tom@x.example"]]
    undone = as_maya.post(f"/messages/{made.json()['id']}/undoing")
    assert undone.json()["delivery"]["state"] == "cancelled"
    assert undone.json()["undone_at"]


def test_a_file_goes_along_and_is_downloaded_again(world, as_maya):
    content = base64.b64encode(b"%PDF").decode()
    file = {"filename": "terms.pdf", "content_type": "application/pdf", "content": content}
    as_maya.post(f"/conversations/{world.payout.number}/notes", {"text": "Here", "files": [file]})
    told = as_maya.get(f"/conversations/{world.payout.number}/timeline").json()
    [shown] = told["messages"][-1]["files"]
    assert (shown["filename"], shown["size"]) == ("terms.pdf", 4)
    answer = as_maya.get(shown["url"].removeprefix("http://testserver/api/v1"))
    assert b"".join(answer.streaming_content) == b"%PDF"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_message_is_downloaded_as_it_arrived(world, as_maya):
    message = Message.objects.filter(conversation=world.payout, raw__isnull=False).first()
    answer = as_maya.get(f"/messages/{message.pk}/raw")
    assert b"".join(answer.streaming_content).lower().count(b"subject:") == 1


def test_it_is_renamed_given_and_moved(world, as_maya, program):
    number = world.payout.number
    told = as_maya.patch(f"/conversations/{number}", {"subject": "Late", "assignee": None}).json()
    assert (told["subject"], told["assignee"]) == ("Late", None)
    told = as_maya.patch(f"/conversations/{number}", {"assignee": world.ines.pk}).json()
    assert told["assignee"]["name"] == "Ines Carvalho"
    moved = program(world.ines).patch(
        f"/conversations/{number}", {"department": world.partner.pk, "assignee": world.oskar.pk}
    )
    assert moved.json()["department"]["name"] == "Partner team"
    assert as_maya.get(f"/conversations/{number}").status_code == 404


def test_each_change_is_a_fact_of_its_owner(world, as_maya):
    as_maya.patch(f"/conversations/{world.payout.number}", {"subject": "Late"})
    last = log.timeline(world.payout).last()
    assert (last.kind, last.actor_id) == ("conversation.renamed", str(world.maya.pk))


def test_it_is_solved_closed_and_opened_again(world, as_maya):
    number = world.payout.number
    refused = as_maya.post(f"/conversations/{number}/closure")
    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Not closed: the client is waiting")
    for verb, state in (("solution", "solved"), ("closure", "closed"), ("reopening", "open")):
        for _twice in range(2):
            told = as_maya.post(f"/conversations/{number}/{verb}").json()
            assert told["state"] == state


def test_it_waits_on_somebody_sleeps_and_wakes(world, as_maya):
    path = f"/conversations/{world.payout.number}"
    told = as_maya.post(f"{path}/waiting", {"party": "finance", "note": "Nadia"}).json()
    assert (told["state"], told["waiting_on"], told["waiting_note"]) == (
        "waiting",
        "finance",
        "Nadia",
    )
    assert as_maya.post(f"{path}/waiting", {"party": "the moon"}).status_code == 422
    until = (now() + timedelta(days=2)).isoformat()
    told = as_maya.post(f"{path}/snooze", {"until": until}).json()
    assert told["state"] == "snoozed"
    assert datetime.fromisoformat(told["snoozed_until"]) == datetime.fromisoformat(until)
    assert as_maya.post(f"{path}/waking").json()["state"] == "open"


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00Z", "2096-01-01T00:00:00Z", "tomorrow", 0])
def test_it_sleeps_until_a_time_that_makes_sense(world, as_maya, until):
    path = f"/conversations/{world.payout.number}/snooze"
    assert as_maya.post(path, {"until": until}).status_code == 422


def test_it_is_given_a_category_a_kind_and_tags(world, as_maya):
    topic = Category.objects.create(name="Late payouts")
    path = f"/conversations/{world.payout.number}"
    given = {"category": topic.pk, "kind": "complaint", "tags": ["VIP", "بطيء"]}
    told = as_maya.patch(path, given).json()
    assert told["category"] == {"id": topic.pk, "name": "Late payouts"}
    assert (told["kind"], sorted(told["tags"])) == ("complaint", ["VIP", "بطيء"])
    assert numbers(as_maya.get(f"/conversations?category={topic.pk}&tag=vip")) == [
        world.payout.number
    ]
    told = as_maya.patch(path, {"category": None, "kind": "", "tags": ["vip"]}).json()
    assert (told["category"], told["kind"], told["tags"]) == (None, "", ["VIP"])
    listed = [each["name"] for each in as_maya.get("/categories").json()["items"]]
    assert "Late payouts" in listed


def test_search_finds_what_was_said_and_who(world, as_maya, program):
    told = as_maya.get("/search?q=payout").json()
    assert [each["conversation"]["number"] for each in told["hits"]] == [world.payout.number]
    assert "payout" in told["hits"][0]["snippet"]
    people = as_maya.get("/search?q=daniel").json()["contacts"]
    assert [each["name"] for each in people] == ["Daniel Price"]
    assert program(world.oskar).get("/search?q=payout").json()["hits"] == []


QUERIES = {
    "/inbox": 3,
    "/conversations": 4,
    "/conversations/{number}": 5,
    "/conversations/{number}/timeline": 7,
}


@pytest.mark.parametrize("path", QUERIES)
def test_rows_do_not_change_the_number_of_queries(world, as_maya, path):
    path = path.format(number=world.payout.number)
    as_maya.get(path)
    few = asked(as_maya, path)
    for n in range(30):
        Conversation.objects.create(
            contact=world.tom, department=world.support, subject=f"{n}", assignee=world.ines
        )
        as_maya.post(f"/conversations/{world.payout.number}/notes", {"text": f"{n}"})
        as_maya.patch(f"/conversations/{world.payout.number}", {"subject": f"{n}"})
    assert len(asked(as_maya, path)) == len(few)


@pytest.mark.parametrize("path", QUERIES)
def test_the_number_of_queries_is_the_one_that_is_written_down(world, as_maya, path):
    as_maya.get("/me")
    queries = asked(as_maya, path.format(number=world.payout.number))
    assert len(queries) == QUERIES[path], "\n".join(queries)


def asked(program, path):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert program.get(path).status_code == 200
    return [each["sql"] for each in caught]

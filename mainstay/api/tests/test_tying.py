"""Conversations are linked, and those who report one problem are answered at once."""

import pytest

from mainstay.conversations import actions
from mainstay.conversations.actions.bulk import go_on
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import arrive, mail

pytestmark = pytest.mark.django_db


def numbers(rows):
    return [each["number"] for each in rows]


@pytest.fixture
def outage(world):
    """Daniel's problem, and two reports of it: Claire's in French, Łukasz's in Polish."""
    found = []
    for name, address, language in (
        ("Daniel Price", "daniel.price@northwindads.example", "en"),
        ("Claire Fabre", "claire.fabre@lejournaldusud.example", "fr"),
        ("Łukasz", "lukasz@reklama.example", "pl"),
    ):
        received = arrive(mail(f"<{address}>", sender=f"{name} <{address}>", subject="It is down"))
        row = Conversation.objects.select_related("contact").get(pk=received.conversation_id)
        row.contact.language = language
        row.contact.save()
        found.append(row)
    for each in found[1:]:
        actions.set_problem(each, found[0], by=world.tomasz)
    return found


def test_two_show_each_other_until_they_do_not(world, as_maya):
    path = f"/conversations/{world.payout.number}/links"
    for _twice in range(2):
        told = as_maya.post(path, {"conversation": world.invoice.number})
        assert told.status_code == 200
        assert numbers(told.json()["linked"]) == [world.invoice.number]
    other = as_maya.get(f"/conversations/{world.invoice.number}/ties").json()
    assert numbers(other["linked"]) == [world.payout.number]
    for _twice in range(2):
        told = as_maya.delete(f"{path}/{world.invoice.number}")
        assert told.json()["linked"] == []


def test_only_what_one_sees_is_linked_and_shown(world, as_maya, program):
    path = f"/conversations/{world.payout.number}/links"
    hidden = as_maya.post(path, {"conversation": world.tracking.number})
    assert hidden.status_code == 422
    assert hidden.json()["errors"][0]["field"] == "body.conversation"
    actions.link(world.payout, world.tracking, by=world.tomasz)
    assert as_maya.get(f"/conversations/{world.payout.number}/ties").json()["linked"] == []
    assert as_maya.delete(f"{path}/{world.tracking.number}").status_code == 404
    assert program(world.oskar).get(f"/conversations/{world.payout.number}/ties").status_code == 404


def test_it_reports_a_problem_and_then_another_matter(world, as_maya):
    path = f"/conversations/{world.invoice.number}/problem"
    told = as_maya.post(path, {"conversation": world.payout.number}).json()
    assert told["problem"]["number"] == world.payout.number
    problem = as_maya.get(f"/conversations/{world.payout.number}").json()
    assert problem["kind"] == "problem"
    ties = as_maya.get(f"/conversations/{world.payout.number}/ties").json()
    assert numbers(ties["reports"]) == [world.invoice.number]
    assert as_maya.delete(path).json()["problem"] is None
    assert as_maya.delete(path).status_code == 200


def test_nothing_reports_itself(world, as_maya):
    path = f"/conversations/{world.payout.number}"
    for noun in ("problem", "links"):
        refused = as_maya.post(f"{path}/{noun}", {"conversation": world.payout.number})
        assert refused.status_code == 422
        assert "the same one" in refused.json()["detail"]


def test_who_waits_is_listed_with_their_languages(world, program, outage):
    told = program(world.tomasz).get(f"/conversations/{outage[0].number}/reports").json()
    assert numbers(told["items"]) == [each.number for each in outage]
    assert told["languages"] == {"en": 1, "fr": 1, "pl": 1}


def test_all_are_answered_each_in_their_own_language(world, program, outage):
    tomasz, path = program(world.tomasz), f"/conversations/{outage[0].number}/reports/answers"
    texts = {"en": "{name}: mended.", "fr": "{name} : réparé."}
    refused = tomasz.post(path, {"texts": texts})
    assert refused.status_code == 422
    assert "get the English one: Łukasz" in refused.json()["errors"][0]["detail"]
    begun = tomasz.post(path, {"texts": texts, "english_for_others": True, "solve": True})
    assert begun.status_code == 201
    assert begun.json()["total"] == 3
    go_on(begun.json()["id"])
    there = begun.headers["Location"].removeprefix("/api/v1")
    assert tomasz.get(there).json()["changed"] == 3
    said = [each.messages.get(kind="out").text for each in outage]
    assert said == ["Daniel Price: mended.", "Claire Fabre : réparé.", "Łukasz: mended."]


def test_without_english_nobody_is_left_out_unawares(world, program, outage):
    path = f"/conversations/{outage[0].number}/reports/answers"
    body = {"texts": {"fr": "Réparé."}, "english_for_others": True}
    refused = program(world.tomasz).post(path, body)
    assert refused.status_code == 422
    assert "not even in English" in refused.json()["errors"][0]["detail"]
    unknown = program(world.tomasz).post(path, {"texts": {"xx": "?"}})
    assert unknown.json()["errors"][0]["field"] == "body.texts.xx"


def test_where_nobody_waits_nothing_is_sent(world, as_maya):
    path = f"/conversations/{world.sign_in.number}/reports/answers"
    refused = as_maya.post(path, {"texts": {"en": "Mended."}})
    assert refused.status_code == 422
    assert "Nobody waits" in refused.json()["detail"]


def test_many_ties_cost_no_more_queries(world, program, outage, django_assert_num_queries):
    tomasz = program(world.tomasz)
    tomasz.get("/me")
    for path, queries in (("ties", 4), ("reports", 3)):
        with django_assert_num_queries(queries):
            assert tomasz.get(f"/conversations/{outage[0].number}/{path}").status_code == 200
    for n in range(12):
        row = Conversation.objects.create(
            contact=world.tom, department=world.support, subject=f"{n}", problem=outage[0]
        )
        actions.link(outage[0], row, by=world.tomasz)
    for path, queries in (("ties", 4), ("reports", 3)):
        with django_assert_num_queries(queries):
            tomasz.get(f"/conversations/{outage[0].number}/{path}")

"""Who may ask, for what, and how often."""

from datetime import timedelta

import pytest
from django.test import Client

from mainstay.api import doors
from mainstay.api.tests.conftest import Program
from mainstay.core import clock
from mainstay.core.clock import now
from mainstay.team.tokens import actions
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db


def test_without_a_token_nobody_is_let_in(world):
    response = Program("").get("/inbox")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["title"] == "No good token"
    assert told["request_id"] == response.headers["X-Request-ID"]


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer mst_wrong", "Basic bXN0Og==", "x"])
def test_a_wrong_token_is_none(world, header):
    assert Client(headers={"Authorization": header}).get("/api/v1/me").status_code == 401


def test_a_cookie_opens_nothing(world):
    browser = Client()
    browser.force_login(world.tomasz)
    assert browser.get("/api/v1/me").status_code == 401
    assert browser.get("/inbox/").status_code == 200


def test_a_token_opens_no_page(world, as_maya):
    page = Client(headers={"Authorization": f"Bearer {as_maya.token}"}).get("/inbox/")
    assert page.status_code == 302


def test_a_revoked_token_is_none_at_once(world):
    token, text = actions.make("Shop", by=world.maya, scopes=list(Scope))
    assert Program(text).get("/me").status_code == 200
    actions.revoke(token, by=world.maya)
    assert Program(text).get("/me").status_code == 401


def test_the_token_says_what_it_is(world, program):
    told = program(world.ruth, Scope.READ_TEAM).get("/me").json()
    assert told["member"] == {"id": world.ruth.pk, "name": "Ruth Adler"}
    assert (told["token"], told["scopes"]) == ("Shop", ["team:read"])


def test_a_token_is_good_for_its_areas_only(world, program):
    reader = program(world.maya, Scope.READ_CONVERSATIONS)
    number = world.payout.number
    assert reader.get(f"/conversations/{number}").status_code == 200
    for refused in (
        reader.get("/contacts"),
        reader.get("/members"),
        reader.post(f"/conversations/{number}/notes", {"text": "x"}),
        reader.post("/messages", {"address": "a@b.example", "text": "x"}),
    ):
        assert refused.status_code == 403
        assert refused.json()["type"].endswith("#problem-forbidden")


def test_handing_messages_over_reads_nothing(world, program):
    form = program(world.maya, Scope.HAND_OVER)
    body = {"address": "a@b.example", "text": "x"}
    assert form.post("/messages", body).status_code == 201
    assert form.get("/inbox").status_code == 403


def test_who_has_become_a_reader_writes_no_more(world, program):
    writer = program(world.maya)
    world.maya.role = "read_only"
    world.maya.save()
    refused = writer.post(f"/conversations/{world.payout.number}/notes", {"text": "x"})
    assert refused.status_code == 403
    assert "read here, not write" in refused.json()["detail"]
    assert writer.get(f"/conversations/{world.payout.number}").status_code == 200


def test_another_department_has_nothing_here(world, program):
    stranger = program(world.oskar)
    message = world.payout.messages.first()
    for path in (
        f"/conversations/{world.payout.number}",
        f"/conversations/{world.payout.number}/timeline",
        f"/messages/{message.pk}/raw",
    ):
        assert stranger.get(path).status_code == 404
    for path in ("notes", "replies"):
        answer = stranger.post(f"/conversations/{world.payout.number}/{path}", {"text": "x"})
        assert answer.status_code == 404
    assert stranger.post(f"/messages/{message.pk}/undoing").status_code == 404
    listed = stranger.get("/conversations").json()["items"]
    assert [each["number"] for each in listed] == [world.tracking.number]


def test_who_asks_too_often_waits(world, program):
    busy = program(world.tomasz, Scope.READ_TEAM, requests_per_minute=3)
    answers = [busy.get("/me") for _time in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) in range(1, 21)
    assert "Wait" in answers[-1].json()["detail"]
    assert program(world.tomasz, Scope.READ_TEAM).get("/me").status_code == 200


def test_the_wait_is_as_long_as_it_says(world, monkeypatch):
    token, _text = actions.make("Shop", by=world.maya, scopes=list(Scope), requests_per_minute=60)
    moment = [100.0]
    monkeypatch.setattr(doors.time, "monotonic", lambda: moment[0])
    pace = doors.Pace()
    assert [pace.wait(token) for _time in range(61)][-1] == 1
    moment[0] += 0.5
    assert pace.wait(token) == 1
    moment[0] += 0.6
    assert pace.wait(token) == 0


def test_a_sentence_is_told_in_the_language_asked_for(world):
    told = Program("").get("/me", **{"Accept-Language": "fr"})
    assert told.headers["Content-Language"] == "fr"


@pytest.mark.parametrize("path", ["/nothing", "/conversations/1/nothing", "/docs/x", "/"])
def test_an_unknown_address_is_a_problem_too(world, as_maya, path):
    response = as_maya.get(path)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_wrong_method_says_which_are_right(world, as_maya):
    response = as_maya.post("/me")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET"
    assert response.json()["type"].endswith("#problem-wrong-method")


def test_our_own_fault_is_a_problem_too(world, as_maya, monkeypatch):
    def crash(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr("mainstay.conversations.queries.inbox", crash)
    as_maya._client.raise_request_exception = False
    response = as_maya.get("/inbox")
    assert response.status_code == 500
    assert response.json()["title"] == "We could not do this"


def test_a_token_that_is_over_is_none(world):
    _token, text = actions.make(
        "Shop", by=world.maya, scopes=list(Scope), expires_at=now() + timedelta(hours=1)
    )
    with clock.at(now() + timedelta(hours=2)):
        assert Program(text).get("/me").status_code == 401

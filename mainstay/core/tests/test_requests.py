"""A request is a whole: a form changes things once, also when the database goes away under it."""

import sys
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import path

from mainstay.core import middleware
from mainstay.core.boundary import is_lost, let_go
from mainstay.core.models import OnceKey, Switch

from .test_boundary import cut_off

pytestmark = [pytest.mark.urls(__name__), pytest.mark.sql]

KEY = "22222222-2222-4222-8222-222222222222"
_troubles = []


def make(request):
    """Make a switch, after whatever trouble is due."""
    name = request.POST.get("name", "")
    if not name:
        Switch.objects.create(name="from a refused form")
        return HttpResponse("Give it a name.", status=422)
    Switch.objects.create(name=f"{name} {uuid.uuid4().hex[:8]}")
    if "file" in request.FILES:
        Switch.objects.create(name=request.FILES["file"].read().decode())
    if _troubles:
        _troubles.pop()()
    return HttpResponseRedirect(f"/made/{name}/")


def show(request):
    if _troubles:
        _troubles.pop()()
    return HttpResponse(Switch.objects.count())


def broken(request):
    request.lost_database = is_lost(sys.exc_info()[1])
    return HttpResponse("our fault", status=500)


def broken_itself(request):
    request.lost_database = is_lost(sys.exc_info()[1])
    return HttpResponse(Switch.objects.count(), status=500)


urlpatterns = [path("make/", make), path("show/", show)]
handler500 = broken


@pytest.fixture
def client(settings, transactional_db):
    settings.MIDDLEWARE = [
        "mainstay.core.middleware.Boundary",
        "mainstay.core.middleware.OnceAndWhole",
    ]
    _troubles.clear()
    yield Client(raise_request_exception=False)
    let_go()


def made():
    return Switch.objects.count()


def test_a_form_is_taken(client):
    response = client.post("/make/", {"name": "a", "once": KEY})
    assert (response.status_code, response.url) == (302, "/made/a/")
    assert OnceKey.objects.get().location == "/made/a/"


def test_sent_twice_it_leads_to_the_same_place_and_changes_nothing(client):
    client.post("/make/", {"name": "a", "once": KEY})
    response = client.post("/make/", {"name": "a", "once": KEY})
    assert (response.status_code, response.url) == (302, "/made/a/")
    assert made() == 1


def test_sent_twice_by_htmx_it_is_led_by_a_header(client):
    client.post("/make/", {"name": "a", "once": KEY})
    response = client.post("/make/", {"name": "a", "once": KEY}, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (200, "/made/a/")


def test_a_form_without_a_key_is_taken_each_time(client):
    client.post("/make/", {"name": "a"})
    client.post("/make/", {"name": "a", "once": "no key"})
    assert made() == 2


def test_a_refused_form_changes_nothing_and_may_be_mended(client):
    response = client.post("/make/", {"once": KEY})
    assert (response.status_code, made()) == (422, 0)
    response = client.post("/make/", {"name": "mended", "once": KEY})
    assert (response.url, made()) == ("/made/mended/", 1)


def test_a_form_that_fails_changes_nothing_and_may_be_sent_again(client):
    _troubles.append(lambda: [][0])
    response = client.post("/make/", {"name": "a", "once": KEY})
    assert (response.status_code, made()) == (500, 0)
    assert client.post("/make/", {"name": "a", "once": KEY}).status_code == 302
    assert made() == 1


def test_a_form_is_taken_once_when_the_database_goes_away_under_it(client):
    _troubles.extend([cut_off, cut_off])
    response = client.post("/make/", {"name": "a", "once": KEY})
    assert (response.url, made()) == ("/made/a/", 1)


def test_its_files_are_there_at_the_second_try(client):
    _troubles.append(cut_off)
    file = SimpleUploadedFile("note.txt", b"the whole file")
    client.post("/make/", {"name": "a", "once": KEY, "file": file})
    assert Switch.objects.filter(name="the whole file").exists()


def test_a_commit_of_unknown_outcome_is_not_repeated(client, monkeypatch):
    commit, losses = DatabaseWrapper._commit, [1]

    def lose_the_answer(self):
        commit(self)
        if losses:
            losses.pop()
            raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(DatabaseWrapper, "_commit", lose_the_answer)
    response = client.post("/make/", {"name": "a", "once": KEY})
    assert (response.url, made()) == ("/made/a/", 1)


def test_a_form_without_a_key_is_not_repeated(client):
    _troubles.append(cut_off)
    assert client.post("/make/", {"name": "a"}).status_code == 500
    let_go()
    assert made() == 1


def test_a_page_is_answered_again(client):
    _troubles.append(cut_off)
    assert client.get("/show/").status_code == 200


def test_also_when_the_page_of_the_error_needs_the_database(client, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "handler500", broken_itself)
    _troubles.append(cut_off)
    assert client.get("/show/").status_code == 200


def test_it_ends_some_day(client, monkeypatch):
    monkeypatch.setattr(middleware, "PATIENCE", 0.6)
    _troubles.extend([cut_off] * 9)
    assert client.get("/show/").status_code == 500
    assert len(_troubles) == 7


def test_another_failure_is_not_repeated(client):
    _troubles.extend([lambda: [][0]] * 2)
    assert client.get("/show/").status_code == 500
    assert len(_troubles) == 1


def test_nothing_of_it_stays_open(client):
    client.post("/make/", {"name": "a", "once": KEY})
    assert not transaction.get_connection().in_atomic_block

"""Whether mail leaves."""

import pytest

from mainstay.core.actions import is_off

pytestmark = pytest.mark.django_db


def test_it_is_paused_with_a_reason_that_everybody_reads(as_tomasz, as_maya):
    assert as_tomasz.post("/sending/pause/", {"reason": "New mail server"}).url == "/sending/"
    assert is_off("sending")
    assert "New mail server" in as_maya.get("/people/").content.decode()


def test_without_a_reason_it_goes_on(as_tomasz):
    response = as_tomasz.post("/sending/pause/", {"reason": ""})
    assert response.status_code == 422
    assert 'id="id_reason_error"' in response.content.decode()
    assert not is_off("sending")


def test_it_is_resumed(as_tomasz):
    as_tomasz.post("/sending/pause/", {"reason": "New mail server"})
    for _time in range(2):
        as_tomasz.post("/sending/resumption/")
    assert not is_off("sending")


def test_what_waits_is_counted(as_maya, world):
    page = as_maya.get("/sending/").content.decode()
    assert "Wait to leave" in page
    assert "No mail server is set" in page


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_only_an_administrator_decides(request, who):
    browser = request.getfixturevalue(who)
    assert browser.post("/sending/pause/", {"reason": "x"}).status_code == 403
    assert browser.post("/sending/resumption/").status_code == 403
    assert not is_off("sending")


def test_a_link_pauses_nothing(as_tomasz):
    assert as_tomasz.get("/sending/pause/").status_code == 405

"""Messages that could not be read: seen, tried again, taken out."""

import pytest

from mainstay.channels import events, intake, queries
from mainstay.channels.models import RawMessage
from mainstay.conversations.actions.receiving import Received
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Conversation
from mainstay.core.models import Event

pytestmark = pytest.mark.django_db

READABLE = (
    b"From: =?utf-8?q?Ren=C3=A9e?= <renee@shop.example>\r\nSubject: Where\r\n is it?\r\n"
    b"Message-ID: <1@shop.example>\r\n\r\nHello\r\n"
)


def _hold(content, cause="not_taken", explanation="DataError: too long"):
    raw_id = intake.store(content, source="receive").raw_id
    intake.quarantine(raw_id, cause, explanation)
    return raw_id


@pytest.fixture
def held(world):
    return _hold(READABLE)


def test_an_empty_quarantine_says_what_would_be_here(as_ines):
    assert "Every message could be read" in as_ines.get("/quarantine/").content.decode()


def test_one_is_listed_with_cause_sender_and_size(as_ines, held):
    page = as_ines.get("/quarantine/").content.decode()
    assert "We read it but could not keep it" in page
    assert "Renée &lt;renee@shop.example&gt;" in page
    assert "Where is it?" in page
    assert f"{len(READABLE)} B" in page


def test_a_page_costs_the_same_for_many_and_the_rest_follows(
    as_ines, held, monkeypatch, django_assert_max_num_queries, django_assert_num_queries
):
    monkeypatch.setattr(queries, "PAGE", 3)
    as_ines.get("/quarantine/")
    with django_assert_max_num_queries(30) as few:
        as_ines.get("/quarantine/")
    for number in range(4):
        _hold(b"no mail %d" % number, "no_headers", "no headers")
    with django_assert_num_queries(len(few)):
        first = as_ines.get("/quarantine/").content.decode()
    third = RawMessage.objects.quarantined()[2]
    assert f"?after={third.pk}" in first
    rest = as_ines.get(f"/quarantine/?after={third.pk}").content.decode()
    assert "renee@shop.example" in rest
    assert as_ines.get("/quarantine/?after=nonsense").status_code == 200


def test_its_page_explains_and_shows_how_it_begins(as_ines, world):
    raw_id = _hold(b"<script>alert(1)</script>\x00\x1b[31m", "no_headers", "no headers")
    page = as_ines.get(f"/quarantine/{raw_id}/").content.decode()
    assert "It is no mail" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\x1b" not in page


def test_tried_again_it_becomes_a_conversation(as_ines, world, held):
    response = as_ines.post(f"/quarantine/{held}/retry/")
    conversation = Conversation.objects.get(contact__identities__value="renee@shop.example")
    assert response.url == f"/conversations/{conversation.pk}/"
    fact = Event.objects.get(kind=events.RELEASED.name)
    assert (fact.subject_id, fact.actor_id) == (held, str(world.ines.pk))
    assert as_ines.get(f"/quarantine/{held}/").status_code == 404


def test_tried_twice_it_is_one_conversation(as_ines, held):
    as_ines.post(f"/quarantine/{held}/retry/")
    response = as_ines.post(f"/quarantine/{held}/retry/", follow=True)
    assert "taken in meanwhile" in response.content.decode()
    assert Event.objects.filter(kind=events.RELEASED.name).count() == 1


def test_what_still_cannot_be_read_stays_and_says_so(as_ines, world):
    raw_id = intake.store(b"", source="receive").raw_id
    take_in(raw_id)
    response = as_ines.post(f"/quarantine/{raw_id}/retry/", follow=True)
    assert "It cannot be read yet" in response.content.decode()
    assert not Event.objects.filter(kind=events.RELEASED.name).exists()


def test_it_is_taken_out_byte_by_byte_and_never_run(as_ines, held):
    response = as_ines.get(f"/quarantine/{held}/export/")
    assert response.content == READABLE
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_message_that_was_read_is_not_handed_out_here(as_ines, world):
    raw_id = intake.store(READABLE, source="receive").raw_id
    assert isinstance(take_in(raw_id), Received)
    for path in ("", "export/"):
        assert as_ines.get(f"/quarantine/{raw_id}/{path}").status_code == 404


@pytest.mark.parametrize("who", ["as_maya", "as_ruth"])
def test_agents_and_readers_stay_outside(request, who, held):
    browser = request.getfixturevalue(who)
    for path in ("", f"{held}/", f"{held}/export/"):
        assert browser.get(f"/quarantine/{path}").status_code == 403
    assert browser.post(f"/quarantine/{held}/retry/").status_code == 403


def test_a_link_tries_nothing_again(as_ines, held):
    assert as_ines.get(f"/quarantine/{held}/retry/").status_code == 405

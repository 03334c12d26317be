"""A request that is sent again happens once; one that fails changes nothing."""

import pytest

from mainstay.conversations.models import Message

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "order-7"}


@pytest.fixture
def notes(world):
    return f"/conversations/{world.payout.number}/notes"


def count(world):
    return Message.objects.filter(conversation=world.payout, kind="note").count()


def test_a_repeat_is_told_the_first_answer(world, as_maya, notes):
    first = as_maya.post(notes, {"text": "Asked the bank"}, **KEY)
    again = as_maya.post(notes, {"text": "Asked the bank"}, **KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert count(world) == 1


def test_without_a_key_it_happens_twice(world, as_maya, notes):
    for _time in range(2):
        as_maya.post(notes, {"text": "Asked the bank"})
    assert count(world) == 2


def test_another_body_under_the_same_key_is_refused(world, as_maya, notes):
    as_maya.post(notes, {"text": "Asked the bank"}, **KEY)
    other = as_maya.post(notes, {"text": "Asked the client"}, **KEY)
    assert other.status_code == 422
    assert other.json()["type"].endswith("#problem-key-taken")
    assert count(world) == 1


def test_another_address_under_the_same_key_is_refused(world, as_maya, notes):
    as_maya.post(notes, {"text": "Asked the bank"}, **KEY)
    path = f"/conversations/{world.invoice.number}/notes"
    assert as_maya.post(path, {"text": "Asked the bank"}, **KEY).status_code == 422


def test_the_same_word_of_another_token_is_another_key(world, as_maya, program, notes):
    as_maya.post(notes, {"text": "Asked the bank"}, **KEY)
    assert program(world.ines).post(notes, {"text": "Asked the bank"}, **KEY).status_code == 201
    assert count(world) == 2


def test_a_refused_request_frees_its_key(world, as_maya, notes):
    assert as_maya.post(notes, {"text": ""}, **KEY).status_code == 422
    closing = f"/conversations/{world.payout.number}/closure"
    assert as_maya.post(closing, **KEY).status_code == 409
    assert as_maya.post(notes, {"text": "Asked the bank"}, **KEY).status_code == 201


def test_a_change_in_several_steps_happens_whole_or_not_at_all(world, as_maya):
    before = world.payout.subject
    change = {"subject": "New", "department": world.partner.pk, "assignee": world.ines.pk}
    refused = as_maya.patch(f"/conversations/{world.payout.number}", change)
    assert refused.status_code == 422
    assert "is not in this department" in refused.json()["detail"]
    world.payout.refresh_from_db()
    assert (world.payout.subject, world.payout.department) == (before, world.support)


@pytest.mark.parametrize("key", ["x" * 256, "", "käse", "a\tb"])
def test_a_strange_key_is_refused(world, as_maya, notes, key):
    response = as_maya.post(notes, {"text": "x"}, **{"Idempotency-Key": key})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "header.Idempotency-Key"
    assert count(world) == 0


def test_the_token_is_asked_for_at_a_repeat_as_well(world, as_maya, notes):
    as_maya.post(notes, {"text": "Asked the bank"}, **KEY)
    world.maya.is_active = False
    world.maya.save()
    assert as_maya.post(notes, {"text": "Asked the bank"}, **KEY).status_code == 401

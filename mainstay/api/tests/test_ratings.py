"""What clients said of our work, as a program reads it."""

import pytest

from mainstay.core.clock import now
from mainstay.surveys.models import Concern, RatingRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def rated(world):
    """Daniel is not satisfied with his sign-in, and Ines has still to look at that."""
    made = RatingRequest.objects.create(
        conversation=world.sign_in,
        contact=world.daniel,
        member=world.ines,
        department=world.support,
        token_hash="x",
        answered_at=now(),
        settled=False,
        score=2,
        comment="لم يُحل",
    )
    Concern.objects.create(request=made, member=world.ines)
    return made


def test_it_stands_with_its_conversation(world, as_maya, rated):
    [told] = as_maya.get(f"/conversations/{world.sign_in.number}/ratings").json()["items"]
    assert (told["id"], told["score"], told["is_settled"]) == (rated.pk, 2, False)
    assert (told["comment"], told["is_unhappy"]) == ("لم يُحل", True)
    assert as_maya.get(f"/conversations/{world.payout.number}/ratings").json()["items"] == []


def test_who_has_to_look_is_told(world, as_maya, program, rated):
    [told] = program(world.ines).get("/unhappy-ratings").json()["items"]
    assert told["conversation"] == world.sign_in.number
    assert as_maya.get("/unhappy-ratings").json()["items"] == []


def test_nothing_tells_where_the_client_answers(world, as_maya, rated):
    told = as_maya.get(f"/conversations/{world.sign_in.number}/ratings").content.decode()
    assert "token" not in told


def test_another_department_reads_none(world, program, rated):
    oskar = program(world.oskar)
    assert oskar.get(f"/conversations/{world.sign_in.number}/ratings").status_code == 404
    Concern.objects.update(member=world.oskar)
    assert oskar.get("/unhappy-ratings").json()["items"] == []


def test_many_cost_no_more_queries(world, as_maya, rated, django_assert_num_queries):
    path = f"/conversations/{world.sign_in.number}/ratings"
    as_maya.get("/me")
    with django_assert_num_queries(4):
        as_maya.get(path)
    for n in range(5):
        RatingRequest.objects.create(
            conversation=world.sign_in,
            contact=world.daniel,
            department=world.support,
            token_hash=f"{n}",
        )
    with django_assert_num_queries(4):
        assert len(as_maya.get(path).json()["items"]) == 6

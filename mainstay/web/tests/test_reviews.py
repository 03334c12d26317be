"""The rubric beside a drawn conversation, and what the reviewed reads of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.surveys import actions
from mainstay.surveys.models import Review, Sampled
from mainstay.surveys.tests.test_reviewing import FULLY, MONDAY, finish  # noqa: F401

GIVEN = {"solution": "3", "guidelines": "2", "needs": "1", "comment": "<b>Keep</b> the hour"}


@pytest.fixture
def sampled(world, finish):  # noqa: F811
    finish(world.maya)
    actions.draw_sample(MONDAY)
    return Sampled.objects.get()


def text_of(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_lead_reviews_and_the_member_reads_it(as_ines, as_maya, sampled):
    assert f"/insights/quality/{sampled.pk}/" in text_of(as_ines, "/insights/quality/")
    assert "Done." in text_of(as_ines, f"/insights/quality/{sampled.pk}/")
    assert as_ines.post(f"/insights/quality/{sampled.pk}/", GIVEN).status_code == 302
    text = text_of(as_maya, "/insights/quality/")
    assert "&lt;b&gt;Keep&lt;/b&gt; the hour" in text
    assert "Ines Carvalho" in text
    assert "To review" not in text


def test_a_colleague_reads_nothing_of_it(as_oskar, as_ruth, world, sampled):
    actions.review(sampled, by=world.ines, **FULLY, comment="Between us")
    for browser in (as_oskar, as_ruth):
        assert "Between us" not in text_of(browser, "/insights/quality/")


def test_twice_is_one_review(as_ines, sampled):
    for _time in range(2):
        as_ines.post(f"/insights/quality/{sampled.pk}/", GIVEN)
    assert Review.objects.count() == 1
    assert 'value="3"' in text_of(as_ines, f"/insights/quality/{sampled.pk}/")


@pytest.mark.parametrize("given", [{}, {**GIVEN, "needs": "9"}, {**GIVEN, "solution": "x"}])
def test_an_incomplete_rubric_is_told_and_keeps_what_was_typed(as_ines, sampled, given):
    response = as_ines.post(f"/insights/quality/{sampled.pk}/", given)
    assert response.status_code == 422
    assert not Review.objects.exists()


@pytest.mark.parametrize("who", ["as_maya", "as_oskar", "as_ruth"])
def test_for_everybody_else_there_is_nothing_to_review(request, who, sampled):
    browser = request.getfixturevalue(who)
    assert browser.get(f"/insights/quality/{sampled.pk}/").status_code == 404
    assert browser.post(f"/insights/quality/{sampled.pk}/", GIVEN).status_code == 404


def test_rows_do_not_change_the_number_of_queries(as_ines, world, finish):  # noqa: F811
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert as_ines.get("/insights/quality/").status_code == 200
        return [each["sql"] for each in found]

    def draw(times):
        Sampled.objects.all().delete()
        finish(world.maya, times)
        actions.draw_sample(MONDAY)
        for each in Sampled.objects.all():
            actions.review(each, by=world.ines, **FULLY)

    as_ines.get("/inbox/list/")
    draw(1)
    few = asked()
    draw(3)
    many = asked()
    assert len(many) == len(few) == 11, "\n".join(many)

"""The reports on screen: within what one may know, with the way to what was counted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.conversations import actions as conversations
from mainstay.conversations.models import Category, Conversation
from mainstay.core.clock import now
from mainstay.insights.tests.conftest import rate  # noqa: F401
from mainstay.surveys import actions
from mainstay.surveys.actions import Answer
from mainstay.surveys.models import ClosingTerms, Concern, RatingRequest

REPORTS = ("/insights/satisfaction/", "/insights/topics/", "/insights/quality/")
BEHIND = "/insights/satisfaction/answers/"


def text_of(browser, address):
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("who", ["as_maya", "as_oskar", "as_ines", "as_tomasz", "as_ruth"])
@pytest.mark.parametrize("address", REPORTS)
def test_everybody_may_open_the_reports_even_empty_ones(request, who, address):
    text_of(request.getfixturevalue(who), address)


def test_the_rail_leads_there(as_maya):
    assert 'href="/insights/"' in text_of(as_maya, "/inbox/")
    assert as_maya.get("/insights/").url == "/insights/satisfaction/"


def test_a_stranger_is_asked_to_sign_in(client):
    for address in (*REPORTS, BEHIND, "/closing/"):
        assert client.get(address).status_code == 302


def test_enough_scores_are_a_share_with_its_interval(as_maya, rate):  # noqa: F811
    for score in (5,) * 9 + (2,) * 3:
        rate(score)
    text = text_of(as_maya, "/insights/satisfaction/")
    assert "75.0\u202f%" in text
    assert "46.8 to 91.1" in text


def test_too_few_are_none(as_maya, rate):  # noqa: F811
    for _time in range(9):
        rate(5)
    text = text_of(as_maya, "/insights/satisfaction/")
    assert "Not enough to say yet: needs 10 scores, has 9" in text
    assert "100.0" not in text


def test_every_count_leads_to_what_it_counted(as_ines, rate):  # noqa: F811
    rate(5), rate(2), rate()
    text = text_of(as_ines, "/insights/satisfaction/?by=member")
    for figure, count in (("sent", 3), ("answered", 2), ("scored", 2), ("satisfied", 1)):
        address = f"{BEHIND}?days=30&by=member&key="
        assert f"{address.replace('&', '&amp;')}" in text
        found = text_of(as_ines, f"{BEHIND}?days=30&figure={figure}")
        assert found.count('href="/conversations/') == count


def test_what_one_may_count_and_not_see_is_said(as_maya, world, rate):  # noqa: F811
    moved = rate(5)
    rate(4)
    Conversation.objects.filter(pk=moved.conversation_id).update(department=world.partner)
    text = text_of(as_maya, f"{BEHIND}?days=30&figure=sent")
    assert "2 requests" in text
    assert "1 of them is about a conversation that you do not see" in text
    assert text.count('href="/conversations/') == 1


def test_an_agent_learns_nothing_of_a_colleague(as_maya, world, rate):  # noqa: F811
    rate(1, member=world.ines), rate(5)
    assert "Ines Carvalho" not in text_of(as_maya, "/insights/satisfaction/?by=member")
    behind = f"{BEHIND}?days=30&by=member&key={world.ines.pk}&figure=sent"
    assert 'href="/conversations/' not in text_of(as_maya, behind)


@pytest.mark.parametrize(
    "query",
    ["?days=x", "?by=x&days=900", "?first=2026-01-01", "?first=x&last=y", "?days=7&by=category"],
)
def test_a_choice_that_makes_no_sense_is_the_usual_one(as_maya, query):
    assert as_maya.get(f"/insights/satisfaction/{query}").status_code in (200, 422)


def test_own_dates_are_taken_and_wrong_ones_told(as_maya, rate):  # noqa: F811
    rate(5, at=now() - timedelta(days=200))
    first, last = (now() - timedelta(days=d) for d in (210, 190))
    dates = f"?first={first:%Y-%m-%d}&last={last:%Y-%m-%d}"
    assert "/insights/satisfaction/answers/?first=" in text_of(
        as_maya, f"/insights/satisfaction/{dates}"
    )
    wrong = as_maya.get(f"/insights/satisfaction/?first={last:%Y-%m-%d}&last={first:%Y-%m-%d}")
    assert wrong.status_code == 422
    assert "before the beginning" in wrong.content.decode()


def test_an_unknown_figure_is_no_page(as_maya):
    assert as_maya.get(f"{BEHIND}?figure=x").status_code == 404
    assert as_maya.get("/insights/topics/conversations/?week=x&category=1").status_code == 404
    assert (
        as_maya.get("/insights/topics/conversations/?week=2026-W01&category=9").status_code == 404
    )


def test_the_file_says_what_the_page_says(as_ines, rate):  # noqa: F811
    rate(5), rate(1)
    response = as_ines.get("/insights/satisfaction/export/?by=department&days=7")
    body = b"".join(response.streaming_content).decode()
    assert response["Content-Disposition"].startswith(
        'attachment; filename="satisfaction-department'
    )
    assert body.startswith("\ufeffGroup,")
    assert "Support,2,2,1.0000" in body


def test_topics_show_rank_drift_and_what_has_none(as_maya, world, rate):  # noqa: F811
    links = Category.objects.create(name="Links <b>")
    at = now() - timedelta(days=7)
    for _time in range(3):
        rate(category=links, created_at=at)
    rate(created_at=at)
    text = text_of(as_maya, f"/insights/topics/?week={at:%G-W%V}")
    assert "Links &lt;b&gt;" in text
    assert "<b>" not in text.replace("<b>Mainstay", "").split("Topics of the week")[1][:3000]
    assert "Without a topic" in text
    behind = f"/insights/topics/conversations/?category={links.pk}&week={at:%G-W%V}"
    assert behind.replace("&", "&amp;") in text
    assert text_of(as_maya, behind).count('href="/conversations/') == 3
    export = as_maya.get(f"/insights/topics/export/?week={at:%G-W%V}")
    assert "Links <b>,1,,3,0.7500," in b"".join(export.streaming_content).decode()


def test_no_week_lies_ahead(as_maya):
    assert "not over yet" in text_of(as_maya, "/insights/topics/?week=2999-W01")


@pytest.fixture
def unhappy(world):
    conversations.reply(world.payout, "It arrives today.", by=world.maya)
    conversations.solve(world.payout, by=world.maya)
    return actions.answer(actions.ask(world.payout), Answer(False, 1, "<i>Slow</i>"))


def test_an_unhappy_answer_waits_until_one_has_looked(as_maya, as_ines, unhappy):
    for browser in (as_maya, as_ines):
        text = text_of(browser, "/insights/satisfaction/")
        assert "wait for you" in text
        assert "&lt;i&gt;Slow&lt;/i&gt;" in text
    for _time in range(2):
        assert as_maya.post(f"/insights/ratings/{unhappy.pk}/look/").status_code == 302
    assert "wait for you" not in text_of(as_maya, "/insights/satisfaction/")
    assert "wait for you" in text_of(as_ines, "/insights/satisfaction/")


def test_of_another_department_it_is_not_there(as_oskar, unhappy):
    assert as_oskar.post(f"/insights/ratings/{unhappy.pk}/look/").status_code == 404
    assert Concern.objects.filter(settled_at__isnull=True).count() == 2


def test_a_link_looks_at_nothing(as_maya, unhappy):
    assert as_maya.get(f"/insights/ratings/{unhappy.pk}/look/").status_code == 405


def test_an_administrator_sets_how_conversations_are_closed(as_tomasz):
    given = {"is_asking": "on", "ask_after_minutes": "30", "close_after_days": "14"}
    assert as_tomasz.post("/closing/", given).status_code == 302
    terms = ClosingTerms.current()
    assert (terms.ask_after_minutes, terms.close_after_days, terms.is_asking) == (30, 14, True)
    assert 'value="14"' in text_of(as_tomasz, "/closing/")
    wrong = as_tomasz.post("/closing/", {**given, "close_after_days": "900"})
    assert wrong.status_code == 422


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_nobody_else_sets_it(request, who):
    browser = request.getfixturevalue(who)
    assert browser.get("/closing/").status_code == 403
    assert browser.post("/closing/", {"ask_after_minutes": 1}).status_code == 403


QUERIES = {
    "/insights/satisfaction/": 9,
    "/insights/satisfaction/?by=category": 10,
    f"{BEHIND}?days=30&figure=sent": 9,
    "/insights/topics/": 7,
}


@pytest.mark.parametrize("address", QUERIES)
def test_rows_do_not_change_the_number_of_queries(as_ines, rate, address):  # noqa: F811
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert as_ines.get(address).status_code == 200
        return [each["sql"] for each in found]

    as_ines.get("/inbox/list/")
    rate(5, created_at=now() - timedelta(days=8))
    few = asked()
    for n in range(15):
        category = Category.objects.create(name=f"C{n}")
        rate(1 + n % 5, category=category, created_at=now() - timedelta(days=8))
    many = asked()
    assert len(many) == len(few) == QUERIES[address], "\n".join(many)
    assert RatingRequest.objects.count() == 16


def test_beside_the_conversation_stands_what_the_client_said(as_maya, as_ruth, world, unhappy):
    page = f"/conversations/{world.payout.pk}/"
    text = text_of(as_maya, page)
    assert "1 of 5, very bad" in text
    assert "It is not settled" in text
    assert f"/insights/ratings/{unhappy.pk}/look/" in text
    assert "Daniel Price rates this 1 of 5, very bad" in text
    assert f"/insights/ratings/{unhappy.pk}/look/" not in text_of(as_ruth, page)


def test_nobody_at_the_desk_reads_the_link_of_the_client(as_maya, world, unhappy):
    text = text_of(as_maya, f"/conversations/{world.payout.pk}/")
    assert "link for the client alone" in text
    assert "/r/" not in text

"""A client rates without signing in; whoever else holds the link learns nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from mainstay.channels.models import Brand
from mainstay.conversations.models import Conversation
from mainstay.core import clock, personal
from mainstay.core.models import Event
from mainstay.portal import throttle
from mainstay.portal.tests.conftest import vote
from mainstay.surveys import links
from mainstay.surveys.models import RatingRequest


def answer_of(asked):
    asked.refresh_from_db()
    return asked.settled, asked.score, asked.comment


def test_looking_at_the_page_is_no_vote(asked, page, visitor):
    before = Event.objects.count()
    for proposal in ("", "?settled=no", "?settled=yes", "?score=1", "?score=5&settled=no&change=1"):
        for look in (visitor.get, visitor.head):
            assert look(page + proposal).status_code == 200
    assert answer_of(asked) == (None, None, "")
    assert Event.objects.count() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_only_a_button_votes(asked, page, visitor, method):
    assert getattr(visitor, method)(f"{page}?score=1").status_code in (403, 405)
    assert answer_of(asked) == (None, None, "")


def test_a_forged_form_votes_nothing(asked, page, visitor):
    assert visitor.post(page, {"score": "1"}).status_code == 403
    assert answer_of(asked) == (None, None, "")


@pytest.mark.parametrize(
    ("proposal", "chosen"),
    [("?settled=yes", ["yes"]), ("?settled=no", ["no"]), ("?score=4", ["4"]), ("", [])],
)
def test_the_proposal_of_the_link_is_chosen_already(asked, page, visitor, proposal, chosen):
    shown = visitor.get(page + proposal).content.decode()
    inputs = re.findall(r"<input[^>]*type=\"radio\"[^>]*>", shown)
    assert len(inputs) == 7
    values = [re.search(r'value="(\w+)"', each)[1] for each in inputs if " checked" in each]
    assert values == chosen


@pytest.mark.parametrize("proposal", ["?score=9", "?settled=<script>", "?score=%00", "?x=1"])
def test_a_proposal_that_makes_no_sense_is_none(asked, page, visitor, proposal):
    response = visitor.get(page + proposal)
    assert response.status_code == 200
    assert " checked" not in response.content.decode()
    assert "<script" not in response.content.decode()


def test_the_button_votes(asked, page, visitor):
    response = vote(visitor, page, settled="yes", score="5", comment="Merci")
    assert response.status_code == 302
    assert answer_of(asked) == (True, 5, "Merci")
    assert "Thank you" in visitor.get(response.url).content.decode()


def test_pressed_twice_it_is_one_vote(asked, page, visitor):
    for _time in range(2):
        assert vote(visitor, page, score="4").status_code == 302
    assert Event.objects.filter(kind="rating.given").count() == 1


def test_not_settled_it_says_that_it_is_taken_up_again(world, asked, page, visitor):
    response = vote(visitor, page, settled="no")
    assert "taken it up again" in visitor.get(response.url).content.decode()
    assert Conversation.objects.get(pk=world.payout.pk).is_open


def test_it_is_changed_for_thirty_days(asked, page, visitor):
    vote(visitor, page, score="2", comment="Slow")
    with clock.at(asked.sent_at + timedelta(days=29)):
        vote(visitor, page, score="4")
    assert answer_of(asked) == (None, 4, "Slow")
    with clock.at(asked.sent_at + timedelta(days=31)):
        assert visitor.get(page).status_code == 410


def test_an_empty_form_says_what_is_missing(asked, page, visitor):
    response = vote(visitor, page, comment="Only words")
    assert response.status_code == 422
    text = response.content.decode()
    assert "one of the two questions" in text
    assert "Only words" in text


@pytest.mark.parametrize("given", [{"score": "7"}, {"settled": "perhaps"}])
def test_an_answer_that_we_did_not_offer_is_none(asked, page, visitor, given):
    assert vote(visitor, page, **given).status_code == 422
    assert answer_of(asked) == (None, None, "")


def test_a_stranger_with_the_link_learns_the_brand_and_the_date_alone(world, asked, page, visitor):
    vote(visitor, page, settled="no", score="1", comment="Between us")
    for address in (page, f"{page}?change=1", f"{page}?done=yes"):
        text = visitor.get(address).content.decode()
        for secret in (
            *("Daniel", "Price", "northwindads", "Our payout is late", "Maya", "Between us"),
            *("Support", "bank", f"/{world.payout.pk}/"),
        ):
            assert secret not in text, (address, secret)
        assert " checked" not in text


@pytest.mark.parametrize("state", ["wrong", "old", "erased"])
def test_a_dead_link_is_one_calm_page(world, asked, page, visitor, state):
    address, moment = page, clock.now()
    if state == "wrong":
        address = f"/{links.FOLDER}/{links.new_token()}/"
    elif state == "old":
        moment += timedelta(days=31)
    else:
        personal.erase(world.daniel.pk)
    with clock.at(moment):
        for response in (visitor.get(address), Client().post(address, {"score": "1"})):
            assert response.status_code == 410
            assert "no longer open" in response.content.decode()


def test_the_pages_of_dead_links_do_not_differ(world, asked, page, visitor):
    wrong = visitor.get(f"/{links.FOLDER}/{links.new_token()}/").content
    personal.erase(world.daniel.pk)
    assert visitor.get(page).content == wrong


def test_guessing_is_slowed_down(asked, page, visitor, monkeypatch):
    monkeypatch.setattr(throttle, "WRONG_LINKS", 3)
    answers = [visitor.get(f"/r/{n}/").status_code for n in range(5)]
    assert answers == [410, 410, 410, 429, 429]
    assert visitor.get(page).status_code == 200


def test_answers_by_one_link_are_slowed_down(asked, page, visitor, monkeypatch):
    monkeypatch.setattr(throttle, "ANSWERS", 2)
    statuses = [vote(visitor, page, score=str(n)).status_code for n in (1, 2, 3)]
    assert statuses == [302, 302, 429]
    assert answer_of(asked)[1] == 2


def test_it_is_kept_out_of_search_engines_caches_and_other_pages(asked, page, visitor):
    response = visitor.get(page)
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "<script" not in response.content.decode()


def test_looking_sets_no_cookie_but_the_one_against_forgery(asked, page, visitor):
    response = visitor.get(page)
    assert [name for name in response.cookies if "csrf" not in name] == []


def test_it_speaks_the_language_of_the_client(asked, page, visitor):
    RatingRequest.objects.update(language="fr")
    response = visitor.get(page, headers={"Accept-Language": "en"})
    assert response["Content-Language"] == "fr"
    assert '<html lang="fr" dir="ltr">' in response.content.decode()


def test_it_wears_the_look_of_the_brand(world, asked, page, visitor):
    brand = Brand.objects.create(name="N", accent="#7a1f4d", page_title="<b>Nord</b>")
    Conversation.objects.filter(pk=world.payout.pk).update(brand=brand)
    response = visitor.get(page)
    assert "--brand-accent:#7a1f4d" in response.content.decode()
    assert "&lt;b&gt;Nord&lt;/b&gt;" in response.content.decode()
    assert "'sha256-" in response["Content-Security-Policy"]


def test_somebody_of_ours_looks_and_does_not_answer(world, asked, page):
    browser = Client()
    browser.force_login(world.maya)
    shown = browser.get(page).content.decode()
    assert "you only look here" in shown
    assert "Send my answer" not in shown
    assert browser.post(page, {"score": "5"}).status_code == 403
    assert answer_of(asked) == (None, None, "")

"""A program of the company is asked about a client; whatever it does, the desk stays calm."""

import time

import pytest
from django.core.cache import cache

from mainstay.clients.cards import actions, asking
from mainstay.clients.cards.asking import cards_about, try_out
from mainstay.clients.models import CardSource

pytestmark = pytest.mark.django_db


def test_it_is_asked_who_it_is_about_and_knows_that_it_was_us(world, source, company):
    [shown] = cards_about(world.daniel, world.payout.number)
    assert company.is_asked_by_us(source.plain_secret)
    assert not company.is_asked_by_us("another secret")
    [asked] = company.asked
    assert asked["contact"]["name"] == "Daniel Price"
    assert {"kind": "email", "value": "daniel.price@northwindads.example"} in asked["contact"][
        "identities"
    ]
    assert asked["organisation"]["name"] == "Northwind Ads"
    assert asked["organisation"]["domains"] == ["northwind-old.example", "northwindads.example"]
    assert (asked["conversation"], asked["cards"]) == (world.payout.number, ["balance"])
    assert [card.title for card in shown.cards] == ["Balance"]


def test_it_is_not_asked_again_while_its_answer_is_good(world, source, company):
    first = cards_about(world.daniel)
    assert cards_about(world.daniel) == first
    assert len(company.asked) == 1
    cards_about(world.tom)
    cards_about(world.daniel, 7)
    assert len(company.asked) == 3


def test_an_answer_that_names_no_time_is_not_kept(world, source, company):
    company.answer = {"cards": []}
    for _time in range(2):
        cards_about(world.daniel)
    assert len(company.asked) == 2


def test_nothing_is_kept_longer_than_ten_minutes(world, source, company, monkeypatch):
    company.answer = {"cards": [], "cache_seconds": 86_400}
    kept = []
    monkeypatch.setattr(cache, "set", lambda _key, _value, seconds: kept.append(seconds))
    cards_about(world.daniel)
    assert kept == [600]


def test_a_changed_source_is_asked_anew(world, source, company):
    cards_about(world.daniel)
    actions.change(
        source,
        name="Billing",
        url=company.url,
        cards=["balance", "orders"],
        patience=1000,
        is_active=True,
        by=world.tomasz,
    )
    cards_about(world.daniel)
    assert [each["cards"] for each in company.asked] == [["balance"], ["balance", "orders"]]


def test_one_that_is_slow_is_waited_for_no_longer_than_allowed_and_then_left_alone(
    world, source, company
):
    CardSource.objects.update(patience=300)
    company.thinks = 2
    began = time.monotonic()
    [shown] = cards_about(world.daniel)
    assert time.monotonic() - began < 1.5
    assert shown.trouble == "127.0.0.1 did not answer in 0.3 s."
    [again] = cards_about(world.tom)
    assert again == shown
    assert len(company.asked) == 1


def test_two_are_asked_at_the_same_time(world, source, company):
    actions.add("Orders", company.url, cards=["orders"], patience=2000, by=world.tomasz)
    CardSource.objects.update(patience=2000)
    company.thinks = 1
    began = time.monotonic()
    shown = cards_about(world.daniel)
    assert time.monotonic() - began < 1.9
    assert [each.source for each in shown] == ["Billing", "Orders"]
    assert all(each.cards for each in shown)


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (500, b"oops", "status 500"),
        (302, b"", "status 302"),
        (200, b"<html>", "no JSON"),
        (200, b'{"cards": 3}', "cards"),
        (200, b"x" * 70_000, "longer than 64 kB"),
        (200, b"\xff\xfe", "no JSON"),
        (200, b"[" * 50_000, "no JSON"),
    ],
)
def test_what_it_answers_wrongly_is_said(world, source, company, status, answer, said):
    company.status, company.answer = status, answer
    [shown] = cards_about(world.daniel)
    assert said in shown.trouble
    assert shown.cards == ()


def test_one_that_leads_into_our_network_is_not_asked(world, source, company, settings):
    settings.ENV = settings.ENV.model_copy(update={"private_networks": ""})
    [shown] = cards_about(world.daniel)
    assert "private network" in shown.trouble
    assert company.asked == []


def test_one_that_is_off_is_not_asked(world, source, company):
    CardSource.objects.update(is_active=False)
    assert cards_about(world.daniel) == []
    assert company.asked == []


def test_a_trial_shows_everything_and_asks_each_time(world, source, company):
    for _time in range(2):
        trial = try_out(source, world.daniel)
    assert len(company.asked) == 2
    assert '"Daniel Price"' in trial.question
    assert "pays late" in trial.answer
    assert trial.shown.cards
    assert trial.seconds > 0


def test_with_another_key_of_the_desk_it_says_so(world, source, company, settings):
    settings.SECRET_KEY = "another"
    [shown] = cards_about(world.daniel)
    assert "The desk has another key" in shown.trouble.replace("the desk", "The desk")
    assert company.asked == []


def test_a_contact_without_a_company_is_asked_about_too(world, source, company):
    world.daniel.organisation = None
    world.daniel.save()
    cards_about(world.daniel)
    assert company.asked[0]["organisation"] is None


def test_the_number_of_queries_does_not_grow(world, source, company, django_assert_num_queries):
    cards_about(world.daniel)
    for n in range(3):
        actions.add(f"Other {n}", company.url, cards=[], patience=1000, by=world.tomasz)
    asking.cards_about(world.daniel)
    with django_assert_num_queries(9):
        asking.cards_about(world.daniel)

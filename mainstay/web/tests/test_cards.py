"""Cards beside a client, and the settings of the programs that are asked."""

import re

import pytest
from django.core.cache import cache

from mainstay.clients.cards import actions, asking
from mainstay.clients.cards.asking import _Answered
from mainstay.clients.cards.shapes import read
from mainstay.clients.models import CardSource

pytestmark = pytest.mark.django_db
ANSWER = """{"cards": [{"title": "Balance <b>", "components": [
  {"type": "facts", "items": [{"name": "Open", "value": "1 250 €"}]},
  {"type": "table", "columns": ["No."], "rows": [["7"]]},
  {"type": "badge", "text": "VIP", "tone": "kept"},
  {"type": "text", "text": "<script>alert(1)</script> رصيد"},
  {"type": "link", "text": "Open it", "url": "https://shop.example/?a=1&b=2"},
  {"type": "divider"}]}]}"""
FORM = {"name": "Billing", "url": "https://billing.invalid/c", "cards": "balance, orders"}
FORM["patience"] = "1500"


@pytest.fixture
def source(world):
    cache.clear()
    made, _secret = actions.add(
        "Billing", FORM["url"], cards=["balance"], patience=1500, by=world.tomasz
    )
    yield made
    cache.clear()


@pytest.fixture
def answers(source, monkeypatch):
    """What the program says next. `asked` collects what it was asked."""
    asked = []

    def says(answered):
        def ask(*given):
            asked.append(given)
            return answered

        monkeypatch.setattr(asking, "_ask", ask)
        return asked

    says(_Answered(read(ANSWER.encode()), ANSWER, 0.012))
    return says


def page(browser, path, **headers):
    response = browser.get(path, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def cards_of(world):
    return f"/conversations/{world.payout.number}/cards/"


def test_a_page_leaves_a_place_for_them_and_asks_nobody(as_maya, world, answers, cards_of):
    asked = answers(_Answered(trouble="never"))
    shown = page(as_maya, f"/conversations/{world.payout.number}/")
    assert f'hx-get="{cards_of}"' in shown
    assert asked == []


def test_without_a_source_there_is_no_place(as_maya, world, cards_of):
    assert cards_of not in page(as_maya, f"/conversations/{world.payout.number}/")


def test_they_are_shown_as_text_and_nothing_else(as_maya, answers, cards_of):
    shown = page(as_maya, cards_of, **{"HX-Request": "true"})
    assert "<!doctype" not in shown
    assert "Balance &lt;b&gt;" in shown
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    assert "1 250 €" in shown
    assert 'href="https://shop.example/?a=1&amp;b=2"' in shown
    assert 'rel="noopener noreferrer"' in shown


def test_without_javascript_they_are_a_page(as_maya, world, answers, cards_of):
    shown = page(as_maya, cards_of)
    assert "<!doctype" in shown
    assert "1 250 €" in shown
    assert f'href="/conversations/{world.payout.number}/"' in shown


def test_a_program_that_does_not_answer_is_a_calm_sentence(as_maya, answers, cards_of):
    answers(_Answered(trouble="billing.invalid did not answer in 3 s.", is_away=True))
    shown = page(as_maya, cards_of, **{"HX-Request": "true"})
    assert "billing.invalid did not answer in 3 s." in shown
    assert "Billing" in shown


def test_another_department_sees_nothing(as_oskar, answers, cards_of):
    assert as_oskar.get(cards_of).status_code == 404


def test_who_only_reads_sees_them(world, answers, as_ruth, cards_of):
    assert "1 250 €" in page(as_ruth, cards_of)


def test_a_source_is_added_with_a_secret_that_is_shown_once(as_tomasz, world):
    shown = as_tomasz.post("/card-sources/new/", FORM).content.decode()
    assert len(set(re.findall(r"cardsec_[\w-]{43}", shown))) == 1
    made = CardSource.objects.get()
    assert (made.cards, made.patience) == (["balance", "orders"], 1500)
    assert "cardsec_" not in page(as_tomasz, f"/card-sources/{made.pk}/")
    assert "Billing" in page(as_tomasz, "/card-sources/")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"url": "https://127.0.0.1/"}, "private network"),
        ({"patience": "9000"}, "less than or equal to 3000"),
        ({"cards": "a b"}, "no name of a card"),
    ],
)
def test_what_makes_no_sense_is_said(as_tomasz, values, said):
    response = as_tomasz.post("/card-sources/new/", {**FORM, **values})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not CardSource.objects.exists()


def test_it_is_changed_and_switched_off(as_tomasz, source, as_maya, world, cards_of):
    as_tomasz.post(f"/card-sources/{source.pk}/", FORM)
    source.refresh_from_db()
    assert (source.cards, source.is_active) == (["balance", "orders"], False)
    assert cards_of not in page(as_maya, f"/conversations/{world.payout.number}/")


def test_it_is_tried_with_a_contact(as_tomasz, source, answers):
    shown = page(as_tomasz, f"/card-sources/{source.pk}/?contact=daniel")
    assert "Asked about Daniel Price" in shown
    assert "It answered in 12 ms" in shown
    assert "1 250 €" in shown
    assert "daniel.price@northwindads.example" in shown


def test_a_trial_without_such_a_contact_asks_nobody(as_tomasz, source, answers):
    asked = answers(_Answered(trouble="never"))
    assert "There is no such contact" in page(as_tomasz, f"/card-sources/{source.pk}/?contact=zzz")
    assert asked == []


def test_a_new_secret_and_the_end_of_it(as_tomasz, source):
    secret = as_tomasz.post(f"/card-sources/{source.pk}/secret/").content.decode()
    assert "cardsec_" in secret
    assert as_tomasz.post(f"/card-sources/{source.pk}/removal/").url == "/card-sources/"
    assert "Show beside a client" in page(as_tomasz, "/card-sources/")


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_only_administrators_look_after_them(request, who, source):
    browser = request.getfixturevalue(who)
    for path in ("/card-sources/", "/card-sources/new/", f"/card-sources/{source.pk}/"):
        assert browser.get(path).status_code == 403
    for noun in ("secret", "removal"):
        assert browser.post(f"/card-sources/{source.pk}/{noun}/").status_code == 403
    assert CardSource.objects.exists()

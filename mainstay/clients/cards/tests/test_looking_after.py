"""Sources of cards are an administrator's."""

import pytest

from mainstay.clients.cards import actions, used
from mainstay.clients.models import CardSource
from mainstay.core import log
from mainstay.core.errors import Refused

pytestmark = pytest.mark.django_db


def test_its_secret_lies_sealed(source):
    assert source.plain_secret not in CardSource.objects.get().secret


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": " "}, "Give it a name"),
        ({"url": "https://192.168.1.1/"}, "private network"),
        ({"url": "http://8.8.8.8/"}, "https"),
        ({"cards": ["a b"]}, "no name of a card"),
        ({"cards": [f"c{n}" for n in range(11)]}, "At most 10"),
        ({"patience": 5000}, "time limit"),
        ({"patience": 0}, "time limit"),
    ],
)
def test_what_makes_no_sense_is_refused(world, company, values, said):
    given = {"name": "x", "url": company.url, "cards": [], "patience": 1000}
    with pytest.raises(Refused, match=said):
        actions.add(**{**given, **values}, by=world.tomasz)
    assert not CardSource.objects.exists()


def test_only_an_administrator_does_any_of_it(world, source):
    values = {"name": "x", "url": source.url, "cards": [], "patience": 1000}
    for act in (
        lambda: actions.add(**values, by=world.ines),
        lambda: actions.change(source, **values, is_active=True, by=world.ines),
        lambda: actions.renew_secret(source, by=world.ines),
        lambda: actions.remove(source, by=world.ines),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            act()


def test_there_is_a_most(world, source, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    with pytest.raises(Refused, match="are the most"):
        actions.add("x", source.url, cards=[], patience=1000, by=world.tomasz)


def test_the_same_again_is_no_change(world, source):
    values = {"url": source.url, "cards": ["balance"], "patience": 1000, "is_active": True}
    for name in ("Billing", "Books", "Books"):
        actions.change(source, name=name, **values, by=world.tomasz)
    kinds = [each.kind for each in log.timeline(source)]
    assert kinds == ["cardsource.added", "cardsource.changed"]


def test_pages_learn_of_the_first_and_the_last_one(world, source):
    assert used.is_used()
    actions.remove(source, by=world.tomasz)
    assert not used.is_used()


def test_pages_ask_once_in_a_while_only(source, django_assert_num_queries):
    used.forget()
    with django_assert_num_queries(1):
        assert used.is_used()
        assert used.is_used()

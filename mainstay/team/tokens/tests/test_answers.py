"""A request that comes twice happens once."""

from datetime import timedelta

import pytest

from mainstay.core import clock
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.models import Switch
from mainstay.core.personal import Identifiers, Person
from mainstay.team.models import ApiAnswer
from mainstay.team.tokens import personal
from mainstay.team.tokens.answers import (
    Answer,
    KeyTaken,
    forget_answers,
    key_of,
    once_and_whole,
    whole,
)

pytestmark = pytest.mark.django_db
KEY = key_of("Bearer a", "order-7")


def change(status=201):
    def respond():
        switch = Switch.objects.create(name=f"switch {Switch.objects.count()}")
        return Answer(status, f'{{"name": "{switch}"}}', "/somewhere/")

    return respond


def test_a_repeat_is_told_the_first_answer():
    first = once_and_whole(KEY, "same", change())
    again = once_and_whole(KEY, "same", change())
    assert (again.status, again.body, again.location) == (201, first.body, "/somewhere/")
    assert again.is_repeated
    assert not first.is_repeated
    assert Switch.objects.count() == 1


def test_another_request_may_not_use_the_key():
    once_and_whole(KEY, "same", change())
    with pytest.raises(KeyTaken):
        once_and_whole(KEY, "other", change())
    assert Switch.objects.count() == 1


def test_a_refused_one_changes_nothing_and_frees_its_key():
    assert once_and_whole(KEY, "same", change(409)).status == 409
    assert not Switch.objects.exists()
    assert once_and_whole(KEY, "other", change()).status == 201


def test_without_a_key_it_is_a_whole_as_well():
    whole(change(422))
    assert not Switch.objects.exists()
    whole(change(200))
    assert Switch.objects.count() == 1


def test_a_crash_frees_the_key():
    def crash():
        Switch.objects.create(name="half done")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once_and_whole(KEY, "same", crash)
    assert not Switch.objects.exists()
    assert once_and_whole(KEY, "same", change()).status == 201


def test_the_same_word_of_another_token_is_another_key():
    assert key_of("Bearer a", "order-7") != key_of("Bearer b", "order-7")
    assert key_of("Bearer a", "order-7") != key_of("Bearer ao", "rder-7")


def test_an_answer_is_kept_for_a_day_and_its_key_for_longer():
    once_and_whole(KEY, "same", change())
    assert forget_answers() == 0
    with clock.at(now() + timedelta(days=1, seconds=1)):
        assert forget_answers() == 1
    with pytest.raises(Refused, match="more than a day ago"):
        once_and_whole(KEY, "same", change())
    assert Switch.objects.count() == 1


def test_an_answer_that_names_an_erased_person_is_gone():
    once_and_whole(KEY, "same", lambda: Answer(201, '{"name": "Daniel Price"}'))
    other = key_of("Bearer a", "order-8")
    once_and_whole(other, "same", lambda: Answer(201, '{"name": "Tom"}'))
    person = Person((1,), Identifiers(names=frozenset({"Daniel Price"})))
    assert personal.HOLDER.redact(person) == 1
    assert [each.pk for each in ApiAnswer.objects.all()] == [other]

"""Shares and their intervals agree with what was published."""

import pytest

from mainstay.insights.intervals import ENOUGH, Share, difference, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (65, 100, 0.5525, 0.7364),
        # Newcombe (1998), Two-sided confidence intervals for the single proportion, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # The other way around it is the mirror.
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson_as_published(hits, n, low, high):
    found = wilson(hits, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_of_nothing_nothing_is_known():
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)
    assert Share(0, 0).value == 0


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe (1998), Interval estimation for the difference, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 10), 0.6075, 1.0),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_a_difference_as_published(one, other, low, high):
    found = difference(Share(*one), Share(*other))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_few_answers_are_not_enough_to_say():
    assert not Share(ENOUGH - 1, ENOUGH - 1).is_telling
    assert Share(0, ENOUGH).is_telling

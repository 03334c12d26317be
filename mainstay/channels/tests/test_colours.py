"""A colour is taken where white words can be read on it."""

import pytest

from mainstay.channels.colours import contrast, is_readable, normal, readable_shade


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" #FC0 ", "#ffcc00"), ("155A74", "#155a74"), ("#155a74", "#155a74")],
)
def test_a_colour_is_understood(typed, kept):
    assert normal(typed) == kept


@pytest.mark.parametrize("typed", ["", "red", "#12345", "#12345g", "url(x)", "#fff;color:red"])
def test_other_words_are_none(typed):
    assert normal(typed) is None


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert not is_readable("#777777")
    assert is_readable("#767676")


@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#00ff00", "#8899ff", "#000000"])
def test_a_shade_is_found_for_every_colour(colour):
    shade = readable_shade(colour)
    assert is_readable(shade)
    assert contrast(shade, "#ffffff") < 5 or colour == "#000000"

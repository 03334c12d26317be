"""A long text leaves in pieces that a reader can read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.channels.telegram.splitting import LONGEST, length_of, split


def test_a_short_text_is_one_piece():
    assert split("Bonjour Claire.") == ["Bonjour Claire."]


def test_nothing_is_no_piece():
    assert split(" \n ") == []


def test_paragraphs_stay_whole():
    paragraph = "The bank has it. " * 100
    pieces = split("\n\n".join([paragraph.strip()] * 4))
    assert [piece.count("\n\n") for piece in pieces] == [1, 1]


def test_sentences_are_broken_behind_their_end():
    pieces = split("The bank has it. " * 400)
    assert all(piece.endswith(".") for piece in pieces)


def test_a_word_without_end_is_broken_somewhere():
    assert [len(piece) for piece in split("x" * 9000)] == [4096, 4096, 808]


def test_emoji_count_twice_as_telegram_counts_them():
    assert length_of("a😀") == 3
    assert all(length_of(piece) <= LONGEST for piece in split("😀" * 5000))


@pytest.mark.parametrize(
    "letter", ["e\u0301", "👩\u200d💻", "👍🏽", "\U0001f1eb\U0001f1f7", "ก\u0e34"]
)
def test_what_is_read_as_one_letter_is_not_torn(letter):
    for shift in range(3):
        pieces = split("x" * shift + letter * 3000)
        assert "".join(pieces) == "x" * shift + letter * 3000
        assert all(piece.endswith(letter) for piece in pieces)


@given(st.text(max_size=400), st.integers(min_value=8, max_value=60))
def test_nothing_is_lost_and_no_piece_is_too_long(text, longest):
    pieces = split(text, longest)
    assert all(piece.strip() and length_of(piece) <= longest for piece in pieces)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)

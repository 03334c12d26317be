"""What may be answered, and what may not."""

import json

import pytest

from mainstay.clients.cards.shapes import Unfit, read


def card(*components, **more):
    return json.dumps({"cards": [{"title": "T", "components": list(components)}], **more}).encode()


def one(component):
    [found] = read(card(component)).cards
    return found.components[0]


def test_every_shape_is_read():
    told = read(
        card(
            {"type": "text", "text": "Line\nanother"},
            {"type": "facts", "items": [{"name": "Orders", "value": 12}]},
            {"type": "table", "columns": ["No.", "€"], "rows": [["1", 2.5], ["2", 3]]},
            {"type": "badge", "text": "VIP", "tone": "kept"},
            {"type": "link", "text": "Open", "url": "https://shop.example/o/1"},
            {"type": "divider"},
            cache_seconds=30,
        )
    )
    assert [each.type for each in told.cards[0].components] == [
        "text",
        "facts",
        "table",
        "badge",
        "link",
        "divider",
    ]
    assert told.kept_for == 30


def test_shapes_of_tomorrow_are_left_out():
    [found] = read(card({"type": "chart", "points": [1]}, {"type": "divider"})).cards
    assert [each.type for each in found.components] == ["divider"]


@pytest.mark.parametrize(
    "component",
    [
        {"type": "link", "text": "x", "url": "http://shop.example/"},
        {"type": "link", "text": "x", "url": "javascript:alert(1)"},
        {"type": "link", "text": "x", "url": "https://me@shop.example/"},
        {"type": "link", "text": "x", "url": "//shop.example"},
        {"type": "link", "text": "x"},
        {"type": "badge", "text": "x", "tone": "blink"},
        {"type": "badge", "text": "x" * 41},
        {"type": "text", "text": "x" * 2001},
        {"type": "text", "text": None},
        {"type": "table", "columns": [], "rows": []},
        {"type": "table", "columns": ["x"] * 7, "rows": []},
        {"type": "table", "columns": ["x"], "rows": [["x"]] * 31},
        {"type": "facts", "items": [{"name": "x"}]},
        "text",
        7,
    ],
)
def test_a_known_shape_that_is_wrong_is_told_with_its_place(component):
    with pytest.raises(Unfit, match=r"cards\.0\.components\.0"):
        read(card({"type": "chart"}, component))


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"x"', b'{"cards": null}', b'{"cards": [[]]}', b'{"cards": [{}]}'],
)
def test_what_is_no_answer_at_all_is_refused(body):
    with pytest.raises(Unfit):
        read(body)


def test_marks_that_turn_text_around_are_taken_out():
    assert one({"type": "text", "text": "a\u202eb\x00c"}).text == "abc"
    assert one({"type": "text", "text": "رصيد"}).text == "رصيد"


def test_too_many_cards_are_refused():
    body = json.dumps({"cards": [{"title": "x", "components": []}] * 6}).encode()
    with pytest.raises(Unfit):
        read(body)

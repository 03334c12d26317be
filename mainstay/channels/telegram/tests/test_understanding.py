"""What an update says, whatever it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.telegram.tests.bots import CLAIRE, update
from mainstay.channels.telegram.updates import glance, outline, understand


def test_words_with_who_wrote_them():
    written = understand(update(7, text="Bonjour, où est mon paiement ?"))
    assert written.text == "Bonjour, où est mon paiement ?"
    assert (written.user_id, written.name, written.username) == (
        CLAIRE.id,
        "Claire Fabre",
        "claire",
    )
    assert (written.language, written.message_id, written.is_edit) == ("fr", 7, False)
    assert written.at.year == 2025


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"sticker": {"emoji": "👍", "file_id": "x"}}, "(A sticker 👍)"),
        ({"sticker": {"file_id": "x"}}, "(A sticker)"),
        ({"location": {"latitude": 48.85, "longitude": 2.35}}, "(A place: 48.85, 2.35)"),
        (
            {
                "venue": {
                    "location": {"latitude": 48.85, "longitude": 2.35},
                    "title": "Le Journal",
                    "address": "1 quai du Port",
                },
                "location": {"latitude": 48.85, "longitude": 2.35},
            },
            "(A place: Le Journal, 1 quai du Port (48.85, 2.35))",
        ),
        (
            {"contact": {"phone_number": "+33 6 12", "first_name": "Jean", "last_name": "Roux"}},
            "(Contact details: Jean Roux, +33 6 12)",
        ),
        (
            {"poll": {"question": "When?", "options": [{"text": "Mon"}, {"text": "Tue"}]}},
            "(A poll: When?: Mon / Tue)",
        ),
        ({"dice": {"emoji": "🎲", "value": 4}}, "(A throw of 🎲: 4)"),
        (
            {"something_new": {"a": 1}},
            "(Something that cannot be shown here: something new)",
        ),
        (
            {"text": "See this", "forward_origin": {"sender_user": {"first_name": "Tom"}}},
            "(Forwarded from Tom)\nSee this",
        ),
        (
            {
                "text": "😀 our page and more",
                "entities": [
                    {"type": "text_link", "offset": 3, "length": 8, "url": "https://x.example/a"}
                ],
            },
            "😀 our page (https://x.example/a) and more",
        ),
    ],
)
def test_what_is_no_text_becomes_a_sentence(message, said):
    assert understand(update(**message)).text == said


def test_a_photo_is_taken_in_its_largest_size():
    sizes = [
        {"file_id": "small", "file_unique_id": "a", "width": 90, "height": 60},
        {"file_id": "large", "file_unique_id": "b", "width": 1280, "height": 853, "file_size": 9},
        {"file_id": "middle", "file_unique_id": "c", "width": 320, "height": 213},
    ]
    written = understand(update(3, photo=sizes, caption="Voilà"))
    (file,) = written.attached
    assert (file.file_id, file.filename, file.content_type) == (
        "large",
        "photo-3.jpg",
        "image/jpeg",
    )
    assert written.text == "Voilà"


def test_an_animation_is_one_file_though_it_is_told_twice():
    told = {"file_id": "x", "file_unique_id": "u", "mime_type": "video/mp4"}
    written = understand(update(animation=told, document=told))
    assert len(written.attached) == 1
    assert written.text == ""


@pytest.mark.parametrize(
    ("raw", "cause"),
    [
        (b"", "telegram_no_update"),
        (b"<html>502</html>", "telegram_no_update"),
        (b"[1]", "telegram_no_message"),
        (b'{"update_id": 1, "callback_query": {"id": "4"}}', "telegram_no_message"),
        (b'{"update_id": 1, "message": "text"}', "telegram_no_message"),
        (b"[" * 100_000, "telegram_no_update"),
        (update(chat={"id": -100, "type": "supergroup", "title": "Publishers"}), "telegram_group"),
        (update(chat={"id": 5, "type": "private"}), "telegram_no_message"),
        (update(**{"from": {"id": True}}), "telegram_no_message"),
    ],
)
def test_what_a_desk_cannot_answer_says_why(raw, cause):
    with pytest.raises(Unreadable) as problem:
        understand(raw)
    assert problem.value.cause == cause
    glance(raw)
    outline(raw)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("/start", ""),
        ("/start abc23", "abc23"),
        ("/start  abc23 ", "abc23"),
        ("/started yesterday", None),
        ("start abc", None),
    ],
)
def test_an_opened_chat_brings_its_code(words, code):
    written = understand(update(text=words))
    assert written.code == code
    assert written.text == ("" if code is not None else words)


def test_letters_that_no_database_takes_are_left_out():
    raw = json.dumps({"update_id": 1, "message": json.loads(update(text="a"))["message"]})
    broken = raw.replace('"a"', '"half \\ud83d of a smile\\u0000"').encode()
    assert understand(broken).text == "half \ufffd of a smile"


def test_right_to_left_words_stay_as_they_are():
    assert understand(update(text="مرحبا، أين الدفعة؟")).text == "مرحبا، أين الدفعة؟"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
_PARTS = [
    "text",
    "photo",
    "document",
    "entities",
    "from",
    "chat",
    "date",
    "sticker",
    "reply_to_message",
]


@given(st.dictionaries(st.sampled_from(_PARTS), _json), st.booleans())
def test_whatever_comes_only_unreadable_is_raised(message, is_known):
    known = json.loads(update())["message"] if is_known else {}
    raw = json.dumps({"update_id": 1, "message": {**known, **message}}).encode()
    glance(raw)
    outline(raw)
    try:
        written = understand(raw)
    except Unreadable:
        return
    written.text.encode()

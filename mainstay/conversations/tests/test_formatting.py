"""The little formatting of what we write."""

import pytest

from mainstay.conversations.formatting import LONGEST, pictures_in, plain, spoken, to_html, to_mail


def html(text):
    return to_html(text, {"abc": "/attachments/1/picture/"}.get)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("**bold** words", "<strong>bold</strong> words"),
        ("*one* and _two_", "<em>one</em> and <em>two</em>"),
        ("`x = 1`", "<code>x = 1</code>"),
        ("- one\n- two", '<li dir="auto">one</li>'),
        ("1. one\n2. two", '<ol dir="auto">'),
        ("[the page](https://x.example/a)", '<a href="https://x.example/a"'),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("see https://x.example/a_b_(c).", ">https://x.example/a_b_(c)</a>."),
        ("one\ntwo **x**", "one<br>\ntwo"),
    ],
)
def test_marks_are_drawn(typed, drawn):
    assert drawn in html(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Plain words.",
        "300*250*2 and a_b_c",
        "5 * 3 * 2",
        "+49 170 1234",
        "# 5 of the list",
        "A\n\nB",
    ],
)
def test_what_is_typed_as_plain_stays_plain(typed):
    assert html(typed) == to_mail(typed) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "**x** <script>alert(1)</script>",
        "[x](javascript:alert(1)) **x**",
        "![x](https://evil.example/pixel.png) **x**",
        "![x](data:image/svg+xml;base64,AAAA) **x**",
        '[x](https://x.example "onmouseover=alert(1)") <img src=x onerror=alert(1)>',
    ],
)
def test_nothing_typed_becomes_a_script_or_loads_from_elsewhere(typed):
    for drawn in (html(typed), to_mail(typed)):
        assert "<script" not in drawn
        assert "<img" not in drawn
        assert 'href="javascript' not in drawn


def test_words_under_a_quote_or_a_list_are_no_part_of_it():
    drawn = html("> You wrote this\nand I answer\n- a\n- b\nThanks")
    assert drawn.index("</blockquote>") < drawn.index("and I answer")
    assert drawn.index("</ul>") < drawn.index("Thanks")


def test_our_own_pages_get_no_inline_style():
    assert "style=" not in html("> quote\n\n![shot](cid:abc) `code`")


def test_a_picture_of_the_message_is_shown_and_an_unknown_one_is_named():
    assert '<img src="/attachments/1/picture/" alt="shot">' in html("![shot](cid:abc)")
    assert "![shot](cid:other)" in html("![shot](cid:other)")


def test_in_a_mail_a_picture_is_found_by_its_content_id():
    assert 'src="cid:abc"' in to_mail("See ![shot](cid:abc)")
    assert plain("See ![shot.png](cid:abc) there") == "See [shot.png] there"
    assert pictures_in("![a](cid:1) and ![b](cid:2)") == {"1", "2"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("First **try**, `x` and *y*", "First try, x and y"),
        ("300*250*2 and 5 * 3 * 2", "300*250*2 and 5 * 3 * 2"),
        ("![shot](cid:abc) **x", "[shot] **x"),
    ],
)
def test_in_a_list_words_have_no_marks(typed, said):
    assert spoken(typed) == said


def test_a_bare_address_alone_needs_no_html_in_a_mail():
    assert to_mail("See https://x.example/a.") == ""
    assert to_html("See https://x.example/a.", {}.get)


def test_words_from_right_to_left_keep_their_direction():
    assert '<p dir="auto">مرحبا <strong>دانيال</strong></p>' in html("مرحبا **دانيال**")


@pytest.mark.parametrize("mark", ["**a** ", "*", "> ", "[", "`", "- ", "https://", "!["])
def test_no_text_takes_long(mark):
    html(mark * (LONGEST // len(mark)))


def test_a_very_long_text_stays_as_it_was_typed():
    assert html("**a** " * LONGEST) == to_mail("**a** " * LONGEST) == ""

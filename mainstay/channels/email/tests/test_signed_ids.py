"""A reply finds its conversation by what only we can have written."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.channels.email.parsing import parse
from mainstay.channels.email.signed_ids import (
    find_marker,
    make,
    marker,
    subject_token,
    verify,
)
from mainstay.channels.email.tests.mails import mail
from mainstay.core.errors import Refused

SECRET = "a secret of the desk"
ID = make(SECRET, "desk.example", 4711, "k3f9")


def test_an_id_of_ours_names_its_conversation():
    assert verify(SECRET, ID) == 4711
    assert ID.startswith("<c4711.k3f9.")
    assert ID.endswith("@desk.example>")


def test_an_id_survives_composing_and_parsing():
    inbound = parse(mail(In_Reply_To=ID, References=f"<other@x.example>\n {ID}"))
    assert [verify(SECRET, one) for one in inbound.thread_ids] == [4711, None]


def test_servers_may_change_the_case_or_drop_the_brackets():
    assert verify(SECRET, ID.upper()) == 4711
    assert verify(SECRET, f" {ID.strip('<>')} ") == 4711
    assert make(SECRET, "DESK.example", 4711, "k3f9") == ID


def test_another_key_makes_another_id():
    assert verify("another secret", ID) is None


@pytest.mark.parametrize(
    "foreign",
    [
        ID.replace("c4711", "c4712"),
        ID.replace("k3f9", "k3f8"),
        ID.replace("desk.example", "evil.example"),
        ID.replace("c4711.k3f9", "c4711.k3f9."),
        "<0100017f-a1b2-000000@email.amazonses.com>",
        "<c4711.k3f9.aaaaaaaaaaaaaaaaaaaa@desk.example>",
        "<4711@desk.example>",
        "<>",
        "",
        "<c٤٧١١.k3f9.aaaaaaaaaaaaaaaaaaaa@desk.example>",
    ],
)
def test_foreign_and_altered_ids_name_nothing(foreign):
    assert verify(SECRET, foreign) is None


def test_behind_a_service_that_renames_mail_the_references_still_name_it():
    renamed = "<0100017f-a1b2-000000@email.amazonses.com>"
    inbound = parse(mail(In_Reply_To=renamed, References=f"{ID} {renamed}"))
    assert 4711 in [verify(SECRET, one) for one in inbound.thread_ids]


@pytest.mark.parametrize("nonce", ["", "K3", "a b", "a@b", "a.b", "x" * 41])
def test_a_nonce_is_small_letters_and_digits(nonce):
    with pytest.raises(ValueError, match="small letters"):
        make(SECRET, "desk.example", 1, nonce)


def test_what_cannot_be_signed_is_refused():
    with pytest.raises(ValueError, match="without a secret"):
        make("", "desk.example", 1, "a")
    with pytest.raises(ValueError, match="no id"):
        marker(SECRET, 0)
    with pytest.raises(Refused):
        make(SECRET, "no domain", 1, "a")


def test_a_marker_is_short_and_found_again():
    assert len(marker(SECRET, 4711)) <= 30
    assert find_marker(SECRET, f"Thanks!\n\n> Bye\n> {marker(SECRET, 4711)}\n") == 4711


@pytest.mark.parametrize("width", [10, 20, 40])
def test_a_marker_survives_wrapping_and_quoting(width):
    written = f"Your payout left today. {marker(SECRET, 4711)} Bye"
    for sign in (">", "> > ", "| ", "\t", ">>>"):
        quoted = textwrap.indent(textwrap.fill(written, width), sign)
        assert find_marker(SECRET, f"Thanks!\n{quoted}") == 4711


def test_a_marker_in_other_letters_is_found():
    assert find_marker(SECRET, marker(SECRET, 4711).upper()) == 4711
    assert find_marker(SECRET, marker(SECRET, 4711).replace(":", "\u200b:\xa0")) == 4711


def test_the_upper_marker_of_two_counts_and_a_forged_one_does_not():
    forged = marker("another secret", 13)
    both = f"{forged}\n> {marker(SECRET, 4711)}\n> > {marker(SECRET, 12)}"
    assert find_marker(SECRET, both) == 4711
    assert find_marker(SECRET, forged) is None
    assert find_marker(SECRET, marker(SECRET, 4711).replace("4711", "4712")) is None


def test_a_marker_is_no_message_id():
    assert ID.split(".")[2].split("@")[0][:13] not in marker(SECRET, 4711)


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Re: [#1234] Late payout", 1234),
        ("Late payout [#7] [#8]", 7),
        ("Re: #1234", None),
        ("[# 1234]", None),
        ("[#0]", None),
        ("[#٤٧]", None),
        (f"[#{'9' * 40}]", None),
        ("", None),
    ],
)
def test_the_number_in_a_subject(subject, number):
    assert subject_token(subject) == number


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**18 - 1), st.from_regex(r"[a-z0-9]{1,40}", fullmatch=True))
def test_every_id_made_is_verified(number, nonce):
    assert verify(SECRET, make(SECRET, "desk.example", number, nonce)) == number
    assert find_marker(SECRET, marker(SECRET, number)) == number


@settings(max_examples=300, deadline=None)
@given(st.text() | st.lists(st.sampled_from(["ref:", ":ref", "a" * 13, "12", "<c1.a.", "@", ">"])))
def test_any_text_is_looked_through_without_an_error(text):
    words = text if isinstance(text, str) else "".join(text)
    assert verify(SECRET, words) is None
    assert find_marker(SECRET, words) is None
    subject_token(words)


def test_django_helpdesks_defect_a_guessed_number_opens_no_conversation():
    guessed = parse(mail("Subject: [#4711] Late payout\nIn-Reply-To: <c4711.a.b@desk.example>"))
    # The number is there to be compared with who writes. Nothing signed names the conversation.
    assert subject_token(guessed.subject) == 4711
    assert [verify(SECRET, one) for one in guessed.thread_ids] == [None]
    assert find_marker(SECRET, f"{guessed.subject}\n{guessed.text}") is None

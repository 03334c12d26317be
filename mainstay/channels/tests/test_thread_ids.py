"""What our mail carries so that its answer is known, made with the key of the desk."""

import pytest

from mainstay.channels import actions, thread_ids
from mainstay.channels.email.inbound import Address

DOMAIN = "desk.example"


@pytest.fixture
def queued(world):
    def write(**values):
        return actions.queue(
            to=[Address("Claire", "claire@client.example")],
            subject="Hello",
            text="Bonjour Claire.",
            by=world.maya,
            about=world.payout,
            **values,
        )

    return write


def test_an_id_is_new_each_time_and_names_its_thread():
    first, second = (thread_ids.new_id(7, DOMAIN) for _time in range(2))
    assert first != second
    assert thread_ids.number_in(["<x@y.example>", first, second]) == 7


def test_another_key_of_the_desk_knows_nothing_of_it(settings):
    made, marked = thread_ids.new_id(7, DOMAIN), thread_ids.marked("Hello.", 7)
    settings.SECRET_KEY = "the desk moved and its key did not"
    assert thread_ids.number_in([made]) is None
    assert thread_ids.number_marked(marked) is None


def test_the_key_itself_is_in_nothing_that_leaves(settings):
    left = thread_ids.new_id(7, DOMAIN) + thread_ids.marked("", 7)
    assert settings.SECRET_KEY not in left


def test_references_get_one_id_of_ours_in_front_of_the_nearest():
    assert thread_ids.number_in(thread_ids.with_thread_id([], 7, DOMAIN)) == 7
    first, ours, last = thread_ids.with_thread_id(["<a@x>", "<b@x>"], 7, DOMAIN)
    assert (first, last) == ("<a@x>", "<b@x>")
    assert thread_ids.number_in([ours]) == 7
    assert thread_ids.with_thread_id(["<a@x>", ours, "<b@x>"], 7, DOMAIN) == [first, ours, last]


def test_the_mark_stands_last_and_goes_again():
    marked = thread_ids.marked("Hello.\n\n-- \nMaya", 7)
    assert marked.splitlines()[-1].startswith("ref:")
    assert thread_ids.unmarked(marked) == "Hello.\n\n-- \nMaya"
    assert thread_ids.number_marked("", marked) == 7


@pytest.mark.parametrize("html", ["<p>Hi</p>", "<html><body><p>Hi</p></body></html>"])
def test_in_html_the_mark_is_small_grey_and_inside(html):
    marked = thread_ids.marked_html(html, 7)
    assert "color:#999999;font-size:10px" in marked
    assert thread_ids.number_marked(marked) == 7
    assert marked.endswith(html.rpartition("</p>")[2])


def test_mail_of_a_thread_carries_all_of_it(queued, world):
    outbound = queued(thread=world.payout.pk, html="<p>Bonjour Claire.</p>")
    number = world.payout.pk
    assert thread_ids.number_in([outbound.message_id]) == number
    assert thread_ids.number_in(outbound.references) == number
    assert thread_ids.number_marked(outbound.text) == number
    assert thread_ids.number_marked(outbound.html) == number


def test_mail_of_no_thread_carries_none_of_it(queued):
    outbound = queued()
    assert thread_ids.number_in([outbound.message_id]) is None
    assert (outbound.text, outbound.html, outbound.references) == ("Bonjour Claire.", "", [])

"""Choosing many conversations and changing them at once, at the screen."""

import pytest

from mainstay.conversations import actions
from mainstay.conversations.actions.bulk import go_on
from mainstay.conversations.filtering import Filter
from mainstay.conversations.models import BulkChange, Conversation


def text_of(response):
    return response.content.decode()


def begun(response):
    bulk = BulkChange.objects.get()
    assert response.url == f"/changes/{bulk.pk}/"
    return bulk


def test_ticked_in_the_inbox_changed_and_taken_back(as_maya, world):
    number = world.payout.pk
    shown = text_of(as_maya.get("/changes/choosing/?box=department"))
    assert f'name="number" value="{number}"' in shown
    assert "Change 1 conversation" in text_of(as_maya.get(f"/changes/new/?number={number}"))
    form = {"number": [number, world.tracking.pk], "do": "tag", "tag": "عاجل"}
    bulk = begun(as_maya.post("/changes/new/", form))
    running = text_of(as_maya.get(f"/changes/{bulk.pk}/"))
    assert "every 1s" in running
    go_on(bulk.pk)
    done = text_of(as_maya.get(f"/changes/{bulk.pk}/"))
    assert "every 1s" not in done
    assert world.payout.tags.get().name == "عاجل"
    as_maya.post(f"/changes/{bulk.pk}/undoing/")
    go_on(bulk.pk)
    assert not world.payout.tags.exists()
    assert "Take it all back" not in text_of(as_maya.get(f"/changes/{bulk.pk}/"))


def test_all_that_meet_the_filter_of_a_view(as_maya, world):
    view = actions.save_view("Everything", Filter(), by=world.maya)
    page = text_of(as_maya.get(f"/views/{view.pk}/"))
    assert f'name="view" value="{view.pk}"' in page
    assert 'form="picks"' in page
    as_maya.get(f"/changes/new/?view={view.pk}")
    bulk = begun(as_maya.post("/changes/new/", {"view": view.pk, "do": "solve"}))
    expected = Conversation.objects.visible_to(world.maya).unfinished()
    assert bulk.total == expected.count()


@pytest.mark.parametrize(
    ("does", "words"),
    [
        (lambda world: {"do": "assign", "member": world.oskar.pk}, "Oskar Nyström"),
        (lambda world: {"do": "assign"}, "Nobody"),
        (lambda world: {"do": "move", "department": world.support.pk}, "Support"),
        (lambda _world: {"do": "tag", "tag": "<i>عاجل"}, "&lt;i&gt;عاجل"),
        (lambda world: {"do": "problem", "problem": f" #{world.payout.pk}"}, None),
        (lambda _world: {"do": "reply", "text": "It is back."}, "It is back."),
    ],
)
def test_the_page_says_what_is_done(as_maya, world, does, words):
    bulk = begun(as_maya.post("/changes/new/", {"number": world.payout.pk, **does(world)}))
    shown = as_maya.get(f"/changes/{bulk.pk}/").content.decode()
    assert f'<span class="bar__sub">{words or world.payout.pk}</span>' in shown


def test_what_was_refused_is_told(as_maya, world):
    bulk = begun(as_maya.post("/changes/new/", {"number": world.payout.pk, "do": "close"}))
    go_on(bulk.pk)
    assert "waiting for an answer" in text_of(as_maya.get(f"/changes/{bulk.pk}/"))


@pytest.mark.parametrize(
    "form",
    [
        {"do": "erase"},
        {"do": "move"},
        {"do": "tag", "tag": "\x00"},
        {"do": "problem"},
        {"do": "problem", "problem": "the outage"},
        {"do": "snooze", "until": "x"},
        {"do": "reply", "text": " "},
        {"do": "assign", "member": "x"},
        {},
    ],
)
def test_a_form_that_makes_no_sense_is_shown_again(as_maya, world, form):
    response = as_maya.post("/changes/new/", {"number": world.payout.pk, **form})
    assert response.status_code == 422
    assert not BulkChange.objects.exists()


def test_numbers_that_are_none_choose_nothing(as_maya, world):
    response = as_maya.get("/changes/new/?number=x&number=&number=" + "9" * 40)
    assert "Tick conversations" in text_of(response)
    assert as_maya.get("/changes/new/?view=x").status_code == 404
    assert as_maya.post("/changes/new/", {"do": "solve", "number": 999}).status_code == 422


def test_strangers_and_readers(as_maya, as_ines, as_ruth, world):
    bulk = begun(as_maya.post("/changes/new/", {"number": world.payout.pk, "do": "solve"}))
    assert as_ines.get(f"/changes/{bulk.pk}/").status_code == 404
    assert as_ines.post(f"/changes/{bulk.pk}/undoing/").status_code == 404
    assert as_maya.get(f"/changes/{bulk.pk}/undoing/").status_code == 405
    response = as_ruth.post("/changes/new/", {"number": world.payout.pk, "do": "solve"})
    assert (response.status_code, "read here" in text_of(response)) == (422, True)
    view = actions.save_view("Mine", Filter(), by=world.ines)
    assert as_maya.get(f"/changes/new/?view={view.pk}").status_code == 404

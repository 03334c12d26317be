"""Saved replies on the screens: kept in the settings, chosen while one answers."""

import pytest

from mainstay.conversations.actions import saving_replies
from mainstay.conversations.macros import Changes
from mainstay.conversations.models import Conversation, Message, SavedReply

HTMX = {"HX-Request": "true"}


@pytest.fixture
def greeting(world):
    return saving_replies.save_reply(
        "Greeting",
        {"en": "Hello {first_name} <b>&", "ar": "مرحبا {first_name}"},
        by=world.ines,
        folder="Links",
        sharing="everybody",
        changes=Changes(state="solve", tags=("link",)),
    )


def page_of(world):
    return f"/conversations/{world.payout.pk}/"


def sent(world, **more):
    return {"kind": "reply", "body": "Hello", "send": "wait", **more}


def test_the_picker_offers_what_is_found_ready_for_the_conversation(as_maya, world, greeting):
    address = f"{page_of(world)}replies/"
    said = as_maya.get(address, {"q": "hello"}, headers=HTMX).content.decode()
    first_name = world.daniel.name.split()[0]
    assert f"Hello {first_name} &lt;b&gt;&amp;" in said
    assert "solved" in said
    assert "Greeting" not in as_maya.get(address, {"q": "gone"}, headers=HTMX).content.decode()
    assert "<html" in as_maya.get(address).content.decode()


def test_the_picker_asks_as_often_for_many_as_for_few(
    as_maya, world, greeting, django_assert_max_num_queries
):
    for n in range(20):
        saving_replies.save_reply(f"Reply {n}", {"en": "x"}, by=world.maya)
    as_maya.get("/inbox/list/")
    with django_assert_max_num_queries(10):
        as_maya.get(f"{page_of(world)}replies/", headers=HTMX)


def test_a_stranger_is_told_that_there_is_none(as_oskar, as_maya, world, greeting):
    assert as_oskar.get(f"{page_of(world)}replies/").status_code == 404
    own = saving_replies.save_reply("Mine", {"en": "x"}, by=world.ines)
    assert as_maya.get(f"/saved-replies/{own.pk}/").status_code == 404
    assert as_maya.post(f"/saved-replies/{own.pk}/retirement/").status_code == 404
    assert (
        'name="saved_reply"' not in as_maya.get(f"{page_of(world)}?reply={own.pk}").content.decode()
    )


def test_without_a_script_the_page_fills_the_composer(as_maya, world, greeting):
    said = as_maya.get(f"{page_of(world)}?reply={greeting.pk}").content.decode()
    assert f"Hello {world.daniel.name.split()[0]} &lt;b&gt;" in said
    assert f'name="saved_reply" value="{greeting.pk}" checked' in said
    assert as_maya.get(f"{page_of(world)}?reply=x²").status_code == 200


def test_a_macro_is_done_with_the_answer(as_maya, world, greeting):
    as_maya.post(f"{page_of(world)}messages/", sent(world, saved_reply=greeting.pk))
    conversation = Conversation.objects.get(pk=world.payout.pk)
    assert conversation.state == "solved"
    assert conversation.tags.get().name == "link"
    greeting.refresh_from_db()
    assert greeting.times_used == 1


def test_a_macro_that_was_unticked_does_nothing(as_maya, world, greeting):
    as_maya.post(f"{page_of(world)}messages/", sent(world))
    assert Conversation.objects.get(pk=world.payout.pk).state == "waiting"
    assert SavedReply.objects.get().times_used == 0


def test_an_unfilled_variable_is_not_sent(as_maya, world, greeting):
    before = Message.objects.count()
    typed = sent(world, body="Dear ⟦first_name⟧", saved_reply=greeting.pk)
    answer = as_maya.post(f"{page_of(world)}messages/", typed)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "⟦first_name⟧ is unknown" in said
    assert f'name="saved_reply" value="{greeting.pk}"' in said
    assert Message.objects.count() == before


def typed(**more):
    return {"name": "Thanks", "text_en": "Thank you", **more}


def test_a_reply_is_kept_changed_retired_and_brought_back(as_maya, world):
    as_maya.post("/saved-replies/new/", typed(text_fr="Merci", tags="a, b", state="wait"))
    made = SavedReply.objects.get()
    assert made.owner == world.maya
    assert made.changes == {"state": "wait", "tags": ["a", "b"]}
    address = f"/saved-replies/{made.pk}/"
    assert "Merci" in as_maya.get(address).content.decode()
    as_maya.post(address, typed(other_language="ar", other_text="شكرا"))
    assert set(made.texts.values_list("language", flat=True)) == {"en", "ar"}
    as_maya.post(f"{address}retirement/")
    assert SavedReply.objects.get().is_retired
    assert "Retired" in as_maya.get("/saved-replies/").content.decode()
    as_maya.post(f"{address}return/")
    assert not SavedReply.objects.get().is_retired


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"text_en": ""}, {"text_en": "{surname}"}, {"state": "gone"}]
)
def test_what_could_not_be_used_is_told(as_maya, wrong):
    assert as_maya.post("/saved-replies/new/", typed(**wrong)).status_code == 422
    assert not SavedReply.objects.exists()


def test_who_may_not_change_a_reply_reads_it(as_maya, as_ines, greeting):
    address = f"/saved-replies/{greeting.pk}/"
    assert "Save</" not in as_maya.get(address).content.decode()
    assert as_maya.post(address, typed()).status_code == 422
    assert as_ines.post(address, typed(sharing="everybody")).status_code == 302


def test_a_preview_uses_only_conversations_that_one_sees(as_maya, as_oskar, world, greeting):
    address = f"/saved-replies/{greeting.pk}/preview/?number={world.payout.pk}"
    name = world.daniel.name.split()[0]
    assert f"مرحبا {name}" in as_maya.get(address).content.decode()
    assert name not in as_oskar.get(address).content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(
    as_maya, world, greeting, django_assert_max_num_queries
):
    for n in range(20):
        saving_replies.save_reply(f"Reply {n}", {"en": "x"}, by=world.maya)
    as_maya.get("/inbox/list/")
    with django_assert_max_num_queries(10):
        as_maya.get("/saved-replies/")

"""Replies that are written down once and used often."""

import pytest

from mainstay.conversations import actions, saved_replies
from mainstay.conversations.actions import saving_replies
from mainstay.conversations.macros import Changes, Teller, changes_of
from mainstay.conversations.models import Conversation, SavedReply
from mainstay.core import log
from mainstay.core.errors import Refused

HELLO = {"en": "Hello {first_name},", "fr": "Bonjour {first_name},"}


def save(world, by=None, texts=None, name="Greeting", **how):
    return saving_replies.save_reply(name, texts or HELLO, by=by or world.maya, **how)


def test_a_reply_of_ones_own_is_seen_by_nobody_else(world):
    made = save(world, folder="  Links/Removed / ")
    assert made.folder == "Links / Removed"
    assert made in saved_replies.replies_of(world.maya)
    assert made not in saved_replies.replies_of(world.ines)
    assert log.tell(log.timeline(made))[-1].sentence.endswith("added the saved reply Greeting")


def test_agents_do_not_share_leads_do(world):
    with pytest.raises(Refused, match="Leads share"):
        save(world, sharing="everybody")
    made = save(world, by=world.ines, sharing="everybody")
    assert made in saved_replies.replies_of(world.oskar)


def test_a_reply_of_a_department_is_seen_there_only(world):
    made = save(world, by=world.tomasz, sharing="department", department=world.support)
    assert made in saved_replies.replies_of(world.maya)
    assert made not in saved_replies.replies_of(world.oskar)


def test_who_reads_only_saves_nothing(world):
    with pytest.raises(Refused, match="read here"):
        save(world, by=world.ruth)
    made = save(world)
    with pytest.raises(Refused):
        saving_replies.retire_reply(made, by=world.ruth)


def test_only_who_owns_a_reply_changes_it(world):
    made = save(world)
    with pytest.raises(Refused, match="somebody else"):
        save(world, by=world.ines, reply=made)
    with pytest.raises(Refused):
        saving_replies.retire_reply(made, by=world.ines)


def test_a_shared_reply_cannot_be_taken_as_ones_own_by_an_agent(world):
    made = save(world, by=world.ines, sharing="everybody")
    with pytest.raises(Refused):
        save(world, by=world.maya, reply=made, sharing="own")


def test_retired_it_is_offered_no_more_and_comes_back(world):
    made = saving_replies.retire_reply(save(world), by=world.maya)
    assert made not in saved_replies.usable(world.maya)
    assert saving_replies.retire_reply(made, by=world.maya).is_retired
    saving_replies.restore_reply(made, by=world.maya)
    assert made in saved_replies.usable(world.maya)


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        (" ", HELLO),
        ("Empty", {"en": "  "}),
        ("Unknown", {"en": "Dear {surname}"}),
        ("Long", {"en": "x" * 20_001}),
    ],
)
def test_what_could_not_be_used_is_not_kept(world, name, texts):
    with pytest.raises(Refused):
        save(world, name=name, texts=texts)
    assert not SavedReply.objects.exists()


def test_a_language_that_is_emptied_is_taken_away(world):
    made = save(world)
    save(world, reply=made, texts={"en": "Hi", "fr": ""})
    assert list(made.texts.values_list("language", "text")) == [("en", "Hi")]


def test_each_word_of_a_search_is_in_name_folder_or_text(world):
    made = save(world, folder="Links")
    assert list(saved_replies.usable(world.maya, "greet bonjour")) == [made]
    assert list(saved_replies.usable(world.maya, "links %")) == []


def speaking(world, language, contact=""):
    conversation = Conversation.objects.get(pk=world.payout.pk)
    conversation.language, conversation.contact.language = language, contact
    return conversation


@pytest.mark.parametrize(
    ("conversation", "contact", "texts", "chosen", "wanted"),
    [
        ("fr", "en", {"en": "Hi", "fr": "Salut"}, "fr", ""),
        ("es", "fr", {"en": "Hi", "fr": "Salut"}, "fr", "es"),
        ("", "fr", {"en": "Hi", "fr": "Salut"}, "fr", ""),
        ("es", "", {"en": "Hi", "fr": "Salut"}, "en", "es"),
        ("ar", "", {"ru": "Привет"}, "ru", "ar"),
        ("ar", "", {"ar": "مرحبا {first_name}"}, "ar", ""),
    ],
)
def test_the_language_is_the_clients_or_it_is_said(
    world, conversation, contact, texts, chosen, wanted
):
    made = save(world, texts=texts)
    found = saved_replies.filled(made, speaking(world, conversation, contact), world.maya)
    assert (found.language, found.wanted) == (chosen, wanted)


def test_variables_are_filled_and_what_is_unknown_is_shown(world):
    text = "{contact}|{first_name}|{client}|{number}|{member}|{department}|{other}"
    said = saved_replies.fill(text, world.payout, world.maya)
    assert "⟦" not in said
    assert said.startswith(f"{world.daniel.name}|{world.daniel.name.split()[0]}|Northwind")
    assert said.endswith("{other}")

    conversation = speaking(world, "en")
    conversation.contact.name = ""
    said = saved_replies.fill("Dear {first_name} of {client}", conversation, world.maya)
    assert said.startswith("Dear ⟦first_name⟧ of Northwind")
    assert saved_replies.unfilled(said) == ["first_name"]


def test_a_value_is_not_read_as_a_variable(world):
    conversation = speaking(world, "en")
    conversation.subject = "{member}"
    assert saved_replies.fill("{subject}", conversation, world.maya) == "{member}"


def test_a_text_with_an_unfilled_variable_does_not_leave(world):
    with pytest.raises(Refused, match="⟦first_name⟧ is unknown"):
        saved_replies.stop_if_unfilled("Dear ⟦first_name⟧")
    saved_replies.stop_if_unfilled("Brackets ⟦like these⟧ mean nothing")


def test_a_macro_changes_the_conversation_with_the_answer(world):
    changes = Changes(assign="me", state="solve", kind="request", tags=("link", "link "))
    made = save(world, changes=changes)
    assert Teller([made]).tell(made) == ["assigned to you", "solved", "kind: Request", "tag: link"]

    def send():
        return actions.reply(world.payout, "Done", by=world.maya)

    saving_replies.send_with(made, world.payout, send, by=world.maya)
    world.payout.refresh_from_db()
    assert (world.payout.state, world.payout.kind) == ("solved", "request")
    assert world.payout.assignee == world.maya
    assert list(world.payout.tags.values_list("name", flat=True)) == ["link"]
    made.refresh_from_db()
    assert made.times_used == 1
    assert made.last_used_at


def test_when_a_change_is_refused_nothing_is_sent(world):
    made = save(world, changes=Changes(assign=str(world.oskar.pk)))
    world.oskar.is_active = False
    world.oskar.save()
    before = world.payout.messages.count()
    with pytest.raises(Refused, match="not here any more"):
        saving_replies.send_with(
            made,
            world.payout,
            lambda: actions.reply(world.payout, "x", by=world.maya),
            by=world.maya,
        )
    assert world.payout.messages.count() == before
    made.refresh_from_db()
    assert made.times_used == 0


def test_a_snooze_begins_with_the_answer(world):
    made = save(world, changes=Changes(snooze_hours=48))
    saving_replies.send_with(
        made, world.payout, lambda: actions.reply(world.payout, "x", by=world.maya), by=world.maya
    )
    world.payout.refresh_from_db()
    assert world.payout.state == "snoozed"


@pytest.mark.parametrize(
    "changes",
    [
        Changes(snooze_hours=10, state="solve"),
        Changes(snooze_hours=10_000),
        Changes(assign="999999"),
        Changes(category=999_999),
        Changes(kind="poem"),
    ],
)
def test_a_macro_that_could_never_work_is_refused(world, changes):
    with pytest.raises(Refused):
        save(world, changes=changes)


def test_whatever_stands_in_an_old_row_is_read_with_care(world):
    made = save(world)
    made.changes = {"assign": 3.5, "state": "gone", "tags": "x", "kind": [], "snooze_hours": "a"}
    assert changes_of(made) == Changes()

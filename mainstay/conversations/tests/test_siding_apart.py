"""Nothing of a side conversation reaches the client, and nothing of the client's whom we ask."""

import json

import pytest

from mainstay.channels import files
from mainstay.conversations import actions, details, events, queries, search, sides
from mainstay.conversations.actions.recognising import recognise, repeated_by
from mainstay.conversations.actions.siding_following import take_along
from mainstay.conversations.actions.siding_rules import may_become_one
from mainstay.conversations.models import Attachment, Conversation, Message
from mainstay.conversations.tests.asked import ask, ask_partners, claire_answers
from mainstay.core import personal
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.models import Event


def test_the_asked_department_sees_what_it_was_asked_and_nothing_else(world, side):
    inside = ask_partners(world)
    visible = Conversation.objects.visible_to(world.oskar)
    assert set(visible.filter(pk__in=[inside.pk, side.pk, world.payout.pk])) == {inside}
    reached = sides.within_reach(world.oskar)
    assert set(reached.filter(pk__in=[inside.pk, side.pk, world.payout.pk])) == {inside}
    assert sides.main_seen_by(inside, world.oskar) is None
    listed = {row.id: row for row in queries.inbox(world.oskar, "all", "active").rows}
    assert inside.pk in listed
    assert not {side.pk, world.payout.pk} & listed.keys()
    assert (inside.contact, inside.organisation) == (None, None)
    assert not details.ties_of(inside, world.oskar)


def test_who_sees_the_main_one_reaches_what_was_asked_for_it(world, side):
    inside = ask_partners(world)
    assert not Conversation.objects.visible_to(world.ines).filter(pk=inside.pk).exists()
    for member in (world.maya, world.ines, world.ruth, world.tomasz):
        assert set(sides.within_reach(member).filter(side_of=world.payout)) == {side, inside}


def test_who_is_gone_reaches_nothing(world, side):
    world.maya.is_active = False
    assert not sides.within_reach(world.maya).exists()


@pytest.mark.parametrize("merged", [1, 2])
def test_after_a_merge_what_was_asked_is_reached_by_who_sees_where_it_went(world, side, merged):
    inside = ask_partners(world)
    Conversation.objects.filter(pk=inside.pk).update(department=world.support)
    between = world.invoice if merged == 2 else None
    if between:
        Conversation.objects.filter(pk=between.pk).update(merged_into=world.tracking)
    Conversation.objects.filter(pk=world.payout.pk).update(merged_into=between or world.tracking)
    take_along(world.tracking)
    side.refresh_from_db()
    assert side.department == world.partner
    assert not sides.within_reach(world.ines).filter(pk=side.pk).exists()
    assert {each.number for each in sides.sides_of(world.tracking)} == {side.pk, inside.pk}
    assert sides.within_reach(world.oskar).filter(pk__in=[side.pk, inside.pk]).count() == 2


def test_a_search_finds_on_each_side_only_its_own(world, side):
    claire_answers(side, text="Un mot rarissime.")
    inside = ask_partners(world, text="Something inhouse and unusual.")

    def found(member, words):
        return {hit.conversation_id for hit in search.find(member, words).hits}

    assert found(world.oskar, "bank") == set()
    assert found(world.oskar, "rarissime") == set()
    assert found(world.oskar, str(world.payout.pk)) == set()
    assert found(world.oskar, "unusual") == {inside.pk}
    assert found(world.maya, "rarissime") == {side.pk}
    assert found(world.ines, "rarissime") == {side.pk}


def test_no_list_of_conversations_has_a_side_one_with_somebody_outside(world, side):
    claire_answers(side)
    actions.watch(side, world.maya, by=world.maya)
    for shelf in queries.SHELVES:
        for box in queries.BOXES:
            assert side.pk not in [row.id for row in queries.inbox(world.tomasz, box, shelf).rows]
    assert side.pk not in [row.id for row in queries.inbox(world.maya, "watching", "active").rows]


def test_neither_stands_among_the_earlier_ones_of_the_other(world, side):
    inside = ask_partners(world)
    for given in ({"contact_id": world.daniel.pk}, {"organisation_id": world.northwind.pk}):
        ids = {row.id for row in queries.of_client(world.tomasz, **given)}
        assert world.payout.pk in ids
        assert not {side.pk, inside.pk} & ids
    for given in ({"contact_id": world.claire.pk}, {"organisation_id": world.journal.pk}):
        ids = {row.id for row in queries.of_client(world.tomasz, **given)}
        assert side.pk in ids
        assert world.payout.pk not in ids


def test_a_side_one_is_no_earlier_contact_and_no_repeated_topic(world, side):
    known = recognise(world.claire, world.support.pk, "Lien retiré", now(), None)
    assert known.repeats is None
    assert repeated_by(side) is None


def test_whom_we_ask_stands_in_no_clients_queue(world):
    waiting = actions.begin(world.claire, "Another", world.support, by=world.maya)
    actions.reopen(waiting, by=world.maya)
    before = Conversation.objects.get(pk=waiting.pk).turn_at
    side = ask(world)
    claire_answers(side)
    actions.solve(side, by=world.maya)
    assert Conversation.objects.get(pk=waiting.pk).turn_at == before


def test_the_clients_export_knows_nothing_of_it(world, side):
    claire_answers(side)
    ask_partners(world)
    exported = json.dumps(personal.export(world.daniel.pk), default=str)
    for secret in ("Lien retiré", "vendredi", "Claire", "Le Journal", "lejournaldusud", "side."):
        assert secret not in exported
    assert "asked_outside" not in exported


def test_the_export_of_whom_we_ask_has_only_what_was_said_with_them(world, side):
    claire_answers(side)
    actions.note(side, "Daniel of Northwind waits.", by=world.maya)
    exported = json.dumps(personal.export(world.claire.pk), default=str, ensure_ascii=False)
    assert "vendredi" in exported
    assert "où est le lien" in exported
    for secret in ("payout", "Daniel", "Northwind", "northwindads", "What did the bank say"):
        assert secret not in exported


def test_forgetting_the_client_takes_them_out_of_what_was_asked(world):
    said = world.payout.messages.first()
    theirs = Attachment.objects.create(
        message=said, filename="id.png", content_type="image/png", size=3, file=files.keep(b"one")
    )
    side = ask(world, subject="Daniel’s link", text="Price asks.", files=[theirs])
    personal.erase(world.daniel.pk)
    side.refresh_from_db()
    message = side.messages.get()
    assert "Daniel" not in side.subject
    assert "Price" not in message.text
    assert not message.attachments.exists()
    assert message.contact is None
    assert side.contact == world.claire


def test_forgetting_whom_we_ask_takes_them_out_of_the_clients(world, side):
    claire_answers(side)
    actions.note(world.payout, "Claire Fabre says Friday. Claire is sure.", by=world.maya)
    personal.erase(world.claire.pk)
    world.payout.refresh_from_db()
    note = world.payout.messages.get(kind="note")
    assert "Claire" not in note.text
    assert "Claire" not in world.payout.waiting_note
    assert world.payout.subject == "Our payout is late"
    said = Message.objects.filter(conversation=side, kind="in").get()
    assert said.text == ""


@pytest.mark.parametrize("other", ["payout", "invoice", "tracking"])
def test_a_side_one_goes_into_no_other(world, side, other):
    for pair in ((side, getattr(world, other)), (getattr(world, other), side)):
        with pytest.raises(Refused, match="kept apart"):
            may_become_one(*pair)


def test_two_with_the_same_person_for_the_same_sake_may_become_one(world, side):
    may_become_one(side, ask(world))
    with pytest.raises(Refused, match="kept apart"):
        may_become_one(side, ask_partners(world))
    may_become_one(world.payout, world.invoice)


def test_facts_of_each_are_heard_only_where_it_is_seen(world, side):
    inside = ask_partners(world)
    actions.note(inside, "That is Claire.", by=world.oskar)
    audiences = set(
        Event.objects.filter(
            subject_kind="conversation", subject_id__in=[world.payout.pk, side.pk]
        ).values_list("audience", flat=True)
    )
    assert audiences == {f"department:{world.support.pk}"}
    heard = Event.objects.filter(audience=f"department:{world.partner.pk}", subject_id=inside.pk)
    assert all(world.payout.pk not in each.facts.values() for each in heard)


def test_the_department_answers_and_the_main_one_hears_of_it(world, facts):
    inside = ask_partners(world)
    assert (inside.state, inside.department, inside.asked_by) == (
        "open",
        world.partner,
        world.maya,
    )
    world.payout.refresh_from_db()
    assert (world.payout.state, world.payout.waiting_note) == ("waiting", "Partner team")
    actions.note(inside, "Claire Fabre does.", by=world.oskar)
    inside.refresh_from_db()
    world.payout.refresh_from_db()
    assert (inside.state, world.payout.state) == ("waiting", "open")
    assert inside.last_words == "Claire Fabre does."
    assert facts(world.payout)[-1] == events.SIDE_ANSWERED_INSIDE.name
    actions.note(inside, "Since when?", by=world.maya)
    inside.refresh_from_db()
    assert inside.state == "open"
    actions.solve(inside, by=world.oskar)
    assert facts(world.payout)[-1] == events.SIDE_SETTLED.name


def test_a_department_is_not_asked_about_its_own(world):
    with pytest.raises(Refused, match="has this conversation"):
        actions.ask_department(world.payout, world.support, "Who?", by=world.maya)

"""A person who was erased takes part nowhere, and nobody waits for them by name."""

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation, Participant
from mainstay.core import personal


def test_who_took_part_is_handed_out_and_gone(world):
    for address in ("daniel.price@northwindads.example", "other@x.example"):
        Participant.objects.create(conversation=world.tracking, name="D", address=address)
    actions.wait(world.tracking, "advertiser", note="Daniel Price of Northwind", by=world.oskar)
    person = personal.who(world.daniel.pk)
    holder = next(each for each in personal.holders() if each.name == "taking part")

    exported = holder.export(person)
    assert [row["conversation"] for row in exported] == [world.tracking.pk]
    assert holder.redact(person) == 2
    assert [each.address for each in Participant.objects.all()] == ["other@x.example"]
    note = Conversation.objects.get(pk=world.tracking.pk).waiting_note
    assert "Daniel" not in note
    assert "Northwind" in note
    assert holder.redact(person) == 0

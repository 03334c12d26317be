"""What is held of a person can be handed out and emptied, facts included."""

import pytest

from mainstay.core import events, personal
from mainstay.core.log import record, tell, timeline
from mainstay.core.models import Event
from mainstay.core.personal import registry

from .conftest import US

INES = 7


@pytest.fixture
def invited():
    return events.declare(
        "switch.invited",
        "{actor} invited {email} as {role}",
        personal=("email",),
        facts=("email", "role"),
    )


@pytest.fixture
def card():
    """One row about a person, as another module would hold it."""
    return {"name": "Ines"}


@pytest.fixture
def _held(monkeypatch, mailbox, card):
    def redact(person):
        card["name"] = ""
        return 1

    def is_ines(person):
        return person.contact_ids == (INES,)

    monkeypatch.setattr(registry, "_holders", {})
    personal.register(
        personal.Holder(
            "cards",
            lambda person: [dict(card)] if is_ines(person) else [],
            redact,
            lambda person: [("switch", mailbox.pk)] if is_ines(person) else [],
        )
    )


@pytest.mark.usefixtures("_held")
def test_all_of_it_is_handed_out(mailbox, invited):
    event = record(invited, mailbox, by=US, email="ines@example.com", role="lead")
    assert personal.export(INES) == {
        "cards": [{"name": "Ines"}],
        "events": [
            {
                "kind": "switch.invited",
                "at": event.at.isoformat(),
                "email": "ines@example.com",
            }
        ],
    }


@pytest.mark.usefixtures("_held")
def test_erasing_empties_rows_and_the_personal_keys_of_facts(mailbox, invited, card):
    record(invited, mailbox, by=US, email="ines@example.com", role="lead")
    assert personal.erase(INES) == {"cards": 1, "events": 1, "elsewhere": 0}
    assert card["name"] == ""
    assert Event.objects.get().facts == {"email": None, "role": "lead"}
    assert [event.keys() for event in personal.export(INES)["events"]] == [{"kind", "at"}]


@pytest.mark.usefixtures("_held")
def test_an_emptied_fact_still_reads_as_a_sentence(mailbox, invited):
    record(invited, mailbox, by=US, email="ines@example.com", role="lead")
    personal.erase(INES)
    assert [told.sentence for told in tell(timeline(mailbox))] == [
        "Mainstay invited unknown as lead"
    ]


@pytest.mark.usefixtures("_held")
def test_facts_about_others_stay(mailbox, invited):
    record(invited, mailbox, by=US, email="maya@example.com", role="lead")
    personal.erase(INES + 1)
    assert Event.objects.get().facts["email"] == "maya@example.com"


@pytest.mark.usefixtures("_held")
def test_erasing_twice_changes_nothing_more(mailbox, invited):
    record(invited, mailbox, by=US, email="ines@example.com", role="lead")
    personal.erase(INES)
    assert personal.erase(INES)["events"] == 0


def test_the_product_registers_who_holds_people():
    assert {holder.name for holder in personal.holders()} >= {"clients", "conversations"}

"""What a conversation is about, of what kind, and whether its client was here with that before."""

from datetime import timedelta

import pytest

from mainstay.clients.models import Contact
from mainstay.conversations import actions, events
from mainstay.conversations.actions.recognising import topic_of
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import arrive, conversation_of, mail
from mainstay.core import log
from mainstay.core.clock import now
from mainstay.core.errors import Refused


@pytest.fixture
def payouts(world):
    money = actions.add_category("Money", by=world.ines)
    return actions.add_category("Payout", parent=money, by=world.ines)


def again(subject, *, name="daniel.price", domain="northwindads.example", number=1):
    address = f"{name}@{domain}"
    return conversation_of(arrive(mail(f"<{number}.{address}>", sender=address, subject=subject)))


def repeated(conversation):
    return Conversation.objects.get(pk=conversation.pk).repeats_id


# --- Category and kind --------------------------------------------------------------------------


def test_a_category_is_set_and_taken_away(world, payouts, facts):
    for _time in range(2):
        actions.categorise(world.payout, payouts, by=world.maya)
    assert Conversation.objects.get(pk=world.payout.pk).category == payouts
    actions.categorise(world.payout, None, by=world.maya)
    assert facts(world.payout) == [events.CATEGORISED.name, events.UNCATEGORISED.name]
    told = log.tell(log.timeline(world.payout).filter(kind=events.CATEGORISED.name))
    assert told[0].sentence == "Maya Brandt put this under Payout"


def test_a_retired_category_is_refused_and_kept(world, payouts):
    actions.categorise(world.payout, payouts, by=world.maya)
    retired = actions.retire_category(payouts, by=world.ines)
    with pytest.raises(Refused, match="no longer used"):
        actions.categorise(world.invoice, retired, by=world.maya)
    assert Conversation.objects.get(pk=world.payout.pk).category == payouts


def test_a_kind_is_set_and_taken_away(world, facts):
    for kind in ("complaint", "complaint", ""):
        assert actions.call_it(world.payout, kind, by=world.maya).kind == kind
    assert facts(world.payout) == [events.KIND_CHANGED.name] * 2
    told = log.tell(log.timeline(world.payout).filter(kind=events.KIND_CHANGED.name))
    assert [each.sentence for each in told] == [
        "Maya Brandt changed the kind: Complaint",
        "Maya Brandt changed the kind: none",
    ]


@pytest.mark.parametrize("kind", ["praise", "\x00", "Complaint"])
def test_there_is_no_other_kind(world, kind):
    with pytest.raises(Refused, match="no such kind"):
        actions.call_it(world.payout, kind, by=world.maya)


def test_who_may_only_read_changes_neither(world, payouts):
    with pytest.raises(Refused, match="read here, not write"):
        actions.categorise(world.payout, payouts, by=world.ruth)
    with pytest.raises(Refused, match="read here, not write"):
        actions.call_it(world.payout, "abuse", by=world.ruth)


# --- Again --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("Re: Fwd: Our payout is late", "our payout is late"),
        ("AW: [Ticket 12] WG:  Our   PAYOUT is late", "our payout is late"),
        ("Ответ: Где выплата?", "где выплата?"),
        ("Re[2]: دفعة متأخرة", "دفعة متأخرة"),
        ("Recall: not a prefix", "recall: not a prefix"),
        ("Re: Hi", ""),
        ("", ""),
    ],
)
def test_a_subject_is_compared_without_what_programs_add(subject, topic):
    assert topic_of(subject) == topic


def test_the_same_subject_within_a_week_is_a_repeat(world):
    assert again("RE: our payout is  LATE").repeats_id == world.payout.pk


def test_a_colleague_of_the_client_repeats_it_too(world):
    assert again("Our payout is late", name="new.colleague").repeats_id == world.payout.pk


def test_another_client_another_subject_or_another_week_is_none(world):
    assert again("Our payout is late", domain="elsewhere.example").repeats_id is None
    assert again("Where is my manager?").repeats_id is None
    Conversation.objects.filter(pk=world.payout.pk).update(
        last_message_at=now() - timedelta(days=7, hours=1)
    )
    assert again("Our payout is late", number=2).repeats_id is None


def test_the_same_category_makes_it_a_repeat_and_taking_it_away_undoes_that(world, payouts):
    actions.categorise(world.payout, payouts, by=world.maya)
    new = again("Money?")
    assert new.repeats_id is None
    actions.categorise(new, payouts, by=world.maya)
    assert repeated(new) == world.payout.pk
    actions.categorise(new, None, by=world.maya)
    assert repeated(new) is None


# --- First contact, mailbox, who takes part ------------------------------------------------------


def test_the_first_conversation_of_a_client_is_marked_and_no_other(world):
    first = again("Hello there", name="a", domain="first.example")
    second = again("Hello again", name="a", domain="first.example", number=2)
    assert (first.is_first_contact, second.is_first_contact) == (True, False)


def test_a_new_person_of_a_known_organisation_is_no_first_contact(world):
    assert not again("Hello there", name="new.colleague").is_first_contact


def test_the_first_that_we_begin_is_marked_too(world):
    new = Contact.objects.create(name="Ada")
    assert actions.begin(new, "Offer", world.support, by=world.maya).is_first_contact
    assert not actions.begin(new, "Another", world.support, by=world.maya).is_first_contact
    assert not actions.begin(world.daniel, "Offer", world.support, by=world.maya).is_first_contact


def test_who_is_copied_in_or_answers_takes_part(world):
    new = conversation_of(
        arrive(
            mail(
                "<cc@northwindads.example>",
                Cc="Ada Lind <ADA@northwindads.example>, desk@localhost",
            )
        )
    )
    assert list(new.participants.values_list("name", "address")) == [
        ("Ada Lind", "ada@northwindads.example")
    ]
    arrive(
        mail(
            "<bo@northwindads.example>",
            sender="بو <bo@northwindads.example>",
            answers="<cc@northwindads.example>",
        )
    )
    arrive(
        mail(
            "<daniel@northwindads.example>",
            answers="<bo@northwindads.example>",
            sender="Ada <ada@northwindads.example>",
            Cc="daniel.price@northwindads.example",
        )
    )
    assert set(new.participants.values_list("name", flat=True)) == {"Ada Lind", "بو"}

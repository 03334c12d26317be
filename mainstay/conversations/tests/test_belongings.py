"""What a conversation is said to have is what its readers find: a page asks for nothing in vain,
and leaves out nothing."""

import pytest

from mainstay.conversations import actions, details, merged, sides, together, working
from mainstay.conversations.belongings import belongings_of
from mainstay.conversations.calls import calls_of
from mainstay.conversations.doubts import doubts_of
from mainstay.conversations.models import Mention, Participant


def read(conversation, member):
    """What the readers find, by the name of what says whether to ask them."""
    begun = working.begun(conversation, member)
    around = together.around(conversation, member)
    came = merged.came_into(conversation)
    return {
        "doubts": bool(doubts_of(conversation)),
        "sides": bool(sides.sides_of(conversation) or came),
        "ties": any(vars(around).values()),
        "details": any(vars(details.beside(conversation)).values()),
        "drafts": bool(begun.own or begun.further or begun.of_others),
        "watched": conversation.watchers.filter(pk=member.pk).exists(),
        "calls": Mention.objects.filter(
            message__conversation=conversation, member=member, seen_at=None
        ).exists(),
    }


def test_a_plain_one_has_nothing(world):
    holds = belongings_of(world.invoice, world.ines)
    assert not any(read(world.invoice, world.ines).values())
    assert not any(getattr(holds, name) for name in read(world.invoice, world.ines))
    assert holds.newest_message == world.invoice.messages.latest("pk").pk


def claim(world):
    world.payout.messages.filter(kind="in").update(authentication={"claims": "daniel@x.example"})


def ask_aside(world):
    actions.ask_outside(world.payout, world.claire, "The link", "Is it there?", by=world.maya)


def report(world):
    world.payout.kind = "problem"
    world.payout.save()
    actions.set_problem(world.invoice, world.payout, by=world.maya)


def split(world):
    [first, *_] = world.payout.messages.filter(kind="in")
    actions.split(world.payout, [first.pk], "Another matter", by=world.maya)


def begin_elsewhere_and_merge(world):
    actions.keep_draft(world.invoice, "reply", "Begun before", by=world.ines)
    actions.merge(world.invoice, world.payout, by=world.tomasz, even_of_others=True)


HAPPENED = {
    "claim": claim,
    "side": ask_aside,
    "link": lambda world: actions.link(world.payout, world.invoice, by=world.maya),
    "report": report,
    "split": split,
    "offer": lambda world: actions.offer(world.payout, world.ines, by=world.maya),
    "tag": lambda world: actions.tag(world.payout, "bank", by=world.maya),
    "participant": lambda world: Participant.objects.create(
        conversation=world.payout, address="editor@x.example"
    ),
    "watching": lambda world: actions.watch(world.payout, world.ines, by=world.ines),
    "draft": lambda world: actions.keep_draft(world.payout, "reply", "Begun", by=world.ines),
    "merge": begin_elsewhere_and_merge,
    "call": lambda world: actions.note(world.payout, "@Ines, look.", by=world.maya),
}


@pytest.mark.parametrize("happened", HAPPENED)
@pytest.mark.parametrize("name", ["maya", "ines"])
def test_whatever_a_reader_finds_was_said_to_be_there(world, happened, name):
    HAPPENED[happened](world)
    member = world.members[name]
    for conversation in (world.payout, world.invoice):
        conversation.refresh_from_db()
        holds, found = belongings_of(conversation, member), read(conversation, member)
        missed = [each for each, is_there in found.items() if is_there > getattr(holds, each)]
        assert missed == []


@pytest.mark.parametrize("happened", HAPPENED)
def test_each_of_them_is_found_by_a_reader(world, happened):
    before = read(world.payout, world.ines)
    HAPPENED[happened](world)
    world.payout.refresh_from_db()
    after = read(world.payout, world.ines)
    assert sum(after.values()) > sum(before.values())


def test_what_calls_a_member_is_what_the_lists_hold(world):
    assert calls_of(world.ines).offers == together.offered_to(world.ines).count() == 0
    actions.offer(world.payout, world.ines, by=world.maya)
    actions.offer(world.invoice, world.partner, by=world.maya)
    actions.note(world.payout, "@Ines, look.", by=world.maya)
    actions.keep_draft(world.payout, "reply", "Begun", by=world.ines)
    calls = calls_of(world.ines)
    assert calls.offers == together.offered_to(world.ines).count()
    assert calls.mentions == Mention.objects.filter(member=world.ines, seen_at=None).count() == 1
    assert calls.drafts == bool(working.drafts_of(world.ines)) is True
    for member in world.members.values():
        assert calls_of(member).offers == together.offered_to(member).count()

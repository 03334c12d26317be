"""A note calls colleagues by name, and each hears of it once."""

import pytest

from mainstay.conversations import actions, queries
from mainstay.conversations.calls import calls_of
from mainstay.conversations.models import Mention
from mainstay.core.errors import Refused
from mainstay.team import actions as team
from mainstay.team.models import Member


def called(message):
    rows = message.mentions.select_related("member")
    return {each.member.name.partition(" ")[0] for each in rows}


@pytest.mark.parametrize(
    "text",
    [
        "@Ines can you look?",
        "Can you look, @ines?",
        "(@INES CARVALHO)",
        "@Ines Carvalho and @Ines again",
        "line one\n@Ines",
        "انظر \u2067@\u2068Ines\u2069\u2069 من فضلك",
    ],
)
def test_a_name_after_an_at_calls(world, text):
    assert called(actions.note(world.payout, text, by=world.maya)) == {"Ines"}


@pytest.mark.parametrize(
    "text",
    [
        "Ines can you look?",
        "write to mail@ines.example",
        "@Inessa",
        "@ Ines",
        "@Oskar, look",  # of another department
        "@Maya, remember",  # who writes it
        "@",
    ],
)
def test_anything_else_calls_nobody(world, text):
    assert called(actions.note(world.payout, text, by=world.maya)) == set()


def test_several_are_called_and_those_chosen_too(world):
    message = actions.note(
        world.payout, "@Ines @Tomasz", by=world.maya, mentions=[world.ruth, world.ines]
    )
    assert called(message) == {"Ines", "Tomasz", "Ruth"}


def test_all_of_one_first_name_are_called_and_one_by_the_whole_name(world):
    team.join(
        email="ines.two@mainstay.example",
        name="Ines Öztürk",
        role=Member.Role.AGENT,
        departments=[world.support],
    )
    both = actions.note(world.payout, "@Ines", by=world.maya)
    assert both.mentions.count() == 2
    one = actions.note(world.payout, "@ines öztürk", by=world.maya)
    assert [each.member.name for each in one.mentions.all()] == ["Ines Öztürk"]


def test_who_has_it_is_called_in_any_department(world):
    actions.assign(world.payout, world.ines, by=world.tomasz)
    actions.move(world.payout, world.partner, by=world.tomasz)
    assert called(actions.note(world.payout, "@Oskar @Ines", by=world.tomasz)) == {"Oskar"}


def test_a_closed_account_is_not_called(world):
    team.deactivate(world.ines, by=world.tomasz)
    assert called(actions.note(world.payout, "@Ines", by=world.maya)) == set()


def test_choosing_somebody_who_may_not_see_it_is_refused_and_writes_nothing(world):
    before = world.payout.messages.count()
    with pytest.raises(Refused, match="Oskar Nyström may not see"):
        actions.note(world.payout, "Look", by=world.maya, mentions=[world.oskar])
    assert world.payout.messages.count() == before


def test_the_box_shows_the_last_call_first_and_what_is_new(world):
    actions.note(world.payout, "@Ines", by=world.maya)
    actions.note(world.sign_in, "@Ines, it is solved, is it not?", by=world.maya)
    rows = queries.inbox(world.ines, "mentions", "active").rows
    assert [(row.id, row.is_new_to_me) for row in rows] == [
        (world.sign_in.pk, True),
        (world.payout.pk, True),
    ]
    assert calls_of(world.ines).mentions == queries.count(world.ines, "mentions", "active") == 2

    actions.see_mentions(world.sign_in, by=world.ines)
    rows = queries.inbox(world.ines, "mentions", "active").rows
    assert [row.is_new_to_me for row in rows] == [False, True]
    assert calls_of(world.ines).mentions == 1


def test_seeing_keeps_the_first_time(world):
    actions.note(world.payout, "@Ines", by=world.maya)
    assert actions.see_mentions(world.payout, by=world.ines) == 1
    seen_at = Mention.objects.get().seen_at
    assert actions.see_mentions(world.payout, by=world.ines) == 0
    assert Mention.objects.get().seen_at == seen_at


def test_the_box_goes_on_page_by_page(world, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for each in (world.payout, world.invoice, world.sign_in):
        actions.note(each, "@Tomasz", by=world.maya)
    first = queries.inbox(world.tomasz, "mentions", "active")
    second = queries.inbox(world.tomasz, "mentions", "active", first.next_key)
    assert [row.id for row in [*first.rows, *second.rows]] == [
        world.sign_in.pk,
        world.invoice.pk,
        world.payout.pk,
    ]
    assert not second.next_key


def test_what_one_may_not_see_any_more_is_not_shown(world):
    actions.note(world.payout, "@Ines", by=world.maya)
    actions.move(world.payout, world.partner, by=world.maya)
    assert queries.inbox(world.ines, "mentions", "active").rows == []

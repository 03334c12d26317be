"""What somebody has begun to write is kept, and never lost."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from mainstay.channels.email.inbound import Address
from mainstay.conversations import actions
from mainstay.conversations.actions.drafting import LONGEST, sweep_drafts
from mainstay.conversations.models import Conversation, Draft
from mainstay.core import clock, once
from mainstay.core.clock import now
from mainstay.core.errors import Refused


def keep(world, text="The bank has", by=None, kind="reply", **rest):
    return actions.keep_draft(world.payout, kind, text, by=by or world.maya, **rest)


def drafts(world, kind="reply"):
    found = Draft.objects.filter(kind=kind).order_by("id")
    return list(found.values_list("member__name", "text"))


def test_what_is_typed_is_kept(world):
    tom = Address("Tom Keller", "tom.keller@northwindads.example")
    kept = keep(world, to=[tom], bcc=[tom], seen_message_id=7)
    kept.draft.refresh_from_db()
    assert (kept.draft.text, kept.draft.seen_message_id) == ("The bank has", 7)
    assert kept.draft.to == kept.draft.bcc == [["Tom Keller", "tom.keller@northwindads.example"]]


def test_drafts_of_one_are_found_without_reading_all_conversations(world):
    """Kept plans serve any number: what is merged is looked up by its index, step by step."""
    made = Conversation.objects.bulk_create(
        Conversation(subject="x", contact=world.tom, department=world.support) for _ in range(3000)
    )
    Draft.objects.bulk_create(Draft(conversation=each, member=world.maya) for each in made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE conversations_conversation, conversations_draft")
    Conversation.objects.filter(pk=made[1].pk).update(merged_into=made[2])
    Conversation.objects.filter(pk=made[0].pk).update(merged_into=made[1])
    rows = Draft.objects.at(made[2])
    assert {row.conversation_id for row in rows} == {each.pk for each in made[:3]}
    assert "Seq Scan" not in rows.explain()


def test_there_is_one_of_each_kind_for_each_member(world):
    for text in ("A", "B"):
        keep(world, text)
        keep(world, f"note {text}", kind="note")
        keep(world, f"of Ines {text}", by=world.ines)
    assert drafts(world) == [("Maya Brandt", "B"), ("Ines Carvalho", "of Ines B")]
    assert drafts(world, "note") == [("Maya Brandt", "note B")]


@pytest.mark.parametrize("text", ["", " \n", "\x00"])
def test_nothing_typed_is_no_draft(world, text):
    assert keep(world, text).draft is None
    keep(world)
    assert keep(world, text).draft is None
    assert drafts(world) == []


def test_the_last_writer_wins_and_is_told(world):
    first = keep(world, "In one tab").draft
    assert keep(world, "In one tab, on", known_at=first.updated_at).surprise == ""
    other = keep(world, "In another tab", known_at=first.updated_at)
    assert (other.surprise, other.draft.text) == ("replaced", "In another tab")


def test_one_that_was_sent_in_another_tab_returns_and_that_is_said(world):
    known = keep(world).draft.updated_at
    actions.reply(world.payout, "Sent.", by=world.maya, with_draft=True)
    assert keep(world, "More", known_at=known).surprise == "returned"


def test_what_comes_late_from_a_form_that_was_sent_is_not_kept(world):
    form = uuid.uuid4()
    once.claim(form)
    kept = keep(world, form=form)
    assert (kept.draft, kept.surprise) == (None, "sent")
    assert drafts(world) == []


def test_it_survives_another_owner_another_department_and_closing(world):
    keep(world)
    actions.assign(world.payout, world.ines, by=world.ines)
    actions.move(world.payout, world.tracking.department, by=world.ines)
    actions.solve(world.payout, by=world.ines)
    actions.close(world.payout, by=world.ines)
    assert drafts(world) == [("Maya Brandt", "The bank has")]


def merge(source, target):
    Conversation.objects.filter(pk=source.pk).update(state="closed", merged_into=target)


def test_it_goes_along_when_its_conversation_goes_into_another(world):
    keep(world)
    merge(world.payout, world.invoice)
    assert [each.text for each in Draft.objects.at(world.invoice)] == ["The bank has"]
    actions.keep_draft(world.invoice, "reply", "The bank has it", by=world.maya)
    draft = Draft.objects.get()
    assert (draft.conversation, draft.text) == (world.invoice, "The bank has it")


def test_of_two_that_come_together_neither_is_lost(world):
    keep(world, "there")
    actions.keep_draft(world.invoice, "reply", "here", by=world.maya)
    merge(world.payout, world.invoice)
    actions.keep_draft(world.invoice, "reply", "here, on", by=world.maya)
    assert sorted(each.text for each in Draft.objects.at(world.invoice)) == ["here, on", "there"]


def test_sent_it_is_gone_and_a_colleague_keeps_theirs(world):
    keep(world)
    keep(world, "of Ines", by=world.ines)
    actions.reply(world.payout, "The bank has it.", by=world.maya, with_draft=True)
    assert drafts(world) == [("Ines Carvalho", "of Ines")]


def test_what_is_not_sent_from_the_composer_leaves_the_draft_alone(world):
    keep(world)
    actions.reply(world.payout, "By a rule", by=world.maya)
    assert drafts(world) == [("Maya Brandt", "The bank has")]


def test_a_note_takes_its_draft_along(world):
    keep(world, kind="note")
    actions.note(world.payout, "The bank is slow.", by=world.maya, with_draft=True)
    assert not Draft.objects.exists()


def test_thrown_away_it_can_be_brought_back(world):
    draft = actions.drop_draft(keep(world).draft, by=world.maya)
    assert drafts(world) == []
    assert not Draft.objects.kept().exists()
    actions.drop_draft(draft, by=world.maya)
    actions.bring_draft_back(draft, by=world.maya)
    actions.bring_draft_back(draft, by=world.maya)
    assert drafts(world) == [("Maya Brandt", "The bank has")]


def test_it_does_not_come_back_over_another(world):
    draft = actions.drop_draft(keep(world).draft, by=world.maya)
    keep(world, "Another")
    with pytest.raises(Refused, match="begun another one"):
        actions.bring_draft_back(draft, by=world.maya)


def test_thrown_away_twice_the_last_one_is_kept(world):
    for text in ("one", "two"):
        actions.drop_draft(keep(world, text).draft, by=world.maya)
    assert [each.text for each in Draft.objects.all()] == ["two"]


def test_what_was_thrown_away_is_forgotten_after_a_day(world):
    with clock.at(now() - timedelta(hours=25)):
        actions.drop_draft(keep(world).draft, by=world.maya)
    actions.drop_draft(keep(world, kind="note").draft, by=world.maya)
    assert sweep_drafts() == 1
    assert [each.begun_as for each in Draft.objects.all()] == ["note"]


def test_a_colleague_goes_on_with_it(world):
    theirs = keep(world, by=world.ines, seen_message_id=3).draft
    mine = actions.copy_draft(theirs, into=world.payout, by=world.maya)
    assert (mine.member, mine.text, mine.seen_message_id) == (world.maya, "The bank has", 3)
    assert Draft.objects.filter(pk=theirs.pk).exists()
    with pytest.raises(Refused, match="begun one yourself"):
        actions.copy_draft(theirs, into=world.payout, by=world.maya)


@pytest.mark.parametrize("change", [actions.drop_draft, actions.bring_draft_back])
def test_nobody_throws_away_what_is_not_theirs(world, change):
    draft = keep(world).draft
    if change is actions.bring_draft_back:
        actions.drop_draft(draft, by=world.maya)
    with pytest.raises(Refused, match="not yours"):
        change(draft, by=world.ines)


def test_who_may_only_read_begins_nothing(world):
    with pytest.raises(Refused, match="read here, not write"):
        keep(world, by=world.ruth)


def test_a_text_of_a_whole_book_is_refused_with_a_sentence(world):
    keep(world, "x" * LONGEST)
    with pytest.raises(Refused, match="too long to be kept"):
        keep(world, "x" * (LONGEST + 1))
    assert len(Draft.objects.get().text) == LONGEST


def test_a_reply_that_was_taken_back_is_a_draft_again(world):
    tom = Address("Tom Keller", "tom.keller@northwindads.example")
    message = actions.reply(world.payout, "**Too** early", by=world.maya, bcc=[tom])
    actions.undo(message, by=world.ines)
    draft = Draft.objects.get()
    assert (draft.member, draft.text, draft.bcc) == (
        world.maya,
        "**Too** early",
        [["Tom Keller", "tom.keller@northwindads.example"]],
    )


def test_taken_back_it_leaves_what_was_begun_since_alone(world):
    message = actions.reply(world.payout, "Too early", by=world.maya)
    keep(world, "Another")
    actions.undo(message, by=world.maya)
    assert drafts(world) == [("Maya Brandt", "Another")]

"""Two conversations become one, and are taken apart again."""

import threading

import pytest
from django.db import connection

from mainstay.conversations import actions, events, merged, queries, sides, work
from mainstay.conversations.models import Conversation, Draft, Merge, ThreadKey
from mainstay.conversations.tests.asked import ask
from mainstay.conversations.tests.mails import answer_of_the_client, arrive, mail
from mainstay.core.errors import Refused
from mainstay.core.models import WorkItem


def fresh(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def ids(conversation):
    return list(conversation.messages.order_by("id").values_list("pk", flat=True))


@pytest.fixture
def pair(world):
    """Two conversations of Daniel: what comes, and where it goes."""
    first = arrive(mail("<merge-one@northwindads.example>", text="Где отчёт?"))
    second = arrive(mail("<merge-two@northwindads.example>", text="أين التقرير؟"))
    return tuple(Conversation.objects.get(pk=each.conversation_id) for each in (second, first))


def test_messages_and_ids_move_and_the_source_is_closed(world, pair, facts):
    source, target = pair
    came, there = ids(source), ids(target)
    merge = actions.merge(source, target, by=world.maya)
    assert ids(target) == sorted(there + came)
    assert merge.message_ids == came
    assert not ThreadKey.objects.filter(conversation=source).exists()
    assert (fresh(source).state, fresh(source).merged_into_id) == ("closed", target.pk)
    assert fresh(target).last_words == "أين التقرير؟"
    assert facts(source) == [events.MERGED.name]
    assert facts(target) == [events.CAME_IN.name]
    assert not WorkItem.objects.filter(kind=work.ANSWER.name, subject_id=source.pk).exists()


def test_an_answer_to_the_merged_one_lands_in_the_target(world, pair):
    source, target = pair
    actions.merge(source, target, by=world.maya)
    answer = mail("<merge-three@x.example>", answers="<merge-two@northwindads.example>")
    assert arrive(answer).conversation_id == target.pk


def test_so_does_one_to_a_reply_of_ours_from_before(world, pair):
    source, target = pair
    actions.reply(source, "A moment.", by=world.maya)
    actions.merge(source, target, by=world.maya)
    assert answer_of_the_client(target, "<merge-four@x.example>").conversation_id == target.pk


def test_taken_apart_exactly_what_came_goes_back(world, pair, facts):
    source, target = pair
    came, there = ids(source), ids(target)
    before = {name: getattr(fresh(source), name) for name in Conversation.STANDING}
    merge = actions.merge(source, target, by=world.maya)
    answer = mail("<merge-five@x.example>", answers="<merge-two@northwindads.example>")
    arrive(answer)
    since = ids(target)[-1]
    actions.unmerge(merge, by=world.maya)
    assert ids(source) == came
    assert ids(target) == [*there, since]
    assert fresh(source).merged_into_id is None
    after = {name: getattr(fresh(source), name) for name in Conversation.STANDING}
    assert after | {"turn_at": None} == before | {"turn_at": None}
    assert WorkItem.objects.filter(kind=work.ANSWER.name, subject_id=source.pk).exists()
    assert facts(source)[-1] == events.SEPARATED.name
    assert facts(target)[-1] == events.WENT_AGAIN.name
    back = mail("<merge-six@x.example>", answers="<merge-two@northwindads.example>")
    assert arrive(back).conversation_id == source.pk


def test_the_target_waits_as_it_did_before_unless_somebody_moved_it_since(world, pair):
    source, target = pair
    actions.wait(target, "finance", note="Ада", by=world.maya)
    merge = actions.merge(source, target, by=world.maya)
    assert fresh(target).is_open
    actions.unmerge(merge, by=world.maya)
    assert (fresh(target).waiting_on, fresh(target).waiting_note) == ("finance", "Ада")
    again = actions.merge(source, target, by=world.maya)
    actions.solve(target, by=world.maya)
    actions.unmerge(again, by=world.maya)
    assert fresh(target).state == "solved"


def test_twice_is_once(world, pair, facts):
    merge = actions.merge(*pair, by=world.maya)
    assert actions.merge(*pair, by=world.maya) == merge
    actions.unmerge(merge, by=world.maya)
    count = len(facts(pair[0]))
    actions.unmerge(merge, by=world.maya)
    assert len(facts(pair[0])) == count
    assert actions.merge(*pair, by=world.maya) != merge


def test_tags_watchers_and_drafts_come_along_and_go_again(world, pair):
    source, target = pair
    own = actions.tag(source, "Срочно", by=world.maya)
    both = actions.tag(source, "VIP", by=world.maya)
    actions.tag(target, "VIP", by=world.maya)
    actions.watch(source, world.maya, by=world.maya)
    actions.keep_draft(source, Draft.REPLY, "Begun", by=world.maya)
    merge = actions.merge(source, target, by=world.maya)
    assert set(target.tags.all()) == {own, both}
    assert list(target.watchers.all()) == [world.maya]
    assert Draft.objects.at(target).get().text == "Begun"
    actions.unmerge(merge, by=world.maya)
    assert list(target.tags.all()) == [both]
    assert set(source.tags.all()) == {own, both}
    assert not target.watchers.exists()
    assert not Draft.objects.at(target).exists()


def test_side_conversations_are_shown_in_the_target(world, pair):
    source, target = pair
    side = actions.ask_outside(source, world.claire, "Lien", "Où ?", by=world.maya)
    actions.merge(source, target, by=world.maya)
    assert [each.number for each in sides.sides_of(target)] == [side.pk]


def test_a_merged_one_is_in_no_list(world, pair):
    source, target = pair
    actions.merge(source, target, by=world.maya)
    listed = [
        row.id for shelf in queries.SHELVES for row in queries.inbox(world.ines, "all", shelf).rows
    ]
    assert source.pk not in listed
    assert target.pk in listed


# --- Refusals -----------------------------------------------------------------------------------


def test_of_different_clients_only_when_it_is_meant(world, pair):
    other = Conversation.objects.exclude(organisation=pair[0].organisation).listed().first()
    with pytest.raises(Refused, match="different clients"):
        actions.merge(pair[0], other, by=world.tomasz)
    actions.merge(pair[0], other, by=world.tomasz, even_of_others=True)
    people = other.participants.values_list("address", flat=True)
    assert "daniel.price@northwindads.example" in people


def test_a_side_one_never_goes_into_a_main_one(world, pair):
    side = ask(world)
    for source, target in ((side, pair[0]), (pair[0], side), (side, world.payout)):
        with pytest.raises(Refused, match="kept apart"):
            actions.merge(source, target, by=world.ines, even_of_others=True)


def test_whom_we_ask_beside_it_never_comes_in(world):
    ask(world)
    claires = arrive(
        mail("<c@j.example>", sender="Claire <claire.fabre@lejournaldusud.example>", subject="Oh")
    )
    theirs = Conversation.objects.get(pk=claires.conversation_id)
    for source, target in ((theirs, world.payout), (world.payout, theirs)):
        with pytest.raises(Refused, match="side conversation"):
            actions.merge(source, target, by=world.tomasz, even_of_others=True)


def test_not_into_itself_nor_around_in_a_circle(world, pair):
    source, target = pair
    with pytest.raises(Refused, match="same one"):
        actions.merge(source, source, by=world.maya)
    actions.merge(source, target, by=world.maya)
    with pytest.raises(Refused, match="meanwhile"):
        actions.merge(target, source, by=world.maya)


def test_what_went_on_is_separated_from_the_outside_in(world, pair):
    source, target = pair
    inner = actions.merge(source, target, by=world.maya)
    outer = actions.merge(target, world.payout, by=world.maya, even_of_others=True)
    with pytest.raises(Refused, match="Separate that one first"):
        actions.unmerge(inner, by=world.maya)
    actions.unmerge(outer, by=world.maya)
    actions.unmerge(inner, by=world.maya)
    assert fresh(source).messages.count() == 1


def test_who_may_only_read_merges_nothing(world, pair):
    with pytest.raises(Refused, match="read here"):
        actions.merge(*pair, by=world.ruth)
    merge = actions.merge(*pair, by=world.maya)
    with pytest.raises(Refused, match="read here"):
        actions.unmerge(merge, by=world.ruth)


def test_nor_into_a_department_that_one_does_not_see(world, pair):
    source, target = pair
    actions.move(target, world.oskar.departments.first(), by=world.tomasz)
    with pytest.raises(Refused, match="do not see"):
        actions.merge(source, target, by=world.maya)
    assert not Merge.objects.exists()


# --- Reading ------------------------------------------------------------------------------------


def test_the_target_says_what_came(world, pair):
    actions.merge(*pair, by=world.maya)
    (came,) = merged.came_into(pair[1])
    assert (came.number, came.messages, came.member) == (pair[0].pk, 1, world.maya.name)


def test_the_latest_of_the_client_are_offered_and_others_found_by_number(world, pair):
    source, target = pair
    offered = [row.id for row in merged.latest_of_client(source, world.maya)]
    assert target.pk in offered
    assert source.pk not in offered
    assert [row.id for row in merged.found_by(source, f"#{target.pk}", world.maya)] == [target.pk]
    assert not merged.found_by(source, str(world.tracking.pk), world.maya)


@pytest.mark.django_db(transaction=True)
def test_two_merges_the_other_way_around_at_once_never_wait_for_each_other(world, pair):
    outcomes, ready = [], threading.Barrier(2)

    def run(source, target):
        try:
            ready.wait(10)
            actions.merge(source, target, by=world.maya)
            outcomes.append("merged")
        except Refused:
            outcomes.append("refused")
        except Exception as error:
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["merged", "refused"]

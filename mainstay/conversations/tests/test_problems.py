"""One problem that many report: shown together, and each answered in their own words."""

import pytest

from mainstay.conversations import actions, reports
from mainstay.conversations.actions.bulk import go_on
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.asked import ask
from mainstay.conversations.tests.mails import arrive, mail
from mainstay.core.errors import Refused


@pytest.fixture
def outage(world):
    """A problem and two reports: Claire's is French, a Pole's is Polish."""
    found = []
    for name, address, language in (
        ("Daniel Price", "daniel.price@northwindads.example", "en"),
        ("Claire Fabre", "claire.fabre@lejournaldusud.example", "fr"),
        ("Łukasz", "lukasz@reklama.example", "pl"),
    ):
        received = arrive(
            mail(f"<{address}>", sender=f"{name} <{address}>", subject="Tracking is down")
        )
        conversation = Conversation.objects.get(pk=received.conversation_id)
        conversation.contact.language = language
        conversation.contact.save()
        found.append(conversation)
    problem, *same = found
    for each in same:
        actions.set_problem(each, problem, by=world.tomasz)
    return found


def words(conversation):
    return conversation.messages.get(kind="out").text


def test_the_problem_is_called_so_and_knows_its_reports(world, outage, facts):
    problem, *same = outage
    assert Conversation.objects.get(pk=problem.pk).kind == "problem"
    found = reports.reports_of(problem, world.tomasz)
    assert [each.number for each in found] == [each.pk for each in same]
    assert [each.language for each in found] == ["fr", "pl"]


def test_each_is_answered_in_their_own_language_else_in_english(world, outage):
    texts = {"en": "{name}: mended.", "fr": "{name} : réparé ({number})."}
    waiting = reports.to_be_answered(outage[0], world.tomasz)
    assert [each.name for each in reports.falls_to_english(waiting, texts)] == ["Łukasz"]
    bulk = actions.answer_all(outage[0], texts, by=world.tomasz, solve=True)
    go_on(bulk.pk)
    assert [words(each) for each in outage] == [
        "Daniel Price: mended.",
        f"Claire Fabre : réparé ({outage[1].pk}).",
        "Łukasz: mended.",
    ]
    assert all(Conversation.objects.get(pk=each.pk).state == "solved" for each in outage)
    for each, address in zip(outage[1:], ("claire.fabre", "lukasz"), strict=True):
        assert address in each.messages.get(kind="out").outbound.to[0][1]


def test_whose_language_has_no_text_and_no_english_is_refused_not_sent(world, outage):
    bulk = actions.answer_all(outage[0], {"fr": "Réparé."}, by=world.tomasz)
    go_on(bulk.pk)
    assert bulk.items.filter(outcome="refused", sentence__contains="no text in").count() == 2


def test_who_is_done_already_is_not_answered(world, outage):
    actions.solve(outage[1], by=world.tomasz)
    waiting = reports.to_be_answered(outage[0], world.tomasz)
    assert [each.number for each in waiting] == [outage[0].pk, outage[2].pk]
    for each in outage:
        actions.solve(each, by=world.tomasz)
    with pytest.raises(Refused, match="Nobody waits"):
        actions.answer_all(outage[0], {"en": "x"}, by=world.tomasz)


def test_reports_of_another_department_are_not_shown(world, outage):
    actions.move(outage[1], world.partner, by=world.tomasz)
    assert [each.number for each in reports.reports_of(outage[0], world.maya)] == [outage[2].pk]


def test_merged_the_reports_follow_and_go_back(world, outage):
    merge = actions.merge(outage[0], world.payout, by=world.tomasz, even_of_others=True)
    assert len(reports.reports_of(world.payout, world.tomasz)) == 2
    actions.unmerge(merge, by=world.tomasz)
    assert len(reports.reports_of(outage[0], world.tomasz)) == 2


def test_twice_is_once_and_taken_back(world, outage, facts):
    count = len(facts(outage[1]))
    actions.set_problem(outage[1], outage[0], by=world.tomasz)
    assert len(facts(outage[1])) == count
    for _time in range(2):
        actions.unset_problem(outage[1], by=world.tomasz)
    assert len(facts(outage[1])) == count + 1


def test_what_is_refused(world, outage):
    problem, report, _other = outage
    for one, other, sentence in (
        (problem, problem, "same one"),
        (problem, world.payout, "Others report this"),
        (world.payout, report, "itself"),
        (world.payout, ask(world), "belongs to another"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.set_problem(one, other, by=world.tomasz)
    with pytest.raises(Refused, match="do not see"):
        actions.set_problem(world.payout, world.tracking, by=world.maya)
    with pytest.raises(Refused, match="read here"):
        actions.set_problem(world.payout, problem, by=world.ruth)
    with pytest.raises(Refused, match="read here"):
        actions.unset_problem(report, by=world.ruth)

"""Merging, splitting, linking, reports and handing over, at the screen."""

import re

import pytest

from mainstay.conversations import actions
from mainstay.conversations.models import BulkChange, Conversation, Handover, Link, Merge
from mainstay.conversations.tests.mails import arrive, mail


def at(conversation, noun=""):
    return f"/conversations/{conversation.pk}/{noun}"


def fresh(conversation):
    return Conversation.objects.get(pk=conversation.pk)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def pair(world):
    found = [
        arrive(mail(f"<web-{at}@northwindads.example>", subject=f"أين <b>{at}</b>"))
        for at in range(2)
    ]
    return [Conversation.objects.get(pk=each.conversation_id) for each in found]


def test_merged_by_two_clicks_and_separated_by_one(as_maya, world, pair):
    source, target = pair
    offered = text_of(as_maya.get(at(source, "merging/")))
    assert f"?with={target.pk}" in offered
    assert "أين &lt;b&gt;1" in offered
    shown = text_of(as_maya.get(at(source, f"merging/?with={target.pk}")))
    assert "different clients" not in shown
    response = as_maya.post(at(source, "merging/"), {"with": target.pk})
    assert response.url == at(target)
    page = text_of(as_maya.get(at(target)))
    merge = Merge.objects.get()
    assert f"/merges/{merge.pk}/separation/" in page
    assert f"1 message came from #{source.pk}" in page
    assert as_maya.get(at(source)).url == at(target)
    assert as_maya.post(f"/merges/{merge.pk}/separation/").url == at(source)
    assert fresh(source).merged_into_id is None


def test_of_different_clients_it_asks_plainly(as_tomasz, world, pair):
    form = {"with": world.tracking.pk}
    asked = as_tomasz.get(at(pair[0], "merging/"), form)
    assert "both may read each other" in text_of(asked)
    assert as_tomasz.post(at(pair[0], "merging/"), form).status_code == 422
    assert not Merge.objects.exists()
    as_tomasz.post(at(pair[0], "merging/"), {**form, "even_of_others": "1"})
    assert Merge.objects.exists()


def test_what_one_does_not_see_is_not_found(as_maya, as_oskar, world, pair):
    form = {"with": world.tracking.pk}
    as_maya.post(at(pair[0], "merging/"), form)
    as_maya.post(at(pair[0], "linking/"), form)
    as_maya.post(at(pair[0], "problem/"), form)
    assert not Merge.objects.exists()
    assert not Link.objects.exists()
    assert fresh(pair[0]).problem_id is None
    for noun in ("merging/", "splitting/", "linking/", "problem/", "handover/", "reports/answer/"):
        assert as_oskar.get(at(pair[0], noun)).status_code == 404
        assert as_oskar.post(at(pair[0], noun), {"with": pair[1].pk}).status_code == 404
    merge = actions.merge(pair[0], pair[1], by=world.maya)
    assert as_oskar.post(f"/merges/{merge.pk}/separation/").status_code == 404


def test_who_may_only_read_is_told_so(as_ruth, world, pair):
    for noun in ("merging/", "linking/", "problem/"):
        response = as_ruth.post(at(pair[0], noun), {"with": pair[1].pk})
        assert (response.status_code, "read here" in text_of(response)) == (422, True)
    page = text_of(as_ruth.get(at(pair[0])))
    assert "Merge into" not in page


def test_split_from_one_message_on_and_taken_back(as_maya, world, pair):
    later = arrive(mail("<web-l@x.example>", answers="<web-0@northwindads.example>"))
    assert later.conversation_id == pair[0].pk
    message = pair[0].messages.order_by("-id").first()
    assert str(message.pk) in text_of(as_maya.get(at(pair[0], "splitting/")))
    assert as_maya.post(at(pair[0], "splitting/"), {}).status_code == 422
    response = as_maya.post(at(pair[0], "splitting/"), {"from": message.pk, "subject": "Счёт"})
    made = Conversation.objects.get(subject="Счёт")
    assert response.url == at(made)
    assert at(made) in text_of(as_maya.get(at(pair[0])))
    assert as_maya.post(at(made, "splitting/end/")).url == at(pair[0])
    assert pair[0].messages.count() == 2


def test_linked_and_unlinked(as_maya, world, pair):
    as_maya.post(at(pair[0], "linking/"), {"with": world.payout.pk})
    assert at(pair[0]) in text_of(as_maya.get(at(world.payout)))
    as_maya.post(at(world.payout, "linking/end/"), {"with": pair[0].pk})
    assert not Link.objects.exists()


def test_one_problem_and_its_reports_answered_at_once(as_maya, world, pair):
    problem, report = pair
    as_maya.post(at(report, "problem/"), {"with": problem.pk})
    page = text_of(as_maya.get(at(problem)))
    assert "1 reports the same" in page
    address = at(problem, "reports/answer/")
    assert 'name="text_en"' in text_of(as_maya.get(address))
    assert as_maya.post(address, {"text_en": " "}).status_code == 422
    response = as_maya.post(address, {"text_en": "{name}: mended.", "then": "solve"})
    bulk = BulkChange.objects.get()
    assert response.url == f"/changes/{bulk.pk}/"
    as_maya.post(at(report, "problem/end/"))
    assert fresh(report).problem_id is None


def test_a_missing_language_is_said_before_anything_is_sent(as_maya, world, pair):
    problem, report = pair
    contact = fresh(problem).contact
    contact.language = "fr"
    contact.save()
    as_maya.post(at(report, "problem/"), {"with": problem.pk})
    address, form = at(problem, "reports/answer/"), {"text_en": "Mended.", "text_fr": ""}
    asked = as_maya.post(address, form)
    assert (asked.status_code, "get the English one" in text_of(asked)) == (422, True)
    assert not BulkChange.objects.exists()
    as_maya.post(address, {**form, "falls": "1"})
    assert BulkChange.objects.get().total == 2


def test_handed_over_to_a_department_and_accepted_there(as_maya, as_oskar, world):
    form = {"to": f"department:{world.partner.pk}", "note": "Он ждёт"}
    as_maya.post(at(world.payout, "handover/"), form)
    handover = Handover.objects.get()
    assert "Withdraw" in text_of(as_maya.get(at(world.payout)))
    listed = text_of(as_oskar.get("/handovers/"))
    assert "Он ждёт" in listed
    assert f'href="{at(world.payout)}"' not in listed
    response = as_oskar.post(f"/handovers/{handover.pk}/acceptance/")
    assert response.url == at(world.payout)
    assert fresh(world.payout).assignee == world.oskar


def test_an_offer_to_another_is_not_found(as_maya, as_ines, as_oskar, world):
    handover = actions.offer(world.payout, world.ines, by=world.maya)
    for noun in ("acceptance", "refusal", "withdrawal"):
        assert as_oskar.post(f"/handovers/{handover.pk}/{noun}/").status_code == 404
    assert "offers you this" in text_of(as_ines.get(at(world.payout)))
    as_ines.post(f"/handovers/{handover.pk}/refusal/")
    assert Handover.objects.get().state == "declined"
    assert as_maya.post(at(world.payout, "handover/"), {"to": "member:x"}).status_code == 422


@pytest.mark.parametrize("given", ["", "x", "9" * 30, "-1", "\x00"])
def test_a_number_that_is_none_chooses_nothing(as_maya, pair, given):
    for noun in ("merging/", "linking/", "problem/"):
        assert as_maya.get(at(pair[0], noun), {"with": given}).status_code == 200
        assert as_maya.post(at(pair[0], noun), {"with": given}).status_code == 200


def test_the_menu_offers_all_of_it(as_maya, pair):
    page = text_of(as_maya.get(at(pair[0])))
    for noun in ("handover", "merging", "splitting", "linking", "problem"):
        assert re.search(rf'href="{at(pair[0], noun)}/"', page), noun

"""Waiting, snoozing, escalating, marking, watching: small forms that work without a script."""

import re
import uuid
import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation
from mainstay.core import clock
from mainstay.core.clock import now
from mainstay.core.log import timeline
from mainstay.web.conversation import moments

FORMS = {
    "waiting": {"party": "publisher", "note": "Claire"},
    "snooze": {"until": "2999-01-01T09:00"},
    "kind": {"kind": "complaint"},
    "category": {"category": "Links"},
    "tags": {"add": "VIP"},
    "watching": {"watch": "1"},
    "escalation": {"reason": "Look"},
}


def to(conversation, noun):
    return f"/conversations/{conversation.pk}/{noun}/"


def form_of(world, noun):
    form = dict(FORMS[noun])
    if noun == "snooze":
        form["until"] = (now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    if noun == "escalation":
        form["member"] = str(world.ines.pk)
    return form


def state(conversation):
    return Conversation.objects.get(pk=conversation.pk).state


def facts(conversation):
    return [event.kind for event in timeline(conversation)]


def told(browser, response):
    """What the toasts of the next page say."""
    text = browser.get(response.url, follow=True).content.decode()
    return re.findall(r'toast__text">([^<]*)', text.split('id="toasts"')[1].split("<dialog")[0])


@pytest.fixture
def links(world):
    return actions.add_category("Links", by=world.ines)


# --- Each form ----------------------------------------------------------------------------------


@pytest.mark.parametrize("noun", FORMS)
def test_twice_is_once(as_maya, world, links, noun):
    before = len(facts(world.payout))
    form = {**form_of(world, noun), "once": str(uuid.uuid4())}
    for _time in range(2):
        assert as_maya.post(to(world.payout, noun), form).status_code == 302
    as_maya.post(to(world.payout, noun), form_of(world, noun))
    assert len(facts(world.payout)) == before + 1


@pytest.mark.parametrize("noun", [*FORMS, "waking", "escalation/end"])
def test_a_stranger_is_told_that_there_is_nothing(as_oskar, world, links, noun):
    before = facts(world.payout)
    form = form_of(world, noun) if noun in FORMS else {}
    assert as_oskar.post(to(world.payout, noun), form).status_code == 404
    assert facts(world.payout) == before


@pytest.mark.parametrize("noun", [each for each in FORMS if each != "watching"])
def test_who_may_only_read_is_told_so(as_ruth, world, links, noun):
    before = facts(world.payout)
    response = as_ruth.post(to(world.payout, noun), form_of(world, noun))
    said = response.content.decode() if noun == "escalation" else told(as_ruth, response)[0]
    assert "You may read here, not write" in said
    assert facts(world.payout) == before


@pytest.mark.parametrize("noun", [*FORMS, "waking", "escalation/end"])
def test_a_look_changes_nothing(as_maya, world, noun):
    before = facts(world.payout)
    for method in (as_maya.get, as_maya.head, as_maya.put, as_maya.delete):
        expected = 200 if noun == "escalation" and method in (as_maya.get, as_maya.head) else 405
        assert method(to(world.payout, noun)).status_code == expected
    assert facts(world.payout) == before


@pytest.mark.parametrize("noun", FORMS)
def test_a_forged_form_changes_nothing(world, links, noun):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.maya)
    assert browser.post(to(world.payout, noun), form_of(world, noun)).status_code == 403


# --- Waiting and snoozing -----------------------------------------------------------------------


def test_it_waits_on_whom_one_chooses_and_the_panel_says_who(as_maya, world):
    response = as_maya.post(to(world.payout, "waiting"), {"party": "publisher", "note": "كلير <b>"})
    assert told(as_maya, response) == ["Waiting on the publisher."]
    text = as_maya.get(f"/conversations/{world.payout.pk}/").content.decode()
    assert "كلير &lt;b&gt;" in text
    assert "Waiting on the publisher" in text


@pytest.mark.parametrize("party", ["", "nobody", "\x00"])
def test_nobody_is_refused_in_words(as_maya, world, party):
    response = as_maya.post(to(world.payout, "waiting"), {"party": party, "note": "\x00"})
    assert "who has to move next" in told(as_maya, response)[0]
    assert state(world.payout) == "open"


def test_a_time_is_meant_as_the_clock_of_the_member_says_it(as_maya, world):
    world.maya.time_zone = "Asia/Jakarta"
    world.maya.save(update_fields=["time_zone"])
    day = (now() + timedelta(days=20)).date()
    as_maya.post(to(world.payout, "snooze"), {"until": f"{day}T09:00"})
    until = Conversation.objects.get(pk=world.payout.pk).snoozed_until
    assert until == datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)


def test_snoozing_says_until_when_and_can_be_taken_back(as_maya, world):
    response = as_maya.post(to(world.payout, "snooze"), form_of(world, "snooze"))
    assert told(as_maya, response)[0].startswith("Snoozed until ")
    text = as_maya.get("/inbox/?box=mine").content.decode()
    assert "Snoozed until" in text
    as_maya.post(to(world.payout, "waking"))
    assert state(world.payout) == "open"


@pytest.mark.parametrize(
    "until", ["", "soon", "2020-01-01T09:00", "9999-12-31T23:59", "2999-01-01T09:00", "\x00"]
)
def test_a_time_that_cannot_be_is_refused_in_words(as_maya, world, until):
    response = as_maya.post(to(world.payout, "snooze"), {"until": until})
    assert told(as_maya, response)[0].endswith((".",))
    assert state(world.payout) == "open"


@pytest.mark.parametrize(
    ("here", "offered"),
    [
        ("2026-11-18T10:00", ["19:00", "Thu 09:00", "Mon 09:00"]),  # a Wednesday
        ("2026-11-18T18:30", ["Thu 09:00", "Mon 09:00"]),
        ("2026-11-22T10:00", ["19:00", "Mon 09:00"]),  # a Sunday
        ("2026-11-23T00:10", ["19:00", "Tue 09:00", "30 Nov 09:00"]),  # a Monday
    ],
)
def test_what_is_offered_lies_ahead(here, offered):
    zone = zoneinfo.ZoneInfo("America/Sao_Paulo")
    with timezone.override(zone), clock.at(datetime.fromisoformat(here).replace(tzinfo=zone)):
        assert [each.words for each in moments.choices()] == offered
        assert all(moments.read(each.value) > now() for each in moments.choices())


def test_the_keys_stand_on_their_buttons(as_maya, world):
    text = as_maya.get(f"/conversations/{world.payout.pk}/").content.decode()
    for key in "aez":
        assert text.count(f'aria-keyshortcuts="{key}"') == 1


# --- Escalating ---------------------------------------------------------------------------------


def test_a_lead_finds_it_on_the_list_and_releases_it(as_maya, as_ines, world):
    page = as_maya.get(to(world.payout, "escalation")).content.decode()
    assert "Ines Carvalho, Lead" in page
    assert "Oskar" not in page
    form = {**form_of(world, "escalation"), "client_asked": "on", "reason": "<i>He</i> is angry"}
    as_maya.post(to(world.payout, "escalation"), form)
    assert "1 escalated to you" in as_ines.get("/inbox/").content.decode()
    box = as_ines.get("/inbox/?box=escalated").content.decode()
    assert "Our payout is late" in box
    text = as_ines.get(f"/conversations/{world.payout.pk}/").content.decode()
    assert "&lt;i&gt;He&lt;/i&gt; is angry" in text
    as_ines.post(to(world.payout, "escalation/end"))
    assert "Our payout is late" not in as_ines.get("/inbox/?box=escalated").content.decode()


@pytest.mark.parametrize(
    ("member", "reason"), [("ines", ""), ("oskar", "Look"), ("ruth", "Look"), ("", "Look")]
)
def test_an_escalation_to_nobody_or_without_a_reason_is_refused_under_its_field(
    as_maya, world, member, reason
):
    pk = str(world.members[member].pk) if member else "abc"
    response = as_maya.post(to(world.payout, "escalation"), {"member": pk, "reason": reason})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


# --- Marks --------------------------------------------------------------------------------------


def test_a_category_is_found_by_its_way_or_its_name(as_maya, world, links):
    removed = actions.add_category("Removed", parent=links, by=world.ines)
    for words in ("links / REMOVED", "Links/Removed", " removed "):
        as_maya.post(to(world.payout, "category"), {"category": words})
        assert Conversation.objects.get(pk=world.payout.pk).category == removed
        as_maya.post(to(world.payout, "category"), {"category": ""})
        assert Conversation.objects.get(pk=world.payout.pk).category is None


@pytest.mark.parametrize("words", ["Nothing", "/", "\x00", "x" * 3000])
def test_an_unknown_category_is_refused_in_words(as_maya, world, links, words):
    response = as_maya.post(to(world.payout, "category"), {"category": words})
    assert "There is no category" in told(as_maya, response)[0]


def test_a_retired_category_is_not_offered_and_still_shown(as_maya, world, links):
    actions.categorise(world.payout, links, by=world.maya)
    actions.retire_category(links, by=world.ines)
    text = as_maya.get(f"/conversations/{world.payout.pk}/").content.decode()
    assert '<option value="Links">' not in text
    assert "Links" in text


def test_tags_come_several_at_once_and_go_one_by_one(as_maya, world):
    as_maya.post(to(world.payout, "tags"), {"add": "VIP, مهم"})
    assert world.payout.tags.count() == 2
    vip = world.payout.tags.get(name="VIP")
    as_maya.post(to(world.payout, "tags"), {"remove": vip.pk})
    as_maya.post(to(world.payout, "tags"), {"remove": "9" * 30})
    assert [each.name for each in world.payout.tags.all()] == ["مهم"]


def test_who_may_only_read_may_watch(as_ruth, world):
    as_ruth.post(to(world.payout, "watching"), {"watch": "1"})
    assert "Our payout is late" in as_ruth.get("/inbox/?box=watching").content.decode()
    as_ruth.post(to(world.payout, "watching"), {})
    assert "You watch nothing" in as_ruth.get("/inbox/?box=watching").content.decode()


def test_opening_it_is_seeing_the_call(as_maya, as_ines, world):
    actions.note(world.payout, "@Ines", by=world.maya)
    assert "1 mention" in as_ines.get("/inbox/").content.decode()
    assert "row--unread" in as_ines.get("/inbox/?box=mentions").content.decode()
    as_ines.get(f"/conversations/{world.payout.pk}/")
    assert "1 mention" not in as_ines.get("/inbox/").content.decode()
    assert "row--unread" not in as_ines.get("/inbox/?box=mentions").content.decode()


def test_an_agent_has_no_box_of_escalations(as_maya, as_ines):
    assert "Escalated to me" not in as_maya.get("/inbox/").content.decode()
    assert "Escalated to me" in as_ines.get("/inbox/").content.decode()


def test_what_was_before_and_after_is_linked_as_far_as_one_may_see(as_maya, world):
    Conversation.objects.filter(pk=world.payout.pk).update(
        follows=world.sign_in, repeats=world.tracking
    )
    text = as_maya.get(f"/conversations/{world.payout.pk}/").content.decode()
    assert f"{world.sign_in.pk} Cannot sign in on my phone" in text
    assert "Lien sans suivi" not in text.split('id="context"')[1]
    before = as_maya.get(f"/conversations/{world.sign_in.pk}/").content.decode()
    assert f"{world.payout.pk} Our payout is late" in before.split('id="context"')[1]

"""Solving, closing, opening again, giving and moving: each button posts to its noun."""

import re
import threading
import uuid

import pytest
from django.db import connections
from django.test import Client

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation, Message
from mainstay.core.log import timeline
from mainstay.team import actions as team

NOUNS = ["solution", "closure", "reopening", "assignment", "department"]


def to(conversation, noun):
    return f"/conversations/{conversation.pk}/{noun}/"


def values(world, noun):
    """What the form of a button carries."""
    carried = {
        "assignment": {"member": world.maya.pk},
        "department": {"department": world.partner.pk},
    }
    return carried.get(noun, {})


def now_of(conversation):
    return Conversation.objects.values("state", "assignee", "department").get(pk=conversation.pk)


def facts(conversation):
    return [event.kind for event in timeline(conversation)]


def told(browser, response):
    """What the toasts of the next page say."""
    text = browser.get(response.url, follow=True).content.decode()
    return re.findall(r'toast__text">([^<]*)', text.split('id="toasts"')[1].split("<dialog")[0])


def test_solving_solves(as_maya, world):
    response = as_maya.post(to(world.payout, "solution"))
    assert response.url == "/"
    assert now_of(world.payout)["state"] == "solved"
    assert told(as_maya, response) == ["Solved."]


def test_the_toast_takes_solving_back(as_maya, world):
    as_maya.post(to(world.payout, "solution"))
    assert f'action="{to(world.payout, "reopening")}"' in as_maya.get("/inbox/").content.decode()
    as_maya.post(to(world.payout, "reopening"))
    assert now_of(world.payout)["state"] == "open"


def test_only_what_is_solved_can_be_put_away(as_maya, world):
    refused = as_maya.post(to(world.payout, "closure"))
    assert "the client is waiting for an answer" in told(as_maya, refused)[0]
    as_maya.post(to(world.sign_in, "closure"))
    assert now_of(world.sign_in)["state"] == "closed"


def test_taking_and_giving(as_maya, world):
    response = as_maya.post(to(world.invoice, "assignment"), {"member": world.maya.pk})
    assert told(as_maya, response) == ["It is yours."]
    response = as_maya.post(to(world.invoice, "assignment"), {"member": world.ines.pk})
    assert told(as_maya, response) == ["Ines Carvalho has it now."]
    response = as_maya.post(to(world.invoice, "assignment"), {"member": ""})
    assert told(as_maya, response) == ["Nobody has it now."]
    assert now_of(world.invoice)["assignee"] is None


@pytest.mark.parametrize(
    "member", ["-1", "0", "abc", "²", "\x00", "9" * 5000, str(2**63 + 1), "1.5", "1 OR 1=1"]
)
def test_nobody_of_that_number_gets_it_and_nobody_loses_it(as_maya, world, member):
    response = as_maya.post(to(world.payout, "assignment"), {"member": member})
    assert response.status_code == 404
    assert now_of(world.payout)["assignee"] == world.maya.pk


@pytest.mark.parametrize(
    ("key", "why"), [("ruth", "may only read"), ("oskar", "is not in this department")]
)
def test_who_cannot_answer_is_not_given_it(as_maya, world, key, why):
    response = as_maya.post(to(world.payout, "assignment"), {"member": world.members[key].pk})
    assert why in told(as_maya, response)[0]
    assert now_of(world.payout)["assignee"] == world.maya.pk


def test_a_closed_account_is_not_given_it(as_maya, world):
    team.deactivate(world.ines, by=world.tomasz)
    response = as_maya.post(to(world.payout, "assignment"), {"member": world.ines.pk})
    assert response.status_code == 404


def test_the_menu_offers_those_who_can_answer(as_maya, world):
    text = as_maya.get(f"/conversations/{world.payout.pk}/").content.decode()
    assert "Ines Carvalho" in text
    for key in ("oskar", "ruth"):
        assert f'name="member" value="{world.members[key].pk}"' not in text


def test_moving_what_is_mine_keeps_me_on_its_page_only_while_i_see_it(as_maya, world):
    page = f"http://testserver/conversations/{world.invoice.pk}/"
    response = as_maya.post(
        to(world.invoice, "department"),
        {"department": world.partner.pk},
        headers={"Referer": page},
    )
    assert response.url == "/inbox/"
    assert told(as_maya, response) == [f"Moved to {world.partner.name}."]
    assert now_of(world.invoice)["department"] == world.partner.pk
    assert as_maya.get(page).status_code == 404


def test_who_sees_everything_stays_on_the_page(as_tomasz, world):
    page = f"http://testserver/conversations/{world.invoice.pk}/"
    response = as_tomasz.post(
        to(world.invoice, "department"),
        {"department": world.partner.pk},
        headers={"Referer": page},
    )
    assert response.url == page


@pytest.mark.parametrize("department", ["", "-1", "0", "abc", "²", "\x00", "9" * 5000])
def test_no_such_department_gets_it(as_maya, world, department):
    response = as_maya.post(to(world.payout, "department"), {"department": department})
    assert response.status_code == 404
    assert now_of(world.payout)["department"] == world.support.pk


@pytest.mark.parametrize("noun", NOUNS)
def test_a_look_changes_nothing(as_maya, world, noun):
    for method in (as_maya.get, as_maya.head, as_maya.put, as_maya.delete, as_maya.patch):
        assert method(to(world.payout, noun)).status_code == 405


@pytest.mark.parametrize("noun", NOUNS)
def test_a_stranger_is_told_that_there_is_nothing(as_oskar, world, noun):
    before = now_of(world.payout)
    assert as_oskar.post(to(world.payout, noun), values(world, noun)).status_code == 404
    assert now_of(world.payout) == before


@pytest.mark.parametrize("noun", [*NOUNS, "subject"])
def test_who_may_only_read_is_told_so(as_ruth, world, noun):
    conversation = world.sign_in if noun in ("closure", "reopening") else world.invoice
    before = now_of(conversation)
    response = as_ruth.post(to(conversation, noun), {**values(world, noun), "subject": "Mine"})
    said = response.content.decode() if noun == "subject" else told(as_ruth, response)[0]
    assert "You may read here, not write" in said
    assert now_of(conversation) == before


@pytest.mark.parametrize("noun", NOUNS)
def test_twice_is_once(as_maya, world, noun):
    conversation = world.sign_in if noun in ("closure", "reopening") else world.invoice
    before = len(facts(conversation))
    form = {**values(world, noun), "once": str(uuid.uuid4())}
    first = as_maya.post(to(conversation, noun), form)
    second = as_maya.post(to(conversation, noun), form)
    if noun == "department":
        assert (first.url, second.status_code) == ("/inbox/", 302)
    assert len(facts(conversation)) == before + 1
    if noun != "department":
        as_maya.post(to(conversation, noun), values(world, noun))
        assert len(facts(conversation)) == before + 1


@pytest.mark.parametrize("noun", NOUNS)
def test_a_forged_form_changes_nothing(world, noun):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.maya)
    before = now_of(world.invoice)
    assert browser.post(to(world.invoice, noun), values(world, noun)).status_code == 403
    assert now_of(world.invoice) == before


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "http://testserver.evil.example/",
        "http://testserver@evil.example/",
        "http://testserver:80@evil.example/",
        "javascript:alert(1)",
        "http://testserver",
        "/\\evil.example",
    ],
)
@pytest.mark.parametrize("header", ["Referer", "HX-Current-URL"])
def test_nobody_is_led_to_another_site(as_maya, world, header, elsewhere):
    refused = as_maya.post(to(world.payout, "closure"), headers={header: elsewhere})
    assert refused.url == "/"
    done = as_maya.post(to(world.payout, "solution"), headers={header: elsewhere})
    assert done.url == "/"


def test_to_htmx_a_change_leads_to_the_page_one_came_from(as_maya, world):
    page = f"http://testserver/conversations/{world.payout.pk}/?box=mine&shelf=active"
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    response = as_maya.post(to(world.payout, "solution"), headers=headers)
    assert response.headers["HX-Redirect"] == page


# --- The subject --------------------------------------------------------------------------------


def test_the_subject_is_changed(as_maya, world):
    assert 'value="Our payout is late"' in as_maya.get(to(world.payout, "subject")).content.decode()
    response = as_maya.post(to(world.payout, "subject"), {"subject": "  Payout\n of May "})
    assert response.url == f"/conversations/{world.payout.pk}/"
    world.payout.refresh_from_db()
    assert world.payout.subject == "Payout of May"


@pytest.mark.parametrize("subject", ["", "   ", "a\x00b", "x" * 1001])
def test_a_subject_must_be_one(as_maya, world, subject):
    response = as_maya.post(to(world.payout, "subject"), {"subject": subject})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    world.payout.refresh_from_db()
    assert world.payout.subject == "Our payout is late"


def test_the_subject_is_no_business_of_strangers(as_oskar, world):
    assert as_oskar.get(to(world.payout, "subject")).status_code == 404
    assert as_oskar.post(to(world.payout, "subject"), {"subject": "Mine"}).status_code == 404


# --- At once ------------------------------------------------------------------------------------


def at_once(*posts):
    """Post from several browsers at the same moment; returns the status of each."""
    start, status = threading.Barrier(len(posts)), [0] * len(posts)

    def post(at, member, address, form):
        browser = Client()
        browser.force_login(member)
        start.wait()
        status[at] = browser.post(address, form).status_code
        connections.close_all()

    threads = [threading.Thread(target=post, args=(at, *each)) for at, each in enumerate(posts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return status


def test_two_who_take_at_once_leave_one_who_has_it(transactional_db, world):
    where = to(world.invoice, "assignment")
    status = at_once(
        (world.maya, where, {"member": world.maya.pk}),
        (world.ines, where, {"member": world.ines.pk}),
    )
    assert status == [302, 302]
    assert facts(world.invoice).count("conversation.taken") == 2
    last = timeline(world.invoice).filter(kind="conversation.taken").last()
    assert str(now_of(world.invoice)["assignee"]) == last.actor_id


def test_a_reply_and_a_solution_at_once_are_both_kept(transactional_db, world):
    status = at_once(
        (
            world.maya,
            f"/conversations/{world.payout.pk}/messages/",
            {"kind": "reply", "body": "It left."},
        ),
        (world.ines, to(world.payout, "solution"), {}),
    )
    assert status == [302, 302]
    assert world.payout.messages.filter(text="It left.").count() == 1
    assert now_of(world.payout)["state"] in ("waiting", "solved")


def test_one_form_sent_twice_at_once_is_one_reply(transactional_db, world):
    form = {"kind": "reply", "body": "Only once.", "once": str(uuid.uuid4())}
    where = f"/conversations/{world.payout.pk}/messages/"
    assert at_once(*[(world.maya, where, form)] * 4) == [302] * 4
    assert Message.objects.filter(text="Only once.").count() == 1


def test_taking_back_and_solving_at_once_leave_a_true_state(transactional_db, world):
    message = actions.reply(world.payout, "Too early", by=world.maya)
    status = at_once(
        (world.maya, f"/messages/{message.pk}/undoing/", {}),
        (world.ines, to(world.payout, "solution"), {}),
    )
    assert status == [302, 302]
    message.refresh_from_db()
    assert message.undone_at
    assert now_of(world.payout)["state"] in ("open", "solved")

"""The inbox on the screen."""

import re
from datetime import timedelta

import pytest

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation
from mainstay.core import personal
from mainstay.core.clock import now
from mainstay.team import actions as team


@pytest.fixture
def crowd(world):
    """70 further conversations of support; the last 30 of them wait on the client."""
    return Conversation.objects.bulk_create(
        Conversation(
            subject=f"Question {number}",
            contact=world.tom,
            department=world.support,
            state="waiting" if number >= 40 else "open",
            waiting_on="requester" if number >= 40 else "",
            since=now() - timedelta(minutes=5),
            turn_at=now() - timedelta(minutes=5),
        )
        for number in range(70)
    )


def shown(response):
    return [int(pk) for pk in re.findall(r'id="row-(\d+)"', response.content.decode())]


def more_of(response):
    found = re.search(r'href="([^"]*after=[^"]*)"', response.content.decode())
    return found and found[1].replace("&amp;", "&")


def dividers(response):
    return re.findall(r'list__divider"><b>([^<]*)', response.content.decode())


def test_the_start_leads_to_the_inbox(as_maya):
    assert as_maya.get("/").url == "/inbox/"


def test_it_shows_what_is_mine_first(as_maya, world):
    response = as_maya.get("/inbox/")
    assert response.status_code == 200
    assert shown(response) == [world.payout.pk]


def test_a_row_says_who_what_and_where(as_maya, world):
    text = as_maya.get("/inbox/?box=all").content.decode()
    for words in ("Tom Keller", "Northwind Ads", "Invoice without a purchase order"):
        assert words in text


def test_nobody_has_to_sign_in_twice_and_a_stranger_must(client, world):
    response = client.get("/inbox/?box=all")
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/")


def test_it_is_only_read(as_maya):
    for address in ("/inbox/", "/inbox/list/"):
        assert as_maya.post(address).status_code == 405
        assert as_maya.head(address).status_code == 200


def test_another_department_sees_nothing_of_it(as_oskar, world):
    for box in ("mine", "department", "unassigned", "all", "nonsense"):
        for shelf in ("active", "solved", "closed", "nonsense"):
            assert set(shown(as_oskar.get(f"/inbox/?box={box}&shelf={shelf}"))) <= {
                world.tracking.pk
            }


def test_who_may_only_read_reads_it(as_ruth, world):
    assert set(shown(as_ruth.get("/inbox/?box=all"))) == {world.payout.pk, world.invoice.pk}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["pages", "fragments"])
def test_show_more_leads_through_all_of_it(as_maya, world, crowd, headers):
    address, seen, labels = "/inbox/?box=all", [], []
    while address:
        response = as_maya.get(address, headers=headers if seen else {})
        seen += shown(response)
        labels.append(dividers(response))
        address = more_of(response)
    assert len(seen) == len(set(seen)) == 72
    if headers:
        assert labels == [["Waiting on us", "Waiting on others"], []]
    else:
        assert labels == [["Waiting on us", "Waiting on others"], ["Waiting on others"]]


def test_a_group_that_begins_on_a_later_fragment_is_named_there(as_maya, world, crowd):
    Conversation.objects.filter(pk__in=[each.pk for each in crowd[:48]]).update(
        state="open", waiting_on=""
    )
    first = as_maya.get("/inbox/?box=all")
    assert dividers(first) == ["Waiting on us"]
    second = as_maya.get(more_of(first), headers={"HX-Request": "true"})
    assert dividers(second) == ["Waiting on others"]


def test_the_fragment_is_no_page(as_maya, world, crowd):
    address = more_of(as_maya.get("/inbox/?box=all"))
    text = as_maya.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert "<html" in as_maya.get(address).content.decode()


def test_the_list_alone_marks_the_one_that_is_open(as_maya, world):
    response = as_maya.get(f"/inbox/list/?box=all&current={world.payout.pk}")
    text = response.content.decode()
    assert "<html" not in text
    assert re.search(rf'id="row-{world.payout.pk}" aria-current="true"', text)
    assert text.count("aria-current") == 1


@pytest.mark.parametrize("current", ["", "²", "-1", "abc", "9" * 5000, "\x00", "1 OR 1"])
def test_a_strange_number_marks_nothing(as_maya, world, current):
    response = as_maya.get("/inbox/list/", {"current": current})
    assert response.status_code == 200
    assert "aria-current" not in response.content.decode()


@pytest.mark.parametrize("after", ["abc", "%00", "W10", "W1tbW10", "é", "A" * 8000])
def test_a_damaged_key_begins_anew(as_maya, world, after):
    for headers in ({}, {"HX-Request": "true"}):
        response = as_maya.get(f"/inbox/?box=all&after={after}", headers=headers)
        assert response.status_code == 200
        assert world.payout.pk in shown(response)


def test_the_key_of_a_history_is_no_key_of_the_inbox(as_maya, world):
    for key in ("WyIyMDI1LTAzLTAxVDEwOjAwOjAwKzAwOjAwIiwgMV0", "WyJvcGVuIiwgIjIwMjUiLCAxXQ"):
        assert as_maya.get(f"/inbox/?after={key}").status_code == 200
        page = f"/conversations/{world.payout.pk}/?before={key}"
        assert as_maya.get(page).status_code == 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("box=mine", "Nobody waits for you"),
        ("box=unassigned", "Nothing waits here"),
        ("box=all", "Nothing waits here"),
        ("box=all&shelf=closed", "Nothing here yet"),
    ],
)
def test_an_empty_box_says_what_comes_there(as_maya, world, query, words):
    Conversation.objects.update(department=world.partner, assignee=world.oskar)
    assert words in as_maya.get(f"/inbox/?{query}").content.decode()


def test_an_empty_desk_says_so_only_to_who_sees_all_of_it(as_maya, as_tomasz, world):
    Conversation.objects.update(state="closed", waiting_on="", snoozed_until=None)
    assert "No client has written yet" in as_tomasz.get("/inbox/?box=all").content.decode()
    assert "No client has written yet" not in as_maya.get("/inbox/?box=all").content.decode()


def test_the_count_stops_at_many(as_maya, world, crowd, monkeypatch):
    assert 'id="inbox-count">72<' in as_maya.get("/inbox/?box=all").content.decode()
    monkeypatch.setattr("mainstay.conversations.queries.MOST_COUNTED", 50)
    assert 'id="inbox-count">50+<' in as_maya.get("/inbox/?box=all").content.decode()


def test_an_erased_person_breaks_no_list(as_maya, world):
    personal.erase(world.tom.pk)
    text = as_maya.get("/inbox/?box=all").content.decode()
    assert f"contact {world.tom.pk}" in text
    assert "(no subject)" in text


def test_a_name_of_spaces_breaks_no_list(as_maya, world):
    type(world.maya).objects.filter(pk=world.maya.pk).update(name="   ")
    assert as_maya.get("/inbox/?box=all").status_code == 200


def test_a_closed_account_is_out_at_once(as_maya, world):
    assert as_maya.get("/inbox/").status_code == 200
    team.deactivate(world.maya, by=world.tomasz)
    assert as_maya.get("/inbox/").status_code == 302
    fragment = as_maya.get("/inbox/list/", headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == "/sign-in/"
    assert fragment.content == b""


def test_it_is_told_in_french_too(as_maya, world):
    world.maya.interface_language = "fr"
    world.maya.save()
    response = as_maya.get("/inbox/?box=all")
    assert response.status_code == 200
    assert '<html lang="fr"' in response.content.decode()


def test_my_own_draft_marks_its_row_and_nobody_else_s(as_maya, as_ines, world):
    actions.keep_draft(world.payout, "reply", "سنرسلها غدا", by=world.maya)
    assert as_maya.get("/inbox/list/?box=all").content.decode().count("Draft</span>") == 1
    assert "Draft</span>" not in as_ines.get("/inbox/list/?box=all").content.decode()


def test_a_draft_stands_behind_what_is_more_worth_knowing(as_maya, world):
    Conversation.objects.filter(pk=world.payout.pk).update(is_first_contact=True)
    actions.keep_draft(world.payout, "note", "Ask finance", by=world.maya)
    assert "First contact · Draft" in as_maya.get("/inbox/?box=all").content.decode()


def test_what_was_thrown_away_is_no_draft(as_maya, world):
    draft = actions.keep_draft(world.payout, "reply", "Begun", by=world.maya).draft
    actions.drop_draft(draft, by=world.maya)
    assert "Draft</span>" not in as_maya.get("/inbox/list/?box=all").content.decode()

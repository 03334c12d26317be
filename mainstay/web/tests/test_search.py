"""The one search box: its page, and what the palette shows."""

import re

import pytest

from mainstay.conversations import actions
from mainstay.conversations.models import Message, View

QUICK = {"HX-Request": "true"}


def search(browser, words, **more):
    return browser.get("/search/", {"q": words}, **more).content.decode()


def listed(text):
    return [int(pk) for pk in re.findall(r'id="row-(\d+)"', text)]


def test_it_finds_talks_people_and_clients(as_maya, world):
    text = search(as_maya, "northwind")
    assert f'href="/clients/{world.northwind.pk}/"' in text
    assert f'href="/contacts/{world.daniel.pk}/"' in text
    assert listed(search(as_maya, "payouts")) == [world.payout.pk]


def test_the_hit_is_marked_among_its_words(as_maya, world):
    assert "the <mark>payout</mark> of last week" in search(as_maya, "payout")


def test_a_number_leads_to_its_conversation(as_maya, world):
    assert listed(search(as_maya, str(world.payout.pk)))[0] == world.payout.pk
    assert listed(search(as_maya, str(world.tracking.pk))) == []


def test_a_colleague_of_another_department_finds_nothing_of_it(as_oskar, world):
    for words in ("payout", "bank", str(world.payout.pk)):
        for headers in ({}, QUICK):
            text = search(as_oskar, words, headers=headers)
            assert f"/conversations/{world.payout.pk}/" not in text


def test_a_note_is_found_by_the_team(as_ruth, as_oskar, world):
    actions.note(world.payout, "Their bank is Borealis", by=world.maya)
    assert listed(search(as_ruth, "borealis")) == [world.payout.pk]
    assert listed(search(as_oskar, "borealis")) == []


def test_before_a_word_it_says_what_may_be_typed(as_maya, world):
    for words in ("", "   ", "\x00"):
        response = as_maya.get("/search/", {"q": words})
        assert response.status_code == 200
    assert "Search everything that was said" in search(as_maya, "")


def test_nothing_found_says_what_to_try(as_maya, world):
    text = search(as_maya, "hippopotamus")
    assert "Nothing found for “hippopotamus”" in text
    assert "Try fewer letters" in text


def test_the_palette_gets_options_and_no_page(as_maya, world):
    text = search(as_maya, "daniel", headers=QUICK)
    assert "<html" not in text
    assert f'href="/contacts/{world.daniel.pk}/"' in text
    assert 'role="option"' in text
    assert 'href="/search/?q=daniel"' in text
    assert search(as_maya, "", headers=QUICK).count("role=") == 0


def test_the_palette_finds_views_that_one_may_open(as_maya, as_oskar, world):
    mine = View.objects.create(name="Late <payouts> العربية", owner=world.maya)
    all_s = View.objects.create(name="All payouts that wait")
    text = search(as_maya, "PAYOUTS", headers=QUICK)
    assert f'href="/views/{mine.pk}/"' in text
    assert f'href="/views/{all_s.pk}/"' in text
    assert "Late &lt;payouts&gt;" in text
    assert "Shared view" in text
    text = search(as_oskar, "payouts", headers=QUICK)
    assert f'href="/views/{mine.pk}/"' not in text
    assert f'href="/views/{all_s.pk}/"' in text


def test_the_palette_says_when_there_is_nothing(as_maya, world):
    assert "Nothing found for “&lt;b&gt;”" in search(as_maya, "<b>", headers=QUICK)


def test_it_is_only_read_and_only_by_us(as_maya, client, world):
    assert as_maya.post("/search/", {"q": "payout"}).status_code == 405
    assert client.get("/search/?q=payout").status_code == 302
    assert client.get("/search/?q=payout", headers=QUICK).headers["HX-Redirect"] == "/sign-in/"


def test_a_capped_search_says_so(as_maya, world, monkeypatch):
    monkeypatch.setattr("mainstay.conversations.search.CAP", 1)
    assert "the best of more than 1 messages" in search(as_maya, "bank")


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE team_member; --",
    "%s %(words)s {0} {visible}",
    "\x00payout\x00",
    "²",
    "9" * 300,
    "x" * 10_000,
    "the of and",
    '"',
    "-",
    "-payout",
    "\ud83e\udd93".encode("utf-16", "surrogatepass").decode("utf-16"),
    "\u202e\u2066payout",
    "{{ 7 * 7 }} {% raw %}",
]


@pytest.mark.parametrize("headers", [{}, QUICK], ids=["page", "palette"])
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_comes_back_as_text(as_maya, world, words, headers):
    response = as_maya.get("/search/", {"q": words}, headers=headers)
    assert response.status_code == 200
    text = response.content.decode()
    for live in ("<script>alert", "<img src=x", "> 49 <"):
        assert live not in text


def test_a_snippet_carries_no_markup_of_the_mail(as_maya, world):
    Message.objects.create(
        conversation=world.invoice,
        kind="in",
        contact=world.tom,
        language="en",
        text="The zebra <script>alert(1)</script> \ue000<b>zebra</b>\ue001 & \ue000 &amp; <mark>",
    )
    text = search(as_maya, "zebra")
    assert "<mark>zebra</mark>" in text
    row = text.split('class="list"')[1].split("</a>")[0]
    for live in ("<script>alert", "<b>zebra", "& "):
        assert live not in row

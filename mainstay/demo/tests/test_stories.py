"""The cast and the stories fit together, and show what a desk of this trade really sees."""

from collections import Counter
from datetime import timedelta
from zoneinfo import available_timezones

import pytest

from mainstay.demo import cast
from mainstay.demo.stories import all_stories
from mainstay.demo.story import START, Story, days, minutes

STORIES = all_stories()
MEMBERS = {member.key: member for member in cast.MEMBERS}
CONTACTS = {contact.key: contact for contact in cast.CONTACTS}
ORGANISATIONS = {organisation.key: organisation for organisation in cast.ORGANISATIONS}
DEPARTMENTS = {department.key for department in cast.DEPARTMENTS}
PUBLIC_DOMAINS = {"gmail.com", "mail.ru"}

TOLD_IN_FULL = {
    "a removed link": "removed-link",
    "a counter-offer nobody saw": "counter-offer-unseen",
    "an article said to be written by AI": "written-by-ai",
    "a late payment to a publisher": "late-payment",
    "a what-if question": "raise-the-commission",
    "a partner integration": "partner-integration",
    "an angry public post": "angry-post",
    "a site that was resold": "resold-site",
    "an offer that lacks traffic": "offer-lacks-traffic",
    "malware in a creative": "malware-in-creative",
    "a dispute about approval": "approval-dispute",
    "a new invoice address": "invoice-address",
    "an escalation to Ines": "escalation-to-ines",
}


def story(key: str) -> Story:
    return next(story for story in STORIES if story.key == key)


def state_after(turns) -> str:
    state = "open"
    for turn in turns:
        state = {
            "client": "open",
            "reopen": "open",
            "reply": "waiting",
            "ask": "waiting",
            "consult": "waiting",
            "hear": "open",
            "inform": "open",
            "solve": "solved",
            "close": "closed",
        }.get(turn.kind, state)
    return state


def holder_after(turns) -> str | None:
    holder = None
    for turn in turns:
        if turn.kind == "assign":
            holder = turn.to
        elif turn.kind == "handover":
            holder = None
    return holder


each_story = pytest.mark.parametrize("told", STORIES, ids=lambda told: told.key)


def test_keys_and_subjects_are_used_once():
    for keys in (
        [told.key for told in STORIES],
        [told.subject for told in STORIES],
        [person.key for person in (*cast.MEMBERS, *cast.CONTACTS)],
        [person.email for person in (*cast.MEMBERS, *cast.CONTACTS)],
        [domain for house in cast.ORGANISATIONS for domain in house.domains],
    ):
        assert [key for key, uses in Counter(keys).items() if uses > 1] == []


def test_the_cast_fits_together():
    zones = available_timezones()
    for member in cast.MEMBERS:
        assert set(member.departments) <= DEPARTMENTS
        assert member.time_zone in zones
        assert member.email.endswith("@mainstay.example")
        assert member.signature
    for contact in cast.CONTACTS:
        domain = contact.email.rpartition("@")[2]
        assert contact.time_zone in zones
        if contact.organisation is None:
            continue
        assert domain in ORGANISATIONS[contact.organisation].domains
    assert {member.role for member in cast.MEMBERS} == {
        "agent", "lead", "manager", "administrator", "read_only",
    }  # fmt: skip


def test_every_address_is_made_up():
    for person in (*cast.MEMBERS, *cast.CONTACTS):
        domain = person.email.rpartition("@")[2]
        assert domain.endswith(".example") or domain in PUBLIC_DOMAINS
        assert domain.endswith(".example") or "demo" in person.email


def test_two_contacts_write_from_public_domains_without_an_organisation():
    public = [c for c in cast.CONTACTS if c.email.rpartition("@")[2] in PUBLIC_DOMAINS]
    assert len(public) == 2
    assert not any(contact.organisation for contact in public)


@each_story
def test_every_key_resolves(told):
    assert told.contact in CONTACTS
    assert told.department in DEPARTMENTS
    assert told.assignee is None or told.assignee in MEMBERS
    for turn in told.turns:
        assert turn.who in (CONTACTS if turn.kind in ("client", "hear") else MEMBERS)
        assert all(contact in CONTACTS for contact in turn.cc)
        if turn.kind == "assign":
            assert turn.to in MEMBERS
        elif turn.kind in ("handover", "consult", "inform"):
            assert turn.to in DEPARTMENTS
        elif turn.kind in ("ask", "write"):
            assert turn.to in CONTACTS
        elif turn.kind != "reply":
            assert not turn.to


@each_story
def test_what_is_said_is_not_empty(told):
    assert told.turns[0].kind in ("client", "reply")
    for turn in told.turns:
        says_something = turn.kind in ("client", "reply", "note", "handover") or turn.is_beside
        assert bool(turn.text) == says_something
        for attachment in turn.attachments:
            assert attachment.content_type in ("text/csv", "text/plain")
            assert attachment.text


@each_story
def test_time_runs_forward_and_stops_before_now(told):
    assert told.turns[0].after == START
    assert all(turn.after > START for turn in told.turns[1:])
    moments = [ago for ago, _ in told.told()]
    assert moments == sorted(moments, reverse=True)
    assert moments[-1] == told.last >= minutes(4)
    assert told.starts <= days(36)


@each_story
def test_the_turns_lead_where_the_story_says(told):
    assert state_after(told.turns) == told.ends
    assert holder_after(told.turns) == told.assignee


@each_story
def test_members_act_only_where_they_belong(told):
    department = told.department
    for turn in told.turns:
        if turn.kind not in ("client", "hear"):
            place = turn.to if turn.kind == "inform" else department
            assert place in MEMBERS[turn.who].departments
        if turn.kind == "assign":
            assert department in MEMBERS[turn.to].departments
        if turn.kind == "handover":
            department = turn.to


@each_story
def test_answers_come_in_the_language_of_the_client(told):
    writers = {turn.who for turn in told.turns if turn.kind == "reply"}
    assert all(told.language in MEMBERS[writer].languages for writer in writers)


@each_story
def test_a_reply_goes_to_one_person_and_copies_others(told):
    for place, turn in enumerate(told.turns):
        if turn.kind == "reply":
            assert told.recipient(place) in CONTACTS
            assert told.recipient(place) not in turn.cc


def test_a_reply_goes_to_whoever_wrote_last():
    angry = story("angry-post")
    replies = [place for place, turn in enumerate(angry.turns) if turn.kind == "reply"]
    assert [angry.recipient(place) for place in replies] == ["greta", "marek"]


@each_story
def test_our_voice_is_plain(told):
    for turn in told.turns:
        if turn.kind in ("reply", "ask", "write"):
            assert "!" not in turn.text
            assert "oops" not in turn.text.lower()


def test_each_theme_is_told_in_full():
    for theme, key in TOLD_IN_FULL.items():
        assert len(story(key).turns) >= 4, theme


def test_five_languages_have_at_least_six_stories_each():
    languages = Counter(told.language for told in STORIES)
    assert len(STORIES) >= 48
    assert all(languages[language] >= 6 for language in ("en", "fr", "es", "ru", "id"))


def test_the_inbox_has_the_right_amount_of_work():
    ends = Counter(told.ends for told in STORIES)
    assert 14 <= ends["open"] <= 20
    assert 7 <= ends["waiting"] <= 10
    assert ends["solved"] + ends["closed"] >= 25
    waits = sorted(waiting_for(told) for told in STORIES if told.ends == "open")
    assert waits[0] == minutes(4)
    assert days(1) < waits[-1] <= days(2)
    assert len(set(waits)) == len(waits)


def test_open_work_is_spread_over_people_and_departments():
    open_now = [told for told in STORIES if told.ends == "open"]
    assert sum(told.assignee == "maya" for told in open_now) >= 3
    assert sum(told.assignee is None for told in open_now) >= 4
    assert {told.department for told in open_now} >= {"support", "partner", "finance"}


def test_the_history_spans_five_weeks():
    assert STORIES[0].starts > timedelta(weeks=4)


def test_somebody_is_asked_beside_some_of_them_and_one_has_not_answered():
    asked = [told for told in STORIES if any(turn.is_beside for turn in told.turns)]
    kinds = Counter(turn.kind for told in asked for turn in told.turns)
    assert len(asked) >= 3
    assert kinds["ask"] > kinds["hear"] >= 1
    assert kinds["consult"]
    assert kinds["inform"]


@each_story
def test_what_is_asked_beside_names_nobody_of_the_clients_side(told):
    house = CONTACTS[told.contact].organisation
    for turn in told.turns:
        if turn.kind in ("ask", "write"):
            assert CONTACTS[told.contact].name not in turn.text
            assert house is None or ORGANISATIONS[house].name not in turn.text


def test_hard_mail_is_part_of_it():
    first = {told.key: told.turns[0] for told in STORIES}
    assert len(story("media-plan").turns) >= 14
    assert len(first["editorial-charter"].text) >= 3000
    assert "\u0600" <= story("right-to-left").subject[0] <= "\u06ff"
    assert "<table" in first["html-figures"].html
    assert "<script>alert(1)</script> Media" in story("hostile-name").subject
    assert CONTACTS["hostile"].name == "<script>alert(1)</script> Media"
    assert len(story("endless-subject").subject) > 250
    assert "ketidakbertanggungjawaban" in story("endless-subject").subject
    assert first["charged-twice"].attachments


def waiting_for(told: Story) -> timedelta:
    """How long the client has waited since the last mail of theirs."""
    last = max(place for place, turn in enumerate(told.turns) if turn.kind == "client")
    return [ago for ago, _ in told.told()][last]

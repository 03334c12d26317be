"""Spam rules on their screen, and spam on its shelf."""

import pytest

from mainstay.channels import intake
from mainstay.channels.models import RawMessage, SpamRule
from mainstay.channels.spam_rules import actions
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Conversation

pytestmark = pytest.mark.django_db

CHEAP = (
    b"From: Win <win@casino.example>\r\nSubject: Cheap links\r\nMessage-ID: <1@casino.example>"
    b"\r\n\r\nBuy now\r\n"
)
TYPED = {"verdict": "spam", "field": "subject", "words": "cheap links", "header": ""}


@pytest.fixture
def rule(world):
    return actions.add("subject", "cheap links", "spam", by=world.ines)


@pytest.fixture
def spam(rule):
    raw_id = intake.store(CHEAP, source="receive").raw_id
    take_in(raw_id)
    return raw_id


def read(browser, address):
    return browser.get(address).content.decode()


def test_without_rules_the_page_says_what_they_are_for(as_ines, world):
    assert "No rules of your own" in read(as_ines, "/spam-rules/")


def test_a_lead_adds_a_rule(as_ines, world):
    response = as_ines.post("/spam-rules/new/", TYPED, follow=True)
    page = response.content.decode()
    assert "cheap links" in page
    assert "Ines" in page
    assert SpamRule.objects.get().created_by == world.ines


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": ""}, "required"),
        ({"words": "a"}, "too short"),
        ({"field": "sender", "words": "nobody"}, "not an e-mail address"),
        ({"field": "header", "words": "bulk"}, "which header"),
        ({"field": "regex"}, "not one of the available choices"),
    ],
)
def test_what_means_nothing_is_said_at_the_form(as_ines, world, wrong, said):
    response = as_ines.post("/spam-rules/new/", TYPED | wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not SpamRule.objects.exists()


def test_words_are_shown_as_words(as_ines, world):
    actions.add("subject", "<script>alert(1)</script>", "spam", by=world.ines)
    actions.add("text", "روابط رخيصة", "spam", by=world.ines)
    page = read(as_ines, "/spam-rules/")
    assert "&lt;script&gt;" in page
    assert 'dir="auto" data-row>روابط رخيصة' in page


def test_a_rule_is_changed_and_switched(as_ines, rule):
    address = f"/spam-rules/{rule.pk}/"
    as_ines.post(address, TYPED | {"words": "guest posts"})
    as_ines.post(f"{address}rest/")
    rule.refresh_from_db()
    assert (rule.words, rule.is_active) == ("guest posts", False)
    assert "Switch on" in read(as_ines, "/spam-rules/")
    as_ines.post(f"{address}work/")
    rule.refresh_from_db()
    assert rule.is_active


def test_a_removed_rule_is_brought_back_by_undo(as_ines, rule):
    address = f"/spam-rules/{rule.pk}/"
    page = as_ines.post(f"{address}removal/", follow=True).content.decode()
    assert f"{address}return/" in page
    assert as_ines.get(address).status_code == 404
    as_ines.post(f"{address}return/")
    assert as_ines.get(address).status_code == 200


def test_a_trial_counts_and_names_what_would_match_and_saves_nothing(as_ines, world):
    take_in(intake.store(CHEAP, source="receive").raw_id)
    page = as_ines.post("/spam-rules/trial/", TYPED).content.decode()
    assert "1 of the last" in page
    assert "win@casino.example" in page
    assert 'value="cheap links"' in page
    assert not SpamRule.objects.exists()
    none = as_ines.post("/spam-rules/trial/", TYPED | {"words": "never said"}).content.decode()
    assert "None of the last" in none


def test_a_trial_names_no_conversation_of_others(as_ines, world):
    take_in(intake.store(CHEAP, source="receive").raw_id)
    Conversation.objects.filter(subject="Cheap links").update(
        department=world.oskar.departments.get()
    )
    world.ines.departments.remove(world.oskar.departments.get())
    page = as_ines.post("/spam-rules/trial/", TYPED).content.decode()
    assert "1 of the last" in page
    assert "win@casino.example" not in page


def test_a_trial_of_nonsense_says_so(as_ines, rule):
    response = as_ines.post(f"/spam-rules/{rule.pk}/trial/", TYPED | {"words": "a"})
    assert response.status_code == 422


@pytest.mark.parametrize("who", ["as_maya", "as_ruth"])
def test_agents_and_readers_stay_outside(request, who, rule, spam):
    browser = request.getfixturevalue(who)
    for path in ("", "new/", f"{rule.pk}/"):
        assert browser.get(f"/spam-rules/{path}").status_code == 403
    for path in ("new/", "trial/", *(f"{rule.pk}/{each}/" for each in ("rest", "removal"))):
        assert browser.post(f"/spam-rules/{path}", TYPED).status_code == 403
    assert browser.post(f"/quarantine/{spam}/no-spam/").status_code == 403


def test_a_link_changes_nothing(as_ines, rule, spam):
    for path in ("rest", "work", "removal", "return", "trial"):
        assert as_ines.get(f"/spam-rules/{rule.pk}/{path}/").status_code == 405
    assert as_ines.get(f"/quarantine/{spam}/no-spam/").status_code == 405


def test_the_list_costs_the_same_for_many(
    as_ines, rule, world, django_assert_max_num_queries, django_assert_num_queries
):
    as_ines.get("/spam-rules/")
    with django_assert_max_num_queries(30) as few:
        as_ines.get("/spam-rules/")
    for number in range(5):
        actions.add("subject", f"words {number}", "spam", by=world.tomasz)
    with django_assert_num_queries(len(few)):
        as_ines.get("/spam-rules/")


def test_spam_lies_on_a_shelf_of_its_own_and_alarms_nobody(as_ines, spam):
    assert "Cheap links" not in read(as_ines, "/quarantine/")
    shelf = read(as_ines, "/quarantine/?shelf=spam")
    assert "Cheap links" in shelf
    assert "win@casino.example" in shelf
    assert f'action="/quarantine/{spam}/no-spam/"' in shelf
    page = read(as_ines, f"/quarantine/{spam}/")
    assert "A rule of yours calls it spam" in page
    assert "subject: cheap links" in page


def test_one_click_takes_it_in(as_ines, spam):
    response = as_ines.post(f"/quarantine/{spam}/no-spam/")
    conversation = Conversation.objects.get(subject="Cheap links")
    assert response.url == f"/conversations/{conversation.pk}/"
    assert SpamRule.objects.count() == 1
    again = as_ines.post(f"/quarantine/{spam}/no-spam/", follow=True)
    assert "taken in meanwhile" in again.content.decode()


def test_another_click_trusts_the_sender(as_ines, spam):
    as_ines.post(f"/quarantine/{spam}/no-spam/", {"trusts_sender": "1"})
    trusted = SpamRule.objects.get(verdict="never_spam")
    assert (trusted.field, trusted.words) == ("sender", "win@casino.example")
    assert RawMessage.objects.get(pk=spam).state == "taken"


def test_what_is_not_there_is_not_found(as_ines, world):
    assert as_ines.get("/spam-rules/4711/").status_code == 404
    assert as_ines.post("/spam-rules/4711/removal/").status_code == 404
    assert as_ines.post("/quarantine/4711/no-spam/").status_code == 404

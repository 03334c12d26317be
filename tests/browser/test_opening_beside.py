"""A row opens beside its list: no new page, and nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from mainstay.conversations.models import Conversation, Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, world, sign_in) -> Page:
    """Tomasz has the payout before him, with all that is open beside it."""
    sign_in(world.tomasz)
    page.goto(f"/conversations/{world.payout.number}/?box=all&shelf=active")
    expect(row(page, world.payout)).to_have_attribute("aria-current", "true")
    page.evaluate("window.isTheSamePage = true")
    return page


def row(page: Page, conversation: Conversation):
    return page.locator(f"#row-{conversation.number}")


def test_the_list_stays_and_the_rest_is_the_other_one(desk: Page, world) -> None:
    asked = []
    desk.on("request", lambda each: asked.append(each.url) if each.is_navigation_request() else 0)
    row(desk, world.invoice).click()
    expect(desk.get_by_role("main").get_by_role("heading", level=1)).to_have_text(
        "Invoice without a purchase order"
    )
    expect(desk).to_have_url(re.compile(rf"/conversations/{world.invoice.number}/\?box=all"))
    expect(desk).to_have_title("Invoice without a purchase order · Mainstay")
    expect(row(desk, world.invoice)).to_have_attribute("aria-current", "true")
    assert row(desk, world.payout).get_attribute("aria-current") is None
    expect(desk.locator("#inbox-list")).to_have_attribute(
        "hx-get", re.compile(rf"current={world.invoice.number}")
    )
    assert (asked, desk.evaluate("window.isTheSamePage")) == ([], True)
    expect(desk.locator("#beside")).to_have_count(1)
    expect(desk.locator("#composer")).to_have_count(1)


def test_back_and_reload_show_whole_pages(desk: Page, world) -> None:
    row(desk, world.invoice).click()
    heading = desk.get_by_role("main").get_by_role("heading", level=1)
    expect(heading).to_have_text("Invoice without a purchase order")
    desk.reload()
    expect(heading).to_have_text("Invoice without a purchase order")
    expect(row(desk, world.invoice)).to_have_attribute("aria-current", "true")
    desk.go_back()
    expect(heading).to_have_text("Our payout is late")
    expect(row(desk, world.payout)).to_have_attribute("aria-current", "true")
    desk.go_forward()
    expect(heading).to_have_text("Invoice without a purchase order")
    expect(desk.locator(".rail")).to_be_visible()


def test_back_at_once_shows_what_was_there(desk: Page, world) -> None:
    heading = desk.get_by_role("main").get_by_role("heading", level=1)
    row(desk, world.invoice).click()
    expect(heading).to_have_text("Invoice without a purchase order")
    desk.go_back()
    expect(heading).to_have_text("Our payout is late")
    expect(desk.locator(".rail")).to_be_visible()


def test_what_was_typed_a_moment_before_is_kept(desk: Page, world) -> None:
    desk.keyboard.press("r")
    desk.keyboard.type("The bank says")
    row(desk, world.invoice).click()
    expect(desk).to_have_title("Invoice without a purchase order · Mainstay")
    expect(desk.get_by_label("Your words")).to_have_value("")
    row(desk, world.payout).click()
    expect(desk.get_by_label("Your words")).to_have_value("The bank says")
    [draft] = Draft.objects.kept()
    assert (draft.conversation_id, draft.text) == (world.payout.pk, "The bank says")


def test_an_answer_there_goes_to_the_one_that_is_open(desk: Page, world) -> None:
    row(desk, world.invoice).click()
    expect(desk).to_have_title("Invoice without a purchase order · Mainstay")
    desk.keyboard.press("n")
    desk.keyboard.type("Waits for the client’s number.")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#timeline").get_by_text("Waits for the client’s number.")).to_be_visible()
    [note] = world.invoice.messages.filter(kind="note")
    assert note.member_id == world.tomasz.pk


def test_with_control_held_it_opens_in_a_tab_of_its_own(desk: Page, world) -> None:
    with desk.context.expect_page() as opened:
        row(desk, world.invoice).click(modifiers=["Control"])
    expect(opened.value).to_have_title("Invoice without a purchase order · Mainstay")
    expect(opened.value.locator(".rail")).to_be_visible()
    expect(desk).to_have_title("Our payout is late · Mainstay")


def test_by_the_keyboard_one_stays_in_the_list(desk: Page, world) -> None:
    row(desk, world.tracking).focus()
    desk.keyboard.press("Enter")
    expect(desk).to_have_title("Lien sans suivi · Mainstay")
    expect(row(desk, world.tracking)).to_be_focused()


def test_what_is_gone_meanwhile_says_so(desk: Page, world) -> None:
    Conversation.objects.filter(pk=world.tracking.pk).update(department=world.support)
    world.tomasz.role = "agent"
    world.tomasz.save()
    world.tomasz.departments.clear()
    row(desk, world.tracking).click()
    expect(desk.get_by_role("alert").first).to_be_visible()
    expect(desk).to_have_title("Our payout is late · Mainstay")


def test_rows_that_were_loaded_later_open_there_too(desk: Page, world) -> None:
    Conversation.objects.bulk_create(
        Conversation(subject=f"Late {n}", contact=world.tom, department=world.support)
        for n in range(60)
    )
    desk.reload()
    desk.evaluate("window.isTheSamePage = true")
    last = Conversation.objects.get(subject="Late 59")
    expect(row(desk, last)).to_have_count(0)
    desk.get_by_role("link", name="Show more").click()
    row(desk, last).click()
    expect(desk).to_have_title("Late 59 · Mainstay")
    expect(row(desk, last)).to_have_attribute("aria-current", "true")
    assert desk.evaluate("window.isTheSamePage")

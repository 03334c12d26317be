"""A filter is built by clicking: another field brings its own values without a reload."""

import re

import pytest
from playwright.sync_api import Page, expect

from mainstay.conversations import actions
from mainstay.conversations.filtering import Condition, Filter, Group
from mainstay.conversations.models import Conversation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_view_is_built_looked_at_and_kept(page: Page, world, sign_in) -> None:
    sign_in(world.maya)
    page.goto("/views/new/")
    page.get_by_label("Field").select_option("kind")
    expect(page.get_by_label("Value").locator("option", has_text="Complaint")).to_have_count(1)
    page.get_by_label("Field").select_option("contact")
    page.get_by_role("textbox", name="Value").fill(world.payout.contact.name)
    page.get_by_role("button", name="Add a condition").click()
    page.get_by_label("Value").last.select_option("open")
    page.get_by_label("Name", exact=True).fill("Daniel’s")
    page.get_by_role("button", name="Show what it finds").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    page.get_by_role("button", name="Save the view").last.click()
    expect(page.get_by_role("heading", name="Daniel’s")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/views/\d+/$"))
    expect(page.get_by_role("link", name=world.payout.subject)).to_be_visible()


def test_a_view_follows_what_happens_and_keeps_what_is_ticked(page: Page, world, sign_in) -> None:
    open_ones = Filter(groups=(Group("all", (Condition("state", "is", "open"),)),))
    view = actions.save_view("Open ones", open_ones, by=world.maya)
    sign_in(world.maya)
    page.goto(f"/views/{view.pk}/")
    row = page.locator(f"#row-{world.payout.pk}")
    row.get_by_role("checkbox").check()
    count = page.locator("#view-count")
    before = int(count.inner_text())
    [other] = Conversation.objects.bulk_create(
        [Conversation(subject="مرحبا", contact=world.tom, department=world.payout.department)]
    )
    page.mouse.move(2, 2)
    page.evaluate("document.body.dispatchEvent(new CustomEvent('live:conversation'))")
    expect(page.locator(f"#row-{other.pk}")).to_be_visible()
    expect(count).to_have_text(str(before + 1))
    expect(row.get_by_role("checkbox")).to_be_checked()
    Conversation.objects.filter(state="open").update(state="closed")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('live:conversation'))")
    expect(page.get_by_text("Nothing meets this filter")).to_be_visible()
    expect(page.get_by_role("button", name="Change the ticked ones…")).to_have_count(0)

"""A filter is built by clicking: another field brings its own values without a reload."""

import re

import pytest
from playwright.sync_api import Page, expect

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

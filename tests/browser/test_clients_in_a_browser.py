"""Two contacts become one and two again, as a person with a browser does it."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_contacts_are_merged_and_the_toast_takes_it_back(page: Page, world, sign_in) -> None:
    sign_in(world.ines)
    page.goto(f"/contacts/{world.tom.pk}/")
    page.get_by_label("More").last.click()
    page.get_by_role("link", name="Merge with…").click()
    page.get_by_role("searchbox").last.fill("price")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Choose").click()
    expect(page.get_by_text("Tom Keller becomes part of Daniel Price.")).to_be_visible()
    page.get_by_role("button", name="Merge into Daniel Price").click()

    expect(page).to_have_url(re.compile(rf"/contacts/{world.daniel.pk}/$"))
    expect(page.get_by_text("Invoice without a purchase order")).to_be_visible()
    page.get_by_role("button", name=re.compile("Undo")).click()
    expect(page).to_have_url(re.compile(rf"/contacts/{world.tom.pk}/$"))
    page.goto(f"/contacts/{world.daniel.pk}/")
    expect(page.get_by_text("Invoice without a purchase order")).to_have_count(0)


def test_a_tag_is_added_and_taken_away(page: Page, world, sign_in) -> None:
    sign_in(world.maya)
    page.goto(f"/clients/{world.northwind.pk}/")
    page.get_by_label("New tag").fill("key account")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("link", name="key account")).to_be_visible()
    page.get_by_role("button", name="Take key account away").click()
    expect(page.get_by_role("link", name="key account")).to_have_count(0)

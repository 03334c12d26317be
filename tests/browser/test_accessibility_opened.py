"""What a page shows only when one opens it: menus, dialogs, the palette, folded parts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.looking import DESK, PHONE, out_of_reach, told, violations
from tests.browser.richer_world import enrich

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

UNDERNEATH = ("target-size",)
"""What an open menu covers in part is not to be hit while it is open."""


def key(name: str) -> Callable[[Page], None]:
    return lambda page: page.keyboard.press(name)


def menu(name: str) -> Callable[[Page], None]:
    """Open a menu of the work by its name."""
    return lambda page: (
        page.locator("details.menu > summary")
        .filter(has=page.locator(f"xpath=self::*[@aria-label='{name}']"))
        .last.click()
    )


def search(page: Page) -> None:
    page.locator("[data-opens=palette]:visible").click()
    page.get_by_role("combobox", name="Search or type a command").fill("payout")
    page.locator("[data-found] [role=option]").first.wait_for()


def all_folds(page: Page) -> None:
    """Everything folded but menus, of which only one is ever open."""
    page.evaluate(
        "for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true"
    )
    page.wait_for_load_state("networkidle")


def note(page: Page) -> None:
    page.keyboard.press("n")
    page.get_by_label("Your words").fill("أين الدفعة؟")


OPENED = {
    "palette": search,
    "keys": key("?"),
    "assign": menu("Assign"),
    "wait": menu("Wait on somebody"),
    "snooze": menu("Snooze"),
    "more": menu("More"),
    "ways to send": menu("Other ways to send"),
    "note": note,
    "folds": all_folds,
}


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_what_a_conversation_opens(page: Page, world, sign_in, width: dict[str, int]) -> None:
    enrich(world)
    sign_in(world.maya)
    page.set_viewport_size(width)
    found: list[str] = []
    for name, opens in OPENED.items():
        page.goto(f"/conversations/{world.payout.pk}/")
        opens(page)
        found += told(name, violations(page, but=UNDERNEATH)) + told(name, out_of_reach(page))
        page.evaluate("document.documentElement.dir = 'rtl'")
        found += told(f"{name}, right to left", out_of_reach(page))
    assert not found, "\n" + "\n".join(found)


def test_what_the_inbox_and_a_contact_open(page: Page, world, sign_in) -> None:
    enrich(world)
    sign_in(world.ines)
    page.goto("/inbox/?box=all")
    page.locator(".columns__list details.menu > summary").click()
    found = told("shelves", violations(page, but=UNDERNEATH))
    page.goto(f"/contacts/{world.daniel.pk}/")
    page.get_by_label(re.compile("^More$")).last.click()
    found += told("a contact", violations(page, but=UNDERNEATH))
    assert not found, "\n" + "\n".join(found)


def test_a_form_that_was_refused(page: Page, world, sign_in) -> None:
    """The words of the fault belong to their field, and the field has the focus."""
    sign_in(world.tomasz)
    page.goto("/spam-rules/new/")
    page.locator("main [name=words]").fill("a")
    page.locator("main [name=words]").press("Enter")
    page.locator("[aria-invalid=true]").first.wait_for()
    assert not violations(page)
    described = page.locator("[aria-invalid=true]").first.get_attribute("aria-describedby")
    assert described
    assert page.locator(f"#{described.split()[0]}").inner_text()

"""What a person at the desk does with hand and eye, in the words of the desk."""

import re

from playwright.sync_api import Locator, Page, expect

PATIENCE = 60_000  # ms; a machine of two cores may be busy


def sees(where: Page | Locator, words: str | re.Pattern[str]) -> Locator:
    found = where.get_by_text(words).first
    expect(found).to_be_visible(timeout=PATIENCE)
    return found


def sees_not(where: Page | Locator, *words: str) -> None:
    for each in words:
        expect(where.get_by_text(each)).to_have_count(0, timeout=PATIENCE)


def timeline(page: Page) -> Locator:
    return page.locator("#timeline")


def context(page: Page) -> Locator:
    return page.get_by_role("complementary", name="What belongs to it")


def composer(page: Page) -> Locator:
    return page.get_by_role("form", name="Write")


def is_in_state(page: Page, words: str) -> None:
    badge = page.locator("#conversation-head .badge").first
    expect(badge).to_have_text(words, timeout=PATIENCE)


def look_at_all(page: Page) -> None:
    """The inbox, with what everybody has."""
    page.get_by_role("link", name="Inbox", exact=True).first.click()
    page.get_by_role("group", name="Whose").get_by_role("link", name="All").click()


def open_from_list(page: Page, subject: str) -> None:
    """Open it as soon as it stands in the list; nobody loads the page again for that."""
    row = page.get_by_label("Conversations", exact=True).get_by_role("link", name=subject)
    row.first.click(timeout=PATIENCE)
    expect(page.get_by_role("heading", name=subject, level=1)).to_be_visible(timeout=PATIENCE)


def take(page: Page) -> None:
    page.keyboard.press("a")
    page.get_by_role("button", name="Take it").click()


def give(page: Page, colleague: str) -> None:
    page.keyboard.press("a")
    page.locator("#conversation-head").get_by_role("button", name=colleague).click()


def choose(page: Page, item: str) -> None:
    """From the menu of a conversation."""
    page.locator("#conversation-head").get_by_label("More").click()
    head = page.locator("#conversation-head")
    head.get_by_role("link", name=item).or_(head.get_by_role("button", name=item)).click()


def words_of(page: Page) -> Locator:
    return page.get_by_label("Your words")


def begin_reply(page: Page, text: str) -> Locator:
    page.keyboard.press("r")
    words_of(page).fill(text)
    return words_of(page)


def reply(page: Page, text: str) -> None:
    begin_reply(page, text).press("Control+Enter")
    sees(timeline(page), text)


def add_note(page: Page, text: str) -> None:
    page.keyboard.press("n")
    sees(composer(page), "Only the team sees this")
    words_of(page).fill(text)
    page.get_by_role("button", name="Add note").click()
    sees(timeline(page), text)

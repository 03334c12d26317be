"""The daily work without a mouse: the focus is always seen, never trapped, and comes back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import DESK, focus_is_seen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "I ask the bank and write by 17:00."
FOCUSED = "document.activeElement"


@pytest.fixture
def desk(page: Page, world, sign_in) -> Page:
    page.set_viewport_size(DESK)
    sign_in(world.maya)
    return page


def test_from_the_inbox_to_a_sent_reply(desk: Page, world) -> None:
    desk.goto("/inbox/?box=all")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to the work")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate(f"Boolean({FOCUSED}.closest('#main'))")

    row = desk.get_by_role("link", name=world.payout.subject)
    for _press in range(20):
        if row.evaluate(f"(each) => each === {FOCUSED}"):
            break
        desk.keyboard.press("j")
    expect(row).to_be_focused()
    assert focus_is_seen(desk)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/conversations/**")

    desk.keyboard.press("r")
    expect(desk.get_by_label("Your words")).to_be_focused()
    assert focus_is_seen(desk)
    desk.keyboard.type(WORDS)
    for _press in range(30):
        desk.keyboard.press("Tab")
        if desk.evaluate(f"{FOCUSED}.name === 'send' && {FOCUSED}.value === 'wait'"):
            break
    assert focus_is_seen(desk)
    # From the words themselves, too.
    desk.get_by_label("Your words").focus()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#timeline").get_by_text(WORDS)).to_be_visible()
    expect(desk.get_by_label("Your words")).to_have_value("")


@pytest.mark.parametrize("address", ["/inbox/?box=all", "/conversations/{payout}/", "/profile/"])
def test_the_focus_goes_through_the_whole_page_and_out_of_it(desk: Page, world, address) -> None:
    desk.goto(address.format(payout=world.payout.pk))
    visited: list[str] = []
    for _press in range(200):
        desk.keyboard.press("Tab")
        where = desk.evaluate(
            f"{FOCUSED} === document.body ? '' : {FOCUSED}.outerHTML.slice(0, 160)"
        )
        if not where or where in visited[:1]:
            break
        visited.append(where)
        assert focus_is_seen(desk), where
    else:
        pytest.fail(f"The focus never left: {visited[-3:]}")
    assert len(visited) > 15
    assert "skip" in visited[0]
    desk.keyboard.press("Shift+Tab")
    assert desk.evaluate(f"{FOCUSED}.outerHTML.slice(0, 160)") != visited[0]


def test_dialogs_and_menus_hand_the_focus_back(desk: Page, world) -> None:
    desk.goto(f"/conversations/{world.payout.pk}/")
    start = desk.get_by_role("link", name="Clients").first
    start.focus()
    for key, dialog in (("Control+k", "Search and commands"), ("?", "All keys")):
        desk.keyboard.press(key)
        opened = desk.get_by_role("dialog", name=dialog)
        expect(opened).to_be_visible()
        for _press in range(4):
            assert opened.evaluate(
                f"(each) => each.contains({FOCUSED}) || {FOCUSED} === document.body"
            )
            desk.keyboard.press("Tab")
        desk.keyboard.press("Escape")
        expect(opened).to_be_hidden()
        expect(start).to_be_focused()

    assign = desk.locator("summary[aria-label=Assign]")
    assign.focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Ines Carvalho")).to_be_visible()
    assert focus_is_seen(desk)
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("button", name="Ines Carvalho")).to_be_hidden()
    expect(assign).to_be_focused()


def test_single_keys_rest_while_one_types_and_when_they_are_switched_off(desk: Page, world) -> None:
    desk.goto(f"/conversations/{world.payout.pk}/")
    desk.keyboard.press("r")
    desk.keyboard.type("e?")
    expect(desk.get_by_label("Your words")).to_have_value("e?")
    expect(desk.get_by_role("dialog", name="All keys")).to_be_hidden()
    desk.keyboard.press("Escape")
    desk.evaluate("document.documentElement.dataset.singleKeys = 'off'")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="All keys")).to_be_hidden()
    desk.keyboard.press("Control+k")
    expect(desk.get_by_role("dialog", name="Search and commands")).to_be_visible()

"""Two agents at one conversation: each sees the other, nothing typed is lost, nobody talks past.

A desk with all its processes, a real SMTP server, two real browsers.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.running_desk import Desk, running_desk
from tests.browser.test_thin_line import join, mail

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PASTE = """async () => {
  const canvas = document.createElement("canvas");
  const blob = await new Promise((done) => canvas.toBlob(done));
  const clipboard = new DataTransfer();
  clipboard.items.add(new File([blob], "screen.png", { type: "image/png" }));
  const values = { clipboardData: clipboard, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", values));
}"""


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with running_desk() as running:
        yield running


def test_two_who_write_do_not_get_in_each_others_way(desk: Desk, browser: Browser) -> None:
    ines = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900}).new_page()
    join(ines, desk.link, "ines@mainstay.example", "Ines Carvalho")
    maya = a_colleague(ines, browser, desk)
    desk.receive(mail("Our article is gone", "We paid 340 EUR for it."))
    for page in (ines, maya):
        page.goto(f"{desk.url}/conversations/1/")

    # Each sees that the other is there, and who writes.
    expect(ines.get_by_text("Maya Brandt is looking")).to_be_visible(timeout=20_000)
    maya.keyboard.press("r")
    words = maya.get_by_label("Your words")
    words.type("The **editor** has it.")
    expect(ines.get_by_text("Maya Brandt is writing")).to_be_visible(timeout=10_000)
    expect(maya.get_by_text("Ines Carvalho is looking")).to_be_visible(timeout=10_000)

    # What is typed is kept, also while the server is gone, and is there again after a reload.
    expect(maya.get_by_text("Draft kept")).to_be_visible()
    maya.context.set_offline(True)
    words.type(" You hear by 17:00.")
    expect(maya.get_by_text("Not kept yet")).to_be_visible()
    maya.context.set_offline(False)
    expect(maya.get_by_text("Draft kept")).to_be_visible(timeout=20_000)
    maya.reload()
    expect(words).to_have_value("The **editor** has it. You hear by 17:00.")

    # A note has a text of its own: r and n change places.
    maya.keyboard.press("n")
    expect(words).to_have_value("")
    maya.keyboard.press("Escape")
    maya.keyboard.press("r")
    expect(words).to_have_value("The **editor** has it. You hear by 17:00.")

    # A pasted picture goes up at once and is named in the text.
    words.press("Control+End")
    maya.evaluate(PASTE)
    expect(maya.locator("[data-file]").get_by_text("screen.png")).to_be_visible()
    expect(words).to_have_value(re.compile(r"17:00\.\n!\[screen\.png\]\(cid:\w+@desk\)"))

    # Another owner: the draft stays and can be read.
    ines.reload()
    ines.keyboard.press("a")
    ines.get_by_role("button", name="Take it").click()
    expect(ines.get_by_text("Maya Brandt has a draft here.")).to_be_visible()
    ines.get_by_role("link", name="Read it").click()
    expect(ines.get_by_text("You hear by 17:00.")).to_be_visible()
    ines.go_back()

    # Ines answers first; Maya is stopped once, sees it, and sends all the same.
    ines.keyboard.press("r")
    ines.get_by_label("Your words").fill("I have asked the editor.")
    ines.keyboard.press("Control+Enter")
    expect(ines.get_by_text("Sending to Daniel Price")).to_be_visible()
    expect(maya.get_by_text("Something arrived while you wrote.")).to_be_visible(timeout=10_000)
    words.press("Control+Enter")
    stopped = maya.get_by_role("alert").filter(has_text="something arrived while you wrote")
    expect(stopped.get_by_text("I have asked the editor.")).to_be_visible()
    assert "You hear by 17:00." in words.input_value()
    maya.get_by_role("button", name="Send anyway").click()
    expect(maya.locator("#timeline strong").get_by_text("editor")).to_be_visible()
    expect(words).to_have_value("")

    # The picture stands inside of the mail that reaches the server.
    letters = [message_from_bytes(each, policy=policy.default) for each in wait(desk, 2)]
    letter = next(each for each in letters if "17:00" in text_of(each))
    html = letter.get_body(("html",)).get_content()
    (picture,) = (part for part in letter.walk() if part.get_content_type() == "image/png")
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in html
    assert picture.get_content_disposition() == "inline"
    assert "<strong>editor</strong>" in html


def a_colleague(ines: Page, browser: Browser, desk: Desk) -> Page:
    """Maya, of the department where mail arrives."""
    ines.goto(f"{desk.url}/people/invitations/")
    ines.get_by_label("E-mail").fill("maya@mainstay.example")
    ines.get_by_role("radio", name="Manager").check()
    ines.get_by_role("button", name="Make the link").click()
    link = ines.locator("copy-text").get_attribute("value")
    maya = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900}).new_page()
    join(maya, link, "maya@mainstay.example", "Maya Brandt")
    expect(maya.get_by_role("heading", name="Inbox")).to_be_visible()
    return maya


def wait(desk: Desk, count: int) -> list[bytes]:
    letters = desk.mail_server.wait_for(count, 40)
    assert len(letters) == count
    return letters


def text_of(letter: object) -> str:
    return letter.get_body(("plain",)).get_content()

"""How a client is answered: by a macro, with a remark heeded, on the phone, and to the end."""

import re

from playwright.sync_api import Page, expect

from tests.browser.desk_story.cast import Cast
from tests.browser.desk_story.complaint import GONE, OF_THE_PUBLISHER
from tests.browser.desk_story.gestures import (
    PATIENCE,
    choose,
    composer,
    context,
    is_in_state,
    look_at_all,
    open_from_list,
    reply,
    sees,
    sees_not,
    timeline,
    words_of,
)
from tests.browser.desk_story.post import text_of

BACK = "the link is back, it is followed, and we have seen it with our own eyes today"


def a_macro_is_sent_and_its_remark_heeded(cast: Cast) -> None:
    """What is said often is saved once; before it leaves, a remark asks for the next step."""
    maya = cast.maya
    maya.get_by_role("link", name="Settings").click()
    maya.get_by_role("link", name="Saved replies").click()
    maya.get_by_role("link", name="New saved reply").click()
    maya.get_by_label("Name", exact=True).fill("Link is back")
    maya.get_by_label("English").fill("Hello {first_name}, " + BACK + ".")
    maya.get_by_label("Assign it").select_option(label="To whoever sends")
    maya.get_by_label("Tags").fill("removed link")
    maya.get_by_role("button", name="Save").click()
    sees(maya.get_by_role("table"), "assigned to you, tag: removed link")

    look_at_all(maya)
    open_from_list(maya, GONE)
    maya.get_by_role("button", name="Throw the draft away").click()
    expect(words_of(maya)).to_have_value("", timeout=PATIENCE)
    maya.keyboard.press("r")
    words_of(maya).press("/")
    maya.get_by_role("combobox", name="Search in saved replies").fill("back")
    sees(maya.get_by_role("dialog", name="Saved replies"), re.compile("Hello Daniel, "))
    maya.keyboard.press("Enter")
    expect(words_of(maya)).to_have_value(f"Hello Daniel, {BACK}.")
    sees(composer(maya), "assigned to you, tag: removed link")
    sees(composer(maya), "No next step is named")
    composer(maya).get_by_role("button", name="Begin a line").click()
    begun = f"Hello Daniel, {BACK}.\n\nThe next step: "
    expect(words_of(maya)).to_have_value(begun, timeout=PATIENCE)
    words_of(maya).press("Control+End")
    words_of(maya).press_sequentially("I look again on Friday at 10:00.")
    sees_not(composer(maya), "No next step is named")
    words_of(maya).press("Control+Enter")
    sees(timeline(maya), "I look again on Friday at 10:00.")
    sees(context(maya).get_by_role("list", name="Tags"), "removed link")
    sees(timeline(maya), "Maya Brandt took this")
    cast.daniel.wait_for_letter("The next step: I look again on Friday at 10:00.")


def the_client_goes_on_by_telegram_and_comes_back(cast: Cast) -> None:
    """From mail to the phone and back to mail: one conversation, each answer where they are."""
    maya, daniel, telegram = cast.maya, cast.daniel, cast.telegram
    choose(maya, "Make a link for Telegram")
    code = re.search(r"/start (\S+)", maya.locator("main").inner_text())[1]
    maya.get_by_role("link", name="Back", exact=True).last.click()
    telegram.write(cast.phone, f"/start {code}")
    telegram.write(cast.phone, "I am on my phone now. Since when is it back?")
    sees(timeline(maya), "I am on my phone now.")
    is_in_state(maya, "Open")
    answers_by(maya, "by Telegram", "Since 11:50 this morning.")
    heard(cast, "Since 11:50 this morning.")

    thanks = daniel.answer(daniel.letters[-1], "Thank you, I am at my desk again and see it, too.")
    sees(timeline(maya), "I am at my desk again")
    answers_by(maya, "by e-mail", "Good. I close this once you agree.")
    letter = daniel.wait_for_letter("I close this once you agree.")
    assert letter["In-Reply-To"] == thanks["Message-ID"]
    assert "Since 11:50 this morning." not in text_of(letter)
    assert not [each for each in cast.heard_on_phone if "once you agree" in each]


def the_client_rates_it_with_a_comment(cast: Cast) -> None:
    """Solved; the client is asked by mail and answers on a page without signing in."""
    maya, ines, daniel = cast.maya, cast.ines, cast.daniel
    maya.get_by_role("button", name="Solve").click()
    is_in_state(maya, "Solved")
    asked = text_of(daniel.wait_for_letter("How did we do?"))
    link = next(each for each in re.findall(r"http\S+", asked) if "score=5" in each)
    client = cast.browser.new_context(locale="en-GB").new_page()
    client.goto(link)
    expect(client.get_by_role("heading", name="How did it go?")).to_be_visible()
    sees_not(client, GONE, *OF_THE_PUBLISHER)
    client.get_by_label("Yes, it is settled").check()
    client.get_by_label("What should we know?").fill("Quick, and it came back the same day.")
    client.get_by_role("button", name="Send my answer").click()
    sees(client, "Thank you, your answer has arrived")
    sees_not(client, GONE, *OF_THE_PUBLISHER)
    client.context.close()

    sees(context(maya), "Quick, and it came back the same day.")
    sees(context(maya), re.compile("^5 of 5"))
    is_in_state(maya, "Closed")
    ines.get_by_role("link", name="Insights").click()
    answered = ines.locator(".figure").filter(has_text="Answered")
    expect(answered).to_contain_text("1 of 1", timeout=PATIENCE)


def answers_by(page: Page, channel: str, text: str) -> None:
    """The composer says by which channel; the page is opened anew, as one comes back to it."""
    page.reload()
    ways = page.get_by_role("combobox", name="By which channel")
    expect(ways.locator("option:checked")).to_have_text(channel, timeout=PATIENCE)
    sees(composer(page), "where they wrote last")
    reply(page, text)


def heard(cast: Cast, words: str) -> None:
    for _ in range(PATIENCE // 200):
        if any(words in each for each in cast.heard_on_phone):
            return
        cast.maya.wait_for_timeout(200)
    raise AssertionError(f"Nothing by Telegram says “{words}”.")

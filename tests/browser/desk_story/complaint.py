"""A removed link: the publisher is asked aside, two agents collide, a draft outlives its owner."""

from playwright.sync_api import expect

from tests.browser.desk_story.cast import Cast
from tests.browser.desk_story.gestures import (
    PATIENCE,
    add_note,
    begin_reply,
    choose,
    composer,
    context,
    give,
    is_in_state,
    look_at_all,
    open_from_list,
    reply,
    sees,
    sees_not,
    take,
    timeline,
    words_of,
)
from tests.browser.desk_story.post import whole

GONE = "Our link is gone"
SINCE_MARCH = "Your article of 12 March"
OF_THE_CLIENT = (GONE, "340 EUR", "Northwind", "Daniel", "guarantee")
"""What the publisher must never read."""
OF_THE_PUBLISHER = (SINCE_MARCH, "Claire", "lejournal", "new owner", "guarantee")
"""What the client must never read."""


def the_publisher_is_asked_aside(cast: Cast) -> None:
    """The client complains that a link is gone; the publisher is asked, and neither sees the
    other."""
    maya, daniel, claire = cast.maya, cast.daniel, cast.claire
    look_at_all(maya)
    complaint = daniel.write(GONE, "We paid 340 EUR for it in March.\n\nDaniel, Northwind Ads")
    open_from_list(maya, GONE)
    sees(timeline(maya), "We paid 340 EUR")
    take(maya)
    sees(timeline(maya), "Maya Brandt took this")
    context(maya).get_by_text("Not said").first.click()
    context(maya).get_by_role("button", name="Complaint").click()
    sees(timeline(maya), "changed the kind: Complaint")
    add_note(maya, "113 days of guarantee are left.")
    reply(maya, "I am asking the editor and you hear from me by 17:00.")
    is_in_state(maya, "Waiting on the client")

    maya.keyboard.press("p")
    maya.get_by_role("radio", name="the publisher").check()
    maya.get_by_label("Whom you ask").fill("Claire Fabre <claire@lejournal.example>")
    maya.get_by_label("Subject").fill(SINCE_MARCH)
    maya.get_by_label("Your words").fill("The page answers with 404. Was that meant?")
    maya.get_by_role("button", name="Send", exact=True).click()
    aside = maya.get_by_role("region", name="Side conversation with")
    sees(aside, "Was that meant?")
    sees(aside, "the client does not see this")
    is_in_state(maya, "Waiting on the publisher")

    question = claire.wait_for_letter("Was that meant?")
    assert question["Subject"] == SINCE_MARCH
    assert not [each for each in OF_THE_CLIENT if each in whole(question)]
    answered = daniel.wait_for_letter("by 17:00")
    assert answered["In-Reply-To"] == complaint["Message-ID"]

    claire.answer(question, "The new owner removed it. It is back by noon.")
    sees(aside, "The new owner removed it.")
    is_in_state(maya, "Open")


def two_agents_collide_at_send(cast: Cast) -> None:
    """Both write to the client; whoever is second is stopped once and sees what was said."""
    maya, oskar = cast.maya, cast.oskar
    look_at_all(oskar)
    open_from_list(oskar, GONE)
    begin_reply(maya, "The editor puts the link back by noon.")
    sees(oskar, "Maya Brandt is writing")
    reply(oskar, "Good news: the link returns today.")
    sees(maya, "Something arrived while you wrote.")
    words_of(maya).press("Control+Enter")
    stopped = maya.get_by_role("alert").filter(has_text="something arrived while you wrote")
    sees(stopped, "Good news: the link returns today.")
    expect(words_of(maya)).to_have_value("The editor puts the link back by noon.")
    maya.get_by_role("button", name="Read first").click()
    expect(stopped).to_have_count(0, timeout=PATIENCE)
    sees(timeline(maya), "Good news: the link returns today.")
    expect(words_of(maya)).to_have_value("The editor puts the link back by noon.")


def a_draft_survives_a_change_of_owner(cast: Cast) -> None:
    """The lead gives the conversation to somebody else: what Maya had begun is there for both."""
    maya, oskar, ines = cast.maya, cast.oskar, cast.ines
    words_of(maya).fill("The editor puts the link back by noon. I check it at 12:15.")
    sees(composer(maya), "Draft kept")
    look_at_all(ines)
    open_from_list(ines, GONE)
    sees(ines, "Maya Brandt has a draft here.")
    give(ines, "Oskar Nyström")
    sees(timeline(ines), "gave this to Oskar Nyström")
    sees(context(maya), "Oskar Nyström")
    maya.reload()
    expect(words_of(maya)).to_have_value(
        "The editor puts the link back by noon. I check it at 12:15."
    )
    oskar.reload()
    oskar.get_by_role("link", name="Read it").click()
    sees(oskar, "I check it at 12:15.")
    oskar.get_by_role("button", name="Go on with a copy").click()
    expect(words_of(oskar)).to_have_value(
        "The editor puts the link back by noon. I check it at 12:15.", timeout=PATIENCE
    )
    words_of(oskar).press("Control+Enter")
    sees(timeline(oskar), "I check it at 12:15.")


def a_merge_is_undone(cast: Cast) -> None:
    """A second mail of the client goes into the first matter, and comes out again whole."""
    oskar, daniel = cast.oskar, cast.daniel
    daniel.write("Invoice of April", "Which VAT number do you want on it?")
    look_at_all(oskar)
    open_from_list(oskar, "Invoice of April")
    choose(oskar, "Merge into…")
    row = oskar.get_by_role("listitem").filter(has_text=GONE)
    row.get_by_role("link", name="Choose").click()
    oskar.get_by_role("button", name="Merge into").click()
    expect(oskar.get_by_role("heading", name=GONE, level=1)).to_be_visible()
    sees(timeline(oskar), "Which VAT number")
    context(oskar).get_by_role("button", name="Separate again").click()
    expect(oskar.get_by_role("heading", name="Invoice of April", level=1)).to_be_visible()
    sees(timeline(oskar), "Which VAT number")
    is_in_state(oskar, "Open")
    context(oskar).get_by_role("link", name=GONE).click()
    sees(timeline(oskar), "We paid 340 EUR")
    sees_not(timeline(oskar), "Which VAT number")


def neither_side_read_the_other(cast: Cast) -> None:
    """After all of it: no word of the one stands in anything that the other was sent."""
    to_client = [*map(whole, cast.daniel.letters), *cast.heard_on_phone]
    assert len(to_client) > 3
    for each in OF_THE_PUBLISHER:
        assert not [sent for sent in to_client if each.casefold() in sent.casefold()], each
    to_publisher = [whole(each) for each in cast.claire.letters]
    assert len(to_publisher) == 1
    for each in OF_THE_CLIENT:
        assert not [sent for sent in to_publisher if each.casefold() in sent.casefold()], each

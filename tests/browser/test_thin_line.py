"""The main job, as a person does it: a real mail becomes a conversation that is answered.

A desk with all its processes, a real SMTP server, a real browser. One long story, because each
step stands on the one before.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.running_desk import Desk, running_desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PASSWORD = "four words in a row"
QUESTION = "Our article is gone"


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with running_desk() as running:
        yield running


def mail(subject: str, text: str, answers: EmailMessage | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Daniel Price <daniel@northwindads.example>"
    message["To"] = "desk@mainstay.example"
    message["Subject"] = subject
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = make_msgid(domain="northwindads.example")
    if answers is not None:
        message["In-Reply-To"] = answers["Message-ID"]
        message["References"] = f"{answers.get('References', '')} {answers['Message-ID']}".strip()
    message.set_content(text)
    return message


def test_a_mail_becomes_a_conversation_that_is_answered(desk: Desk, browser: Browser) -> None:
    faults: list[str] = []
    ines = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900}).new_page()
    ines.on("console", lambda said: said.type == "error" and faults.append(said.text))
    ines.on("pageerror", lambda error: faults.append(str(error)))

    # The first administrator, by the link that the console printed; it works once.
    join(ines, desk.link, "ines@mainstay.example", "Ines Carvalho")
    expect(ines.get_by_role("heading", name="Inbox")).to_be_visible()
    stranger = browser.new_context().new_page()
    stranger.goto(desk.link)
    expect(stranger.get_by_text("of no use any more")).to_be_visible()

    # A passkey, and signing in with it.
    add_passkey(ines, desk)
    sign_in_with_passkey(ines, desk)

    # A mail appears without a reload; she takes it, makes a note and replies.
    ines.goto(f"{desk.url}/inbox/?box=all")
    first = mail(QUESTION, "We paid 340 EUR for it in March.\n\nDaniel")
    desk.receive(first)
    row = ines.get_by_role("link", name=QUESTION)
    expect(row).to_be_visible(timeout=10_000)
    row.click()
    timeline = ines.locator("#timeline")
    expect(timeline.get_by_text("We paid 340 EUR")).to_be_visible()
    ines.keyboard.press("a")
    ines.get_by_role("button", name="Take it").click()
    expect(timeline.get_by_text("Ines Carvalho took this")).to_be_visible()

    ines.keyboard.press("n")
    ines.get_by_label("Your words").fill("Guarantee has 113 days left.")
    ines.get_by_role("button", name="Add note").click()
    expect(timeline.get_by_text("only the team sees this")).to_be_visible()

    # The first reply is taken back and never leaves.
    write(ines, "This one has a mistake.")
    ines.get_by_role("button", name="Undo").click()
    expect(timeline.get_by_text("Taken back, the client did not get it")).to_be_visible()

    # The second one reaches a real mail server, in the client's thread.
    write(ines, "I am asking the editor and will tell you by 17:00.")
    letters = desk.mail_server.wait_for(1)
    assert len(letters) == 1
    letter = message_from_bytes(letters[0], policy=policy.default)
    assert letter["In-Reply-To"] == first["Message-ID"]
    assert letter["To"].addresses[0].addr_spec == "daniel@northwindads.example"
    assert "by 17:00" in letter.get_body().get_content()
    assert b"mistake" not in letters[0]
    expect(timeline.get_by_text("Sent", exact=True)).to_be_visible(timeout=10_000)
    expect(state_of(ines)).to_have_text("Waiting on the client")

    # Solved; the client's answer threads and opens it again, live.
    ines.keyboard.press("e")
    expect(state_of(ines)).to_have_text("Solved")
    desk.receive(mail(f"Re: {QUESTION}", "It is still missing, zebra.", answers=letter))
    expect(timeline.get_by_text("It is still missing, zebra.")).to_be_visible(timeout=10_000)
    expect(state_of(ines)).to_have_text("Open")
    ines.get_by_role("button", name="Solve").click()
    expect(state_of(ines)).to_have_text("Solved")

    # Search finds it by another form of the word; by a name too, from the palette.
    ines.goto(f"{desk.url}/search/?q=zebras+OR+articles")
    expect(ines.get_by_role("link", name=QUESTION)).to_be_visible()
    ines.keyboard.press("Control+k")
    ines.get_by_role("combobox").fill("daniel")
    expect(ines.get_by_role("option", name="Daniel Price", exact=True)).to_be_visible()

    # A member of another department cannot see it: not in lists, not by its address, not by search.
    conversation = f"{desk.url}/conversations/1/"
    oskar = invited_to_another_department(ines, browser, desk)
    oskar.goto(f"{desk.url}/inbox/?box=all&shelf=solved")
    expect(oskar.get_by_text(QUESTION)).to_have_count(0)
    answer = oskar.goto(conversation)
    assert answer is not None
    assert answer.status == 404
    oskar.goto(f"{desk.url}/search/?q=zebra")
    expect(oskar.get_by_text("Nothing found")).to_be_visible()

    assert not [fault for fault in faults if "404" not in fault]


def join(page: Page, link: str, email: str, name: str) -> None:
    page.goto(link)
    if page.get_by_label("E-mail").is_enabled():
        page.get_by_label("E-mail").fill(email)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join the desk").click()


def add_passkey(page: Page, desk: Desk) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    page.goto(f"{desk.url}/profile/security/passkeys/new/")
    if page.get_by_label("Password").count():
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")


def sign_in_with_passkey(page: Page, desk: Desk) -> None:
    page.context.clear_cookies()
    page.goto(f"{desk.url}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()


def write(page: Page, text: str) -> None:
    page.keyboard.press("r")
    page.get_by_label("Your words").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline").get_by_text(text)).to_be_visible()


def state_of(page: Page):
    return page.locator("#conversation-head .badge")


def invited_to_another_department(ines: Page, browser: Browser, desk: Desk) -> Page:
    ines.goto(f"{desk.url}/departments/")
    ines.get_by_label("Name").fill("Link team")
    ines.get_by_role("button", name="Make the department").click()
    ines.goto(f"{desk.url}/people/invitations/")
    ines.get_by_label("E-mail").fill("oskar@mainstay.example")
    ines.get_by_label("Link team").check()
    ines.get_by_role("button", name="Make the link").click()
    link = ines.locator("copy-text").get_attribute("value")
    oskar = browser.new_context(locale="en-GB").new_page()
    join(oskar, link, "oskar@mainstay.example", "Oskar Nyström")
    expect(oskar.get_by_role("heading", name="Inbox")).to_be_visible()
    return oskar

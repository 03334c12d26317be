"""The door, as a person with a browser, a phone and a finger goes through it."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from mainstay.team.actions import invite_first_administrator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "seven quiet harbours"
INSIDE = re.compile(r"/inbox/")


@pytest.fixture
def finger(page: Page) -> None:
    """A device with a fingerprint reader that always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def administrator(page: Page) -> Page:
    """The first administrator, who joined by the link of the console."""
    page.goto(f"/welcome/{invite_first_administrator()}/")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    page.get_by_label("E-mail").fill("tomasz@mainstay.example")
    page.get_by_label("Your name").fill("Tomasz Wilk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join the desk").click()
    expect(page).to_have_url(INSIDE)
    return page


def test_a_passkey_replaces_the_password(administrator, finger):
    page = administrator
    page.goto("/profile/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/profile/security/")
    expect(page.get_by_text("Work laptop")).to_be_visible()

    _sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(INSIDE)


def test_a_passkey_is_the_second_step_after_a_password(administrator, finger):
    page = administrator
    page.goto("/profile/security/passkeys/new/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    _sign_out(page)
    _give_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(INSIDE)


def test_a_passkey_is_renamed_and_removed(administrator, finger):
    page = administrator
    page.goto("/profile/security/passkeys/new/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/profile/security/")
    page.get_by_role("link", name="Rename").click()
    page.get_by_label("Name").fill("Old laptop")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_text("Old laptop")).to_be_visible()
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_text("Old laptop")).to_have_count(0)


def test_an_app_on_the_phone_shows_the_second_step(administrator):
    page = administrator
    page.goto("/profile/security/authenticator/")
    expect(page.get_by_alt_text("QR code for the authenticator app")).to_be_visible()
    page.get_by_text("I cannot scan it").click()
    secret = page.locator("copy-text").get_attribute("value")
    page.get_by_label("Code").fill(_code(secret))
    page.get_by_role("button", name="Set up").click()
    recovery = page.locator(".recovery-codes code").first.inner_text()

    _sign_out(page)
    _give_password(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("This code does not fit")).to_be_visible()
    page.get_by_label("Code").fill(_code(secret))
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(INSIDE)

    _sign_out(page)
    _give_password(page)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(INSIDE)


def test_the_door_stays_open_without_javascript(administrator, browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/sign-in/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    _give_password(page)
    expect(page).to_have_url(INSIDE)
    context.close()


def _sign_out(page: Page) -> None:
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def _give_password(page: Page) -> None:
    page.get_by_label("E-mail").fill("tomasz@mainstay.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _code(secret: str) -> str:
    """The six digits of now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"

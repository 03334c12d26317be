"""Who takes part, and the desk that they share: everything that runs in production runs here."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests import dovecot, telegram_server
from tests.browser.desk_story.gestures import PATIENCE, sees
from tests.browser.desk_story.post import ADDRESS, Correspondent, Post
from tests.browser.running_desk import Desk, running_desk
from tests.browser.test_mail_story import GuardedServer, add_mailbox
from tests.browser.test_thin_line import join
from tests.telegram_server import TelegramServer, User


@dataclass
class Cast:
    """Two agents and a lead at their browsers; a client and a publisher at their mail."""

    desk: Desk
    browser: Browser
    post: Post
    telegram: TelegramServer
    maya: Page
    oskar: Page
    ines: Page
    daniel: Correspondent
    claire: Correspondent
    phone: User = field(default_factory=lambda: User(4107, "Daniel", "Price", "danielp", "en"))

    @property
    def heard_on_phone(self) -> list[str]:
        return [each.text for each in self.telegram.sent if each.chat_id == self.phone.id]


@contextmanager
def assembled(browser: Browser) -> Iterator[tuple[Cast, list[str]]]:
    """The cast, and what went wrong in their pages meanwhile."""
    faults: list[str] = []
    with ExitStack() as stack:
        imap = stack.enter_context(dovecot.running())
        imap.add_user(ADDRESS)
        smtp = GuardedServer()
        smtp.start()
        stack.callback(smtp.stop)
        telegram = stack.enter_context(telegram_server.running())
        desk = stack.enter_context(running_desk(MAINSTAY_TELEGRAM_URL=telegram.url))
        post = Post(imap, smtp)

        tomasz = at_a_browser(browser, faults)
        join(tomasz, desk.link, "tomasz@mainstay.example", "Tomasz Wilk")
        set_up(tomasz, desk, post, telegram)
        links = {
            name: invite(tomasz, desk, f"{name}@mainstay.example", role)
            for name, role in (("maya", "Agent"), ("oskar", "Agent"), ("ines", "Lead"))
        }
        tomasz.context.close()
        names = {"maya": "Maya Brandt", "oskar": "Oskar Nyström", "ines": "Ines Carvalho"}
        pages = {}
        for name, link in links.items():
            pages[name] = at_a_browser(browser, faults)
            join(pages[name], link, f"{name}@mainstay.example", names[name])
            expect(pages[name].get_by_role("heading", name="Inbox")).to_be_visible()
        yield (
            Cast(
                desk,
                browser,
                post,
                telegram,
                **pages,
                daniel=Correspondent("Daniel Price", "daniel@northwindads.example", post),
                claire=Correspondent("Claire Fabre", "claire@lejournal.example", post),
            ),
            faults,
        )
        for page in pages.values():
            page.context.close()


def at_a_browser(browser: Browser, faults: list[str]) -> Page:
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/Berlin", viewport={"width": 1440, "height": 900}
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: is_fault(said) and faults.append(said.text))
    return page


def is_fault(said: ConsoleMessage) -> bool:
    """Not what was refused on purpose, which the browser tells of as well."""
    return said.type == "error" and "status of 422" not in said.text


def set_up(tomasz: Page, desk: Desk, post: Post, telegram: TelegramServer) -> None:
    """A mailbox, a bot, and clients who are asked how it went as soon as a matter is solved."""
    add_mailbox(tomasz, desk, post.imap, post.smtp, password=dovecot.PASSWORD)
    sees(tomasz, "All works")
    tomasz.goto(f"{desk.url}/telegram/")
    tomasz.get_by_role("link", name="Add a bot").click()
    tomasz.get_by_label("Name at the desk").fill("Northwind on Telegram")
    tomasz.get_by_label("Token").fill(telegram.token)
    tomasz.get_by_role("button", name="Save and check").click()
    sees(tomasz, "All works")
    tomasz.get_by_role("link", name="Closing").click()
    tomasz.get_by_label("Ask after").fill("0")
    tomasz.get_by_role("button", name="Save").click()
    sees(tomasz, "Saved.")


def invite(tomasz: Page, desk: Desk, email: str, role: str) -> str:
    tomasz.goto(f"{desk.url}/people/invitations/")
    tomasz.get_by_label("E-mail").fill(email)
    tomasz.get_by_role("radio", name=role).check()
    tomasz.get_by_role("checkbox", name="Support").check()
    tomasz.get_by_role("button", name="Make the link").click()
    link = tomasz.locator("copy-text").get_attribute("value")
    assert link
    return link

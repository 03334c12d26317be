"""Every screen against the rules of WCAG 2.2 AA that a program can check.

The main ones also in the dark, on a phone and from the right to the left; all of them so in the
long proof.
"""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import BrowserContext, Page

from mainstay.demo.people import PASSWORD
from tests.browser import every_screen
from tests.browser.every_screen import ELSEWHERE, NO_PAGE, SCREENS, Screen
from tests.browser.looking import (
    DESK,
    PHONE,
    from_the_right,
    out_of_reach,
    told,
    violations,
    violations_in_the_dark,
)
from tests.browser.richer_world import address_of, enrich, give_second_steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("group", ["WORK", "CLIENTS", "INSIGHTS", "SETTINGS"])
def test_screens_of_the_desk(page: Page, world, sign_in, group: str) -> None:
    made = enrich(world)
    sign_in(world.tomasz)
    screens = getattr(every_screen, group)
    if group == "SETTINGS":
        # All of them are looked at in the long proof.
        screens = tuple(each for each in screens if each.is_main)
    nothing_is_wrong(look_at_all(page, screens, made))


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_screen_of_the_desk_in_every_state(page: Page, world, sign_in) -> None:
    made = enrich(world)
    sign_in(world.tomasz)
    groups = (every_screen.WORK, every_screen.CLIENTS, every_screen.INSIGHTS, every_screen.SETTINGS)
    for group in groups:
        nothing_is_wrong(look_at_all(page, group, made, closely=True))


def test_screens_of_security(page: Page, world, site: str, context: BrowserContext) -> None:
    made = enrich(world)
    _enter(context, site, world.tomasz.email)
    before = look_at(page, "/profile/security/authenticator/")
    made["passkey"] = give_second_steps(world.tomasz)
    nothing_is_wrong(before + look_at_all(page, every_screen.SECURITY, made))


def test_screens_of_the_door(page: Page, world, site: str, context: BrowserContext) -> None:
    made = enrich(world)
    found = look_at_all(page, every_screen.DOOR, made)
    reset = address_of("account_reset_password_from_key", ("new_password",), made)
    found += look_at(page, reset, to="set-password/")
    found += look_at(page, "/r/nobody-knows-this/", status=410)
    found += look_at(page, "/welcome/nobody-knows-this/", status=410)
    give_second_steps(world.ines)
    _enter(context, site, world.ines.email)
    found += look_at(page, "/sign-in/code/")
    world.maya.set_unusable_password()
    world.maya.save()
    client = Client()
    client.force_login(world.maya)
    _carry(context, site, client)
    found += look_at(page, "/profile/security/first-password/")
    found += look_at(page, "/nowhere/", status=404)
    found += look_at(page, "/webhooks/", status=403)
    nothing_is_wrong(found)


def test_the_patterns_in_every_state(page: Page, world, sign_in) -> None:
    sign_in(world.tomasz)
    # Four composers stand there one below the other; a page of the desk has one.
    nothing_is_wrong(look_at(page, "/_patterns/", is_main=True, but=("landmark-unique",)))


def test_no_page_was_forgotten(client: Client, world, site: str) -> None:
    """An address is a screen, is told to be none, or answers to no GET at all."""
    client.force_login(world.tomasz)
    known = {each.name for each in SCREENS} | NO_PAGE.keys() | ELSEWHERE.keys()
    names = dict(_addresses(get_resolver()))
    forgotten = [
        name
        for name, address in names.items()
        if name not in known and client.get(address).status_code != 405
    ]
    assert not forgotten, "Put these into tests/browser/every_screen.py."
    assert not known - names.keys(), "These are addresses no more."


def nothing_is_wrong(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def look_at_all(
    page: Page, screens: tuple[Screen, ...], made: dict[str, object], *, closely: bool = False
) -> list[str]:
    found: list[str] = []
    for each in screens:
        address = address_of(each.name, each.arguments, made)
        query = each.query.format_map(made)
        asked = f"{address}?{query}" if query else address
        found += look_at(page, asked, is_main=each.is_main or closely)
    return found


def look_at(
    page: Page,
    address: str,
    *,
    status: int = 200,
    to: str = "",
    is_main: bool = False,
    but: tuple[str, ...] = (),
) -> list[str]:
    """What is wrong with one page in any of its states. `to`: how the address ends it leads to."""
    page.set_viewport_size(DESK)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, address
    assert to in page.url if to else page.url.endswith(address), f"{address} led to {page.url}"
    found = told(address, violations(page, but=but))
    found += told(address, out_of_reach(page))
    page.set_viewport_size(PHONE)
    found += told(f"{address} on a phone", out_of_reach(page))
    if is_main:
        found += told(f"{address} in the dark", violations_in_the_dark(page))
        found += told(f"{address} on a phone", violations(page, but=but))
    with from_the_right(page):
        found += told(f"{address} on a phone, right to left", out_of_reach(page))
        page.set_viewport_size(DESK)
        found += told(f"{address} right to left", out_of_reach(page))
        if is_main:
            found += told(f"{address} right to left", violations(page, but=but))
    return found


def _enter(context: BrowserContext, site: str, email: str) -> None:
    """Go through the door by a password, as far as it opens."""
    client = Client()
    client.post("/sign-in/", {"login": email, "password": PASSWORD})
    # What opens the desk is changed only by who has just confirmed who they are.
    client.post("/sign-in/confirm/", {"password": PASSWORD})
    _carry(context, site, client)


def _carry(context: BrowserContext, site: str, client: Client) -> None:
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def _addresses(resolver: URLResolver, space: str = "", before: str = "/"):
    """Names and example addresses of everything but the operations of the API."""
    for each in resolver.url_patterns:
        address = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            name = f"{space}{each.namespace}:" if each.namespace else space
            yield from _addresses(each, name, address)
        elif isinstance(each, URLPattern) and each.name and not _is_operation(space, each.name):
            filled = re.sub(r"<(?:int:)?\w+>", "1", re.sub(r"<(?:str|slug):\w+>", "x", address))
            yield f"{space}{each.name}", filled


def _is_operation(space: str, name: str) -> bool:
    return space == "api:" and name != "docs"

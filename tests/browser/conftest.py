"""A real Chromium against the pages as they are served."""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from mainstay.web.middleware import modules

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        must = os.environ.get("MAINSTAY_TESTS_MUST_NOT_SKIP")
        (pytest.fail if must else pytest.skip)("There is no Chromium at /usr/bin/chromium.")
    # The browser's library runs a loop of its own in this thread; the tests themselves are plain.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield started
        started.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(settings: object, live_server: object) -> Iterator[str]:
    """The address of the desk, with its files as they lie in the source."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}
    modules._source.cache_clear()
    yield live_server.url
    modules._source.cache_clear()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=site, locale="en-GB", timezone_id="Europe/Berlin")
    made.set_default_timeout(10_000)
    yield made
    made.close()
    _let_the_last_word_arrive()


def _let_the_last_word_arrive() -> None:
    """A page says that it goes away; while that is answered no table can be emptied."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        if not any("process_request_thread" in each.name for each in threading.enumerate()):
            return
        time.sleep(0.02)


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page. What its policy blocked or its scripts threw fails the test."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
    yield opened
    assert faults == []


@pytest.fixture
def sign_in(context: BrowserContext, site: str) -> Callable[[object], None]:
    """Be a member from here on, without the way through the door."""

    def enter(member: object) -> None:
        client = Client()
        client.force_login(member)
        name = django_settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])

    return enter


def _is_fault(said: object) -> bool:
    return said.type == "error" and bool(re.search("Content Security|import map", said.text))

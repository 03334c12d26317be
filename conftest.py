"""Fixtures for all tests: one cast (the demo's), and the background work done on the spot."""

import json
import socket
from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from procrastinate.contrib.django import app
from pydantic import SecretStr

from mainstay.channels.spam_rules import signs
from mainstay.clients.cards import used as cards_used
from mainstay.conversations import suggestions
from mainstay.core import alarms, projections
from mainstay.demo.tests.small_world import SMALL_CAST, SMALL_STORIES
from mainstay.demo.tests.telling import tell_or_put_back
from mainstay.demo.world import World


@pytest.fixture
def world(db: None) -> World:
    """The small cast: Maya, Oskar (of the partner team), Ines (leads), Tomasz (administrator) and
    Ruth (read only), with Northwind Ads and Le Journal du Sud.

    `world.payout` is Maya's and open, `world.invoice` open and nobody's, `world.tracking` is
    Oskar's and waits, `world.sign_in` was solved by Ines.
    """
    return tell_or_put_back(SMALL_CAST, SMALL_STORIES)


@pytest.fixture(autouse=True)
def no_rules_of_another_test() -> None:
    """Spam rules and categories are remembered for seconds, longer than many a test takes."""
    signs.forget()
    # Nobody has named a source of cards, so no page asks for it.
    cards_used.remember(False)
    suggestions.forget()


@pytest.fixture(autouse=True)
def no_jobs_for_another_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test commits Django takes away after it, but the job library's tables are not its."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames
    if not commits and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


class MailServer:
    """What a real mail server was handed over. `answer` is what it says to the next mails."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("2"):
            self.received.append(envelope)
        return self.answer


@pytest.fixture
def mail_server(settings: object) -> Iterator[MailServer]:
    """A real SMTP server on this host, which the settings name for the time of the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    url = SecretStr(f"smtp://127.0.0.1:{port}?tls=off")
    settings.ENV = settings.ENV.model_copy(update={"smtp_url": url})
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def deliver(db: None) -> Callable[[], int]:
    """Run what is queued (reactions, alarms that are due, jobs) on the test's own connection.

    Returns how many jobs ran. An error of a job is an error of the test.
    """

    def run() -> int:
        ran = 0
        while True:
            alarms.fire_due()
            with connection.cursor() as cursor:
                # Not by way of "doing": two facts about one row would be under one lock at once.
                cursor.execute(
                    "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE status = 'todo'"
                    " AND (scheduled_at IS NULL OR scheduled_at <= now())"
                    " RETURNING id, task_name, args, attempts"
                )
                jobs = sorted(cursor.fetchall())
            if not jobs:
                break
            for _job_id, name, arguments, _attempts in jobs:
                app.tasks[name].func.__wrapped__(**_loaded(arguments))
                ran += 1
        for each in projections.all_projections():
            projections.catch_up(each, is_alone=True)
        return ran

    return run


def _loaded(arguments: object) -> dict[str, object]:
    return json.loads(arguments) if isinstance(arguments, str) else arguments

"""The page behind the link of a rating mail, for somebody without an account."""

import re
from typing import Any

import pytest
from django.test import Client

from mainstay.conversations import actions as conversations
from mainstay.surveys import actions, links
from mainstay.surveys.tests.conftest import questions
from mainstay.web.tests.conftest import (  # noqa: F401
    _files_as_they_lie_in_the_source,
    _no_query_while_rendering,
)


@pytest.fixture
def asked(world):
    """Daniel was asked about his payout, which Maya has solved."""
    conversations.reply(world.payout, "It arrives today.", by=world.maya)
    conversations.solve(world.payout, by=world.maya)
    return actions.ask(world.payout)


@pytest.fixture
def page(asked) -> str:
    """The address in the mail, without the server."""
    return re.search(rf"/{links.FOLDER}/[\w-]+/", questions().get().text)[0]


@pytest.fixture
def visitor() -> Client:
    """Nobody we know, with a browser that keeps no cookie but the one against forgery."""
    return Client(enforce_csrf_checks=True)


def vote(visitor: Client, page: str, **given: Any):
    """Open the page and press its button."""
    shown = visitor.get(page, {"change": 1}).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)[1]
    return visitor.post(page, {**given, "csrfmiddlewaretoken": token})

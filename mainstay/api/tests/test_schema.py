"""Everything that the document promises, asked of every operation with made-up questions.

The questions are the same at each run, so a failure is one of the code and not of the day. The
long proofs (bin/test --long) also try every boundary of every field, which takes minutes.
"""

import json
import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from mainstay.api import doors
from mainstay.api.openapi import document
from mainstay.api.problems import MEDIA_TYPE
from mainstay.channels.email.inbound import Attachment as File
from mainstay.clients import actions as clients
from mainstay.config.wsgi import application
from mainstay.conversations import actions as conversations
from mainstay.team import actions as team
from mainstay.team.departments import default_department
from mainstay.team.tokens import actions as tokens
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db
EXAMPLES = 8
IS_LONG = os.environ.get("MAINSTAY_LONG") == "1"

config = schemathesis.Config.from_dict(
    {
        "generation": {
            "max-examples": EXAMPLES,
            "deterministic": True,
            "no-shrink": True,
            "mode": "all",
        },
        # Dozens of questions to each operation, made while tests are collected.
        "phases": {"coverage": {"enabled": IS_LONG}},
        "checks": {
            # An id that fits its shape may be of nothing: that is told with 422.
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "401", "403", "404", "409", "422"]
            }
        },
    }
)
schema = schemathesis.openapi.from_dict(json.loads(json.dumps(document())), config=config)
schema.app = application


@schemathesis.check
def errors_are_problems(_context, response, _case):
    """Every error says what it is, and what to do."""
    if response.status_code < 400:
        return
    assert response.headers["content-type"] == [MEDIA_TYPE]
    told = response.json()
    assert told["status"] == response.status_code
    assert told["title"]
    assert told["detail"]


@pytest.fixture
def one_connection():
    """Requests come by the server's own door, and may not close the connection of the test."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    yield
    for each in signals:
        each.connect(close_old_connections)


@pytest.fixture
def token(db, one_connection, monkeypatch):
    """Of an administrator at a small desk with one of everything, as often as it asks."""
    monkeypatch.setattr(doors._pace, "wait", lambda _token: 0)
    support = default_department()
    tomasz = team.join(
        email="t@mainstay.example", name="Tomasz", role="administrator", departments=[support]
    )
    northwind = clients.add_organisation("Northwind", by=tomasz, domains=["northwind.example"])
    daniel = clients.add_contact(
        "Daniel", by=tomasz, addresses=["daniel@northwind.example"], organisation=northwind
    )
    payout = conversations.begin(daniel, "Payout", support, by=tomasz)
    file = File("terms.txt", "text/plain", b"Thirty days")
    conversations.reply(payout, "Hello Daniel", by=tomasz, attachments=[file])
    _token, text = tokens.make("Checker", by=tomasz, scopes=list(Scope))
    return text


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_it_keeps_its_promises(case, token):
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


def test_each_operation_has_a_name_of_its_own():
    names = [
        operation["operationId"]
        for path in document()["paths"].values()
        for operation in path.values()
    ]
    assert len(names) == len(set(names))

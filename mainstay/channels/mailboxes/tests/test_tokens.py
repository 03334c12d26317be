"""Signing in to a real mail server with a token of OAuth 2."""

import pytest

from mainstay.channels.mailboxes.checking import check_both
from mainstay.channels.mailboxes.tests.mailboxes import ADDRESS, add_mailbox
from mainstay.channels.mailboxes.tests.servers import token_server
from tests import dovecot

pytestmark = pytest.mark.django_db


@pytest.fixture
def tokens():
    with token_server() as running:
        yield running


@pytest.fixture
def mailbox(tokens):
    with dovecot.running(tokens.url) as server:
        server.add_user(ADDRESS)
        yield add_mailbox(
            **{"imap_host": "127.0.0.1", "imap_port": server.port, "imap_security": "none"},
            **{"imap_user": ADDRESS, "imap_secret": "refresh-1", "oauth_client": "us"},
            **{"auth": "oauth_microsoft", "token_url": tokens.url},
        )


def test_a_token_opens_the_folder(mailbox, tokens):
    fetching, _sending = check_both(mailbox)
    assert (fetching.failed, fetching.sentence) == (None, "")
    assert tokens.asked[0]["refresh_token"] == "refresh-1"
    assert "IMAP.AccessAsUser.All" in tokens.asked[0]["scope"]


def test_a_token_that_the_server_does_not_take_says_what_to_do(mailbox, tokens):
    tokens.answer["access_token"] = "of somebody else"
    fetching, _sending = check_both(mailbox)
    assert fetching.failed == "sign_in"
    assert "Give the desk access again" in fetching.sentence
    assert "of somebody else" not in fetching.sentence


def test_a_token_server_that_is_away_is_waited_for(mailbox, tokens):
    tokens.status = 503
    fetching, _sending = check_both(mailbox)
    assert fetching.failed == "sign_in"
    assert "We try again by ourselves" in fetching.sentence

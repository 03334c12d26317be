"""Mail leaves by the mailbox that it belongs to."""

from datetime import timedelta

import pytest

from mainstay.channels import actions
from mainstay.channels.email.parsing import parse
from mainstay.channels.mailboxes.actions import pause
from mainstay.channels.mailboxes.sealing import unseal
from mainstay.channels.mailboxes.tests.mailboxes import ADDRESS, PASSWORD, add_mailbox
from mainstay.channels.mailboxes.tests.servers import TOKEN, smtp_server, token_server
from mainstay.channels.models import Outbound
from mainstay.channels.tests.letters import queued
from mainstay.core import clock
from mainstay.core.models import Alarm

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server with STARTTLS and sign-in, whose certificate is trusted."""
    with smtp_server(tmp_path) as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
        yield running


def sending(server, **given):
    return add_mailbox(
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        **{"smtp_user": "maya", "smtp_secret": PASSWORD} | given,
    )


def sent(world, mailbox, count=1):
    """Messages that are due now, the first the longest."""
    made = [queued(world, mailbox=mailbox) for _time in range(count)]
    for number, each in enumerate(made):
        each.due_at = clock.now() - timedelta(seconds=count - number)
        each.save()
    return made


def test_it_leaves_from_its_address_by_its_server(world, server):
    [outbound] = sent(world, sending(server))
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert outbound.state == "sent", outbound.error
    letter = parse(server.received[0].content)
    assert letter.sender.address == ADDRESS
    assert letter.message_id.endswith("@desk.example>")
    assert server.users == ["maya"]


def test_without_a_server_of_its_own_it_takes_that_of_the_desk(world, mail_server):
    [outbound] = sent(world, add_mailbox())
    actions.deliver(outbound.pk)
    assert parse(mail_server.received[0].content).sender.address == ADDRESS


def test_a_wrong_password_is_said_and_tried_again(world, server):
    mailbox = sending(server, smtp_secret="wrong")
    [outbound] = sent(world, mailbox)
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    mailbox.refresh_from_db()
    assert outbound.state == "queued"
    assert "Check user and password" in outbound.error
    assert mailbox.sending_error == outbound.error
    assert "wrong" not in outbound.error


def test_a_certificate_that_nobody_vouches_for_is_refused(world, server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    [outbound] = sent(world, sending(server))
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert "certificate of 127.0.0.1 was refused" in outbound.error
    assert server.received == []


def test_once_it_leaves_again_the_trouble_is_over(world, server):
    mailbox = sending(server)
    mailbox.sending_error = "The server was away."
    mailbox.save()
    [outbound] = sent(world, mailbox)
    actions.deliver(outbound.pk)
    mailbox.refresh_from_db()
    assert mailbox.sending_error == ""


def test_over_the_limit_the_rest_waits_in_its_order(world, server):
    mailbox = sending(server, per_minute=2)
    outbounds = sent(world, mailbox, 5)
    # The last one asks first, as when several workers are at it.
    for each in (outbounds[4], *outbounds[:4]):
        actions.deliver(each.pk)
    states = [Outbound.objects.get(pk=each.pk).state for each in outbounds]
    assert states == ["sent", "sent", "queued", "queued", "queued"]
    due = dict(
        Alarm.objects.filter(subject_kind="outbound", kind=actions.DUE).values_list(
            "subject_id", "due_at"
        )
    )
    waits = [(due[each.pk] - clock.now()).total_seconds() for each in outbounds[2:]]
    assert 50 < waits[0] <= waits[1] <= 60 < waits[2] <= 120


def test_while_the_mailbox_is_paused_nothing_leaves(world, server):
    mailbox = pause(sending(server), by=world.tomasz)
    [outbound] = sent(world, mailbox)
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert (outbound.state, server.received) == ("queued", [])


def test_a_token_signs_in_where_passwords_do_not(world, server):
    with token_server() as tokens:
        mailbox = sending(
            server,
            **{"auth": "oauth_google", "token_url": tokens.url, "smtp_secret": ""},
            **{"oauth_client": "us", "oauth_secret": "ours", "imap_secret": "refresh-1"},
        )
        for outbound in sent(world, mailbox, 2):
            actions.deliver(outbound.pk)
    assert [each.state for each in mailbox.sent.all()] == ["sent", "sent"]
    # One token serves both.
    assert tokens.asked == [
        {
            **{"grant_type": "refresh_token", "client_id": "us"},
            **{"client_secret": "ours", "refresh_token": "refresh-1"},
        }
    ]
    assert TOKEN not in str(mailbox.__dict__)


def test_a_new_refresh_token_replaces_the_old(world, server):
    with token_server() as tokens:
        tokens.answer["refresh_token"] = "refresh-2"
        mailbox = sending(
            server, auth="oauth_google", token_url=tokens.url, imap_secret="refresh-1"
        )
        actions.deliver(sent(world, mailbox)[0].pk)
    mailbox.refresh_from_db()
    assert unseal(mailbox.imap_secret) == "refresh-2"


def test_access_that_was_taken_back_says_what_to_do(world, server):
    with token_server() as tokens:
        tokens.status, tokens.answer = 400, {"error": "invalid_grant"}
        mailbox = sending(
            server, auth="oauth_google", token_url=tokens.url, imap_secret="refresh-1"
        )
        [outbound] = sent(world, mailbox)
        actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert "invalid_grant" in outbound.error
    assert "Give the desk access again" in outbound.error

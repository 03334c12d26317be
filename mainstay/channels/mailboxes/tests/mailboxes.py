"""Mailboxes for the tests."""

from mainstay.channels.mailboxes import actions
from mainstay.channels.models import Mailbox
from mainstay.core.actor import System

ADDRESS = "service@desk.example"
PASSWORD = "correct horse"


def add_mailbox(**given) -> Mailbox:
    """A mailbox that nothing is fetched for, with the settings given."""
    secrets = {
        name: given.pop(name)
        for name in ("imap_secret", "smtp_secret", "oauth_secret")
        if name in given
    }
    settings = {"name": "Client service", "address": ADDRESS} | given
    return actions.add(settings, secrets, by=System("test"))

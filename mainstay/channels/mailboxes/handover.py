"""Messages that a mail server hands over, and whose they are."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog

from mainstay.channels.email import lmtp
from mainstay.channels.mailboxes import arriving
from mainstay.channels.models import Mailbox
from mainstay.core.boundary import let_go, retrying
from mainstay.core.errors import Unavailable

_PATIENCE = 5.0
"""Seconds for which a lost database is waited for before the server keeps the message itself."""

_TAG = re.compile(r"\+[^@]*(?=@)")
_log = structlog.get_logger(__name__)


@contextmanager
def handed_over(address: str) -> Iterator[None]:
    """Take messages by LMTP at this address meanwhile."""
    if address.startswith("/"):
        # Left behind by a process that was killed.
        Path(address).unlink(missing_ok=True)
    server = lmtp.server(address, keep)
    try:
        server.start()
    except (OSError, TimeoutError) as error:
        raise Unavailable(f"LMTP cannot be taken at {address}: {error}.") from error
    _log.info("taking messages by LMTP", address=address)
    try:
        yield
    finally:
        server.stop()


def keep(content: bytes, sender: str, recipients: Sequence[str]) -> bool:
    """Keep a message for the mailboxes among its recipients; for none of them it is kept, too.

    True when it is committed. False: nothing is kept, whatever the reason.
    """
    path = f"Return-Path: <{sender}>\r\n".encode("utf-8", "surrogateescape")
    try:
        retrying(
            lambda: arriving.keep_handed_over(
                path + content, mailboxes_of(recipients), origin=" ".join(recipients)
            ),
            patience=_PATIENCE,
        )
    except Exception:
        # Whatever it is: a mail server that is answered 451 keeps the message.
        _log.exception("message not kept", size=len(content))
        return False
    finally:
        # The thread belongs to the server, which keeps many of them.
        let_go()
    return True


def mailboxes_of(recipients: Sequence[str]) -> list[Mailbox]:
    """The mailboxes with these addresses, in their order. A tag (name+tag@) is no other address."""
    addresses = [_TAG.sub("", each.lower()) for each in recipients]
    wanted = [*dict.fromkeys([*(each.lower() for each in recipients), *addresses])]
    found = {each.address: each for each in Mailbox.objects.filter(address__in=wanted)}
    return [found[address] for address in wanted if address in found]

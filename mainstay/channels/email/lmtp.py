"""A mail server hands messages over by LMTP (RFC 2033): one answer to each recipient."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from aiosmtpd.controller import Controller, UnixSocketController
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session

from mainstay.channels.email.part import LARGEST

Keep = Callable[[bytes, str, Sequence[str]], bool]
"""Keep a message, given with sender and recipients. False: not now, hand it over again later."""

_SILENCE = 300

# At its lower levels the library tells of every line that was said.
logging.getLogger("mail").setLevel(logging.WARNING)


def server(address: str, keep: Keep) -> Controller | UnixSocketController:
    """A server at host:port or at the path of a socket, to be started and stopped."""
    handler = _Handler(keep)
    if address.startswith("/"):
        return _AtPath(handler, unix_socket=address)
    host, _, port = address.rpartition(":")
    return _AtPort(handler, hostname=host.strip("[]"), port=int(port))


class _Server(LMTP):
    """Takes lines of any length: some programs write a whole text in one."""

    line_length_limit = LARGEST


class _Handler:
    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    async def handle_DATA(self, _server: LMTP, _session: Session, envelope: Envelope) -> str:
        """Answer only when the message is kept and committed, or is not."""
        content = envelope.original_content or b""
        recipients = [str(each) for each in envelope.rcpt_tos]
        keep = partial(self._keep, content, str(envelope.mail_from or ""), recipients)
        is_kept = await asyncio.get_running_loop().run_in_executor(None, keep)
        answer = "250 2.0.0 Kept" if is_kept else "451 4.3.0 Not kept, hand it over again later"
        return "\r\n".join([answer] * len(recipients))


def _made(controller: Any) -> LMTP:
    # What is only too large to be read is kept all the same, and set aside with that cause.
    return _Server(
        controller.handler, hostname="mainstay", timeout=_SILENCE, data_size_limit=2 * LARGEST
    )


class _AtPort(Controller):
    def factory(self) -> LMTP:
        return _made(self)


class _AtPath(UnixSocketController):
    def factory(self) -> LMTP:
        return _made(self)

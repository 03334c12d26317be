"""A folder on an IMAP server: what lies in it, its bytes, and being told of what arrives."""

import imaplib
import logging
import select
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from imapclient import SEEN, IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, IMAPClientError, LoginError

from mainstay.channels.email.trouble import Trouble, of_connection, of_sign_in
from mainstay.channels.email.ways import Way

CONNECTS_WITHIN = 10.0
ANSWERS_WITHIN = 60.0
POLLS_EVERY = 20.0
"""Seconds between two looks where the server cannot tell us of new mail (no IDLE)."""

_SLICE = 0.5

# At its lower levels the library tells of every connection, and of what was said.
logging.getLogger("imapclient").setLevel(logging.WARNING)

# The answer to a search names all messages in one line; the library allows it a million bytes.
imaplib._MAXLINE = 20_000_000  # type: ignore[attr-defined]


@contextmanager
def opened(way: Way, folder: str, *, answers_within: float = ANSWERS_WITHIN) -> Iterator["Folder"]:
    """Sign in and open a folder. Raises Trouble, with the step that failed, now and inside.

    `answers_within`: seconds that the server may take for each answer.
    """
    client: IMAPClient | None = None
    try:
        with _told(way):
            client = _connected(way, answers_within)
            _sign_in(client, way)
            selected = _select(client, folder)
        yield Folder(client, way, selected)
    finally:
        if client is not None:
            with suppress(OSError, IMAPClientError):
                client.shutdown()


class Folder:
    """A folder that is open. Its messages go by their UIDs, which hold under one UIDVALIDITY."""

    def __init__(self, client: IMAPClient, way: Way, selected: dict[bytes, object]) -> None:
        self._client = client
        self._way = way
        self._can_push = client.has_capability("IDLE")
        self.uid_validity = _number(selected.get(b"UIDVALIDITY"), 1)
        self.uid_next = _number(selected.get(b"UIDNEXT"), 1)
        self.count = _number(selected.get(b"EXISTS"), 0)

    def unread(self) -> list[int]:
        return self._search(["UNSEEN"])

    def since(self, day: date) -> list[int]:
        """What the server got on this day or later."""
        return self._search(["SINCE", day])

    def numbered_from(self, uid: int) -> list[int]:
        # "n:*" always names the last message, even if its number is below n.
        return [each for each in self._search(["UID", f"{max(uid, 1)}:*"]) if each >= uid]

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Bytes of each message that is still there."""
        found = self._ask(self._client.fetch, uids, ["RFC822.SIZE"])
        return {uid: int(each.get(b"RFC822.SIZE", 0)) for uid, each in found.items()}

    def read(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The bytes of each message that is still there. It does not count as read by that."""
        found = self._ask(self._client.fetch, uids, ["BODY.PEEK[]"])
        return {uid: each[b"BODY[]"] or b"" for uid, each in found.items() if b"BODY[]" in each}

    def beginning(self, uid: int, length: int) -> bytes:
        """At most `length` first bytes of a message."""
        found = self._ask(self._client.fetch, [uid], [f"BODY.PEEK[]<0.{length}>"])
        return bytes(found.get(uid, {}).get(b"BODY[]<0>") or b"")

    def mark_read(self, uids: Sequence[int]) -> None:
        self._ask(self._client.add_flags, uids, [SEEN], silent=True)

    def wait(self, seconds: float, *, until: Callable[[], bool]) -> None:
        """Return when something happened in the folder, `until` says so, or time is up."""
        if not self._can_push:
            _sleep(min(seconds, POLLS_EVERY), until)
            self._ask(self._client.noop)
            return
        self._ask(self._client.idle)
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end and not self._ask(self._has_heard):
            pass
        self._ask(self._client.idle_done)

    def _has_heard(self) -> bool:
        """Whether the server said something, waiting a moment for it.

        What came together with its last answer lies in the library's buffer already, where no
        poll of the socket would ever find it.
        """
        sock = self._client.socket()
        sock.setblocking(False)
        try:
            if self._client._imap.file.peek(1):
                return True
        except (BlockingIOError, ssl.SSLWantReadError):
            pass
        finally:
            sock.settimeout(ANSWERS_WITHIN)
        poller = select.poll()
        poller.register(sock.fileno(), select.POLLIN)
        return bool(poller.poll(_SLICE * 1000))

    def _search(self, criteria: list[object]) -> list[int]:
        return sorted(int(uid) for uid in self._ask(self._client.search, criteria))

    def _ask(self, command: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        with _told(self._way):
            return command(*arguments, **options)


def _connected(way: Way, answers_within: float) -> IMAPClient:
    timeout = SocketTimeout(connect=CONNECTS_WITHIN, read=answers_within)
    secure = ssl.create_default_context()
    if way.security == "tls":
        return IMAPClient(way.host, way.port, ssl=True, ssl_context=secure, timeout=timeout)
    client = IMAPClient(way.host, way.port, ssl=False, timeout=timeout)
    if way.security == "starttls":
        try:
            client.starttls(secure)
        except CapabilityError as error:
            said = _("{host} offers no STARTTLS. Choose TLS from the start, usually on port 993.")
            raise Trouble("tls", said.format(host=way.host)) from error
    return client


def _sign_in(client: IMAPClient, way: Way) -> None:
    try:
        if way.token:
            client.oauth2_login(way.user, way.token)
        elif way.user.isascii() and way.password.isascii():
            client.login(way.user, way.password)
        else:
            # The plain command takes ASCII only.
            client.plain_login(way.user, way.password)
    except LoginError as error:
        raise of_sign_in(
            _words(error), signed_in_before=way.signed_in_before, by_token=bool(way.token)
        ) from error


def _select(client: IMAPClient, folder: str) -> dict[bytes, object]:
    try:
        selected: dict[bytes, object] = client.select_folder(folder)
    except IMAPClientError as error:
        if isinstance(error, IMAPClient.AbortError):
            raise
        said = _(
            "There is no folder “{folder}” that can be opened. The server answered “{answer}”."
        )
        raise Trouble("folder", said.format(folder=folder, answer=_words(error))) from error
    return selected


@contextmanager
def _told(way: Way) -> Iterator[None]:
    """Errors of the network and of the server as trouble a person can do something about."""
    try:
        yield
    except OSError as error:
        raise of_connection(error, way.host, way.port) from error
    except IMAPClient.AbortError as error:
        said = _("{host} closed the connection. We try again by ourselves.").format(host=way.host)
        raise Trouble("talk", said) from error
    except IMAPClientError as error:
        said = _("The server answered “{answer}”.").format(answer=_words(error))
        raise Trouble("talk", said) from error


def _sleep(seconds: float, until: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        time.sleep(_SLICE)


def _words(error: Exception) -> str:
    """What the server said, without the marks of Python's bytes around it."""
    words = str(error.args[0]) if error.args else str(error)
    if words.startswith(("b'", 'b"')):
        words = words[2:-1]
    return " ".join(words.split()).rstrip(".")[:300]


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise

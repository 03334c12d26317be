"""One request to an address that somebody typed in."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from mainstay.core.outside.addresses import Place, look_up
from mainstay.core.outside.trouble import NotReached

_STEP = 16 * 1024
USER_AGENT = "Mainstay"


@dataclass(frozen=True)
class Answer:
    """What was answered. `body` is cut off at the most that was asked for."""

    status: int
    content_type: str
    body: bytes
    is_cut: bool
    seconds: float

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, patience: float, most_bytes: int
) -> Answer:
    """Send bytes and read at most `most_bytes` of the answer. Raises NotReached.

    It is over after `patience` seconds, however slowly the other side drips.
    """
    began = time.monotonic()
    place = look_up(url, patience=patience)
    connection = _Pinned(place, began + patience)
    ending = threading.Timer(max(0.05, began + patience - time.monotonic()), connection.end)
    ending.daemon = True
    ending.start()
    try:
        connection.request("POST", place.path, body, {"User-Agent": USER_AGENT, **headers})
        response = connection.getresponse()
        content = _read(response, most_bytes)
    except ssl.SSLError as error:
        if connection.is_ended:
            raise _too_slow(place, patience) from error
        raise NotReached(
            "tls",
            _("{host} has no good certificate: {error}").format(
                host=place.host, error=getattr(error, "reason", None) or error
            ),
        ) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if connection.is_ended or isinstance(error, TimeoutError):
            raise _too_slow(place, patience) from error
        if isinstance(error, OSError):
            said = _("{host} does not take connections.").format(host=place.host)
            raise NotReached("connection", said) from error
        said = _("{host} answered something that is no HTTP.").format(host=place.host)
        raise NotReached("answer", said) from error
    finally:
        ending.cancel()
        connection.close()
    if connection.is_ended:
        raise _too_slow(place, patience)
    return Answer(
        status=response.status,
        content_type=response.headers.get_content_type(),
        body=content[:most_bytes],
        is_cut=len(content) > most_bytes,
        seconds=time.monotonic() - began,
    )


class _Pinned(http.client.HTTPConnection):
    """Connects to the addresses that were checked, whatever the name means meanwhile."""

    def __init__(self, place: Place, until: float) -> None:
        super().__init__(place.host, place.port)
        self.is_ended = False
        self._place, self._until = place, until
        if place.is_https:
            self.default_port = 443  # so that the header names the port only if it is another

    def connect(self) -> None:
        problem: OSError | None = None
        for address in self._place.addresses:
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            try:
                sock = socket.create_connection((address, self._place.port), timeout=left)
                break
            except OSError as error:
                problem = error
        else:
            raise problem or OSError("no address")
        self.sock = sock
        if self._place.is_https:
            # By steps, so that a handshake that hangs can be broken off.
            self.sock = sealed = _context().wrap_socket(
                sock, server_hostname=self._place.host, do_handshake_on_connect=False
            )
            sealed.do_handshake()

    def end(self) -> None:
        """Break off, from another thread."""
        self.is_ended = True
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def _read(response: http.client.HTTPResponse, most: int) -> bytes:
    content = bytearray()
    while len(content) <= most and (piece := response.read(min(_STEP, most + 1 - len(content)))):
        content += piece
    return bytes(content)


def _too_slow(place: Place, patience: float) -> NotReached:
    said = _("{host} did not answer in {count} s.").format(host=place.host, count=f"{patience:g}")
    return NotReached("time", said)


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()

"""The Bot API over HTTP: one request, one answer, and what went wrong in a sentence.

Requests go to the address of the settings and to no other; redirects are not followed. The token
is part of that address, so no error and no log speaks of it.
"""

import http.client
import json
import secrets
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from mainstay.channels.telegram.trouble import Trouble, of_answer, of_connection

ANSWERS_WITHIN = 20.0
"""Seconds, beyond those that Telegram was asked to wait with its answer."""

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of a file that Telegram hands over to a bot."""

_LARGEST_ANSWER = 16 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file that is sent along, as the parameter `field` ("document", "photo")."""

    field: str
    filename: str
    content_type: str
    content: bytes


class Api:
    """Speaks to Telegram for one bot. One thread asks; another may `close` it meanwhile."""

    def __init__(self, token: str) -> None:
        self._token = token
        url = urlsplit(settings.ENV.telegram_url)
        self._scheme, self._path = url.scheme, url.path.rstrip("/")
        self._host, self._port = url.hostname or "", url.port
        self._socket: socket.socket | None = None
        self._is_closed = False
        self._lock = threading.Lock()

    def ask(
        self,
        method: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        upload: Upload | None = None,
        patience: float = 0.0,
    ) -> Any:
        """The result of a method. Raises Trouble. `patience`: seconds the answer may be held."""
        return result_of(self.ask_raw(method, parameters, upload=upload, patience=patience))

    def ask_raw(
        self,
        method: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        upload: Upload | None = None,
        patience: float = 0.0,
    ) -> bytes:
        """The whole answer to a method that was done, as bytes. Raises Trouble."""
        if upload:
            body, content_type = _multipart(parameters or {}, upload)
        else:
            body, content_type = json.dumps(parameters or {}).encode(), "application/json"
        path = f"{self._path}/bot{self._token}/{method}"
        status, answer = self._request(
            "POST", path, body, content_type, _LARGEST_ANSWER, ANSWERS_WITHIN + patience
        )
        if status != 200:
            raise _refusal(status, answer)
        return answer

    def download(self, file_id: str) -> bytes:
        """The content of a file. Raises Trouble."""
        told = self.ask("getFile", {"file_id": file_id})
        path = str(told.get("file_path", "")) if isinstance(told, dict) else ""
        if not path or path.startswith("/") or "\\" in path or ".." in path.split("/"):
            said = _("Telegram gave no address of the file that could be used.")
            raise Trouble("talk", said, code=400)
        address = f"{self._path}/file/bot{self._token}/{quote(path)}"
        status, content = self._request("GET", address, None, "", LARGEST_FILE, ANSWERS_WITHIN)
        if status != 200:
            raise _refusal(status, content)
        return content

    def close(self) -> None:
        """Let go of what is being waited for: whoever asked gets a Trouble."""
        with self._lock:
            self._is_closed = True
            if self._socket is not None:
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def _request(
        self,
        verb: str,
        path: str,
        body: bytes | None,
        content_type: str,
        most: int,
        timeout: float,
    ) -> tuple[int, bytes]:
        server = self._server(timeout)
        is_on_its_way = False
        try:
            server.connect()
            with self._lock:
                if self._is_closed:
                    raise ConnectionAbortedError
                self._socket = server.sock
            headers = {"Content-Type": content_type} if content_type else {}
            is_on_its_way = True
            server.request(verb, path, body, headers)
            response = server.getresponse()
            content = response.read(most + 1)
        except http.client.HTTPException as error:
            said = _("{host} gave an answer that is none of Telegram's ({kind}).").format(
                host=self._host, kind=type(error).__name__
            )
            raise Trouble("talk", said, is_unanswered=True) from None
        except OSError as error:
            # `from None`: what was asked for stands in no traceback, its path holds the token.
            raise of_connection(error, self._host, is_unanswered=is_on_its_way) from None
        finally:
            with self._lock:
                self._socket = None
            server.close()
        if len(content) > most:
            said = _("{host} answered with more than {size} MB.").format(
                host=self._host, size=most // 1024**2
            )
            raise Trouble("talk", said, code=413)
        return response.status, content

    def _server(self, timeout: float) -> http.client.HTTPConnection:
        if self._scheme == "https":
            secure = ssl.create_default_context()
            return http.client.HTTPSConnection(
                self._host, self._port, timeout=timeout, context=secure
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=timeout)


def result_of(answer: bytes) -> Any:
    """What an answer holds. Raises Trouble when it is none of Telegram's."""
    try:
        told = json.loads(answer)
        if told["ok"] is True:
            return told["result"]
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise _nonsense()


def updates_of(answer: bytes) -> Sequence[bytes]:
    """The updates of an answer, each as the bytes that Telegram wrote. Raises Trouble."""
    if not isinstance(result_of(answer), list):
        raise _nonsense()
    try:
        text = answer.decode()
    except UnicodeDecodeError:
        raise _nonsense() from None
    at = text.index("[", text.index('"result"')) + 1
    decoder = json.JSONDecoder()
    found: list[bytes] = []
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return found
        _value, end = decoder.raw_decode(text, at)
        found.append(text[at:end].encode())
        at = end


def _nonsense() -> Trouble:
    said = _("The server gave an answer that is none of Telegram's. Check MAINSTAY_TELEGRAM_URL.")
    return Trouble("talk", said, is_unanswered=True)


def _refusal(status: int, answer: bytes) -> Trouble:
    description, wait = "", 0.0
    with suppress(ValueError, TypeError, AttributeError, RecursionError):
        told = json.loads(answer)
        description = str(told.get("description", ""))[:300]
        wait = float((told.get("parameters") or {}).get("retry_after", 0))
    return of_answer(status, description, min(max(wait, 0.0), 24 * 3600.0))


def _multipart(parameters: Mapping[str, Any], upload: Upload) -> tuple[bytes, str]:
    boundary = secrets.token_hex(24)
    pieces = []
    for name, value in parameters.items():
        said = value if isinstance(value, str) else json.dumps(value)
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        pieces.append(f"{head}{said}\r\n".encode())
    filename = "".join(c if c.isprintable() and c not in '"\\' else "_" for c in upload.filename)
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{upload.field}";'
        f' filename="{filename}"\r\nContent-Type: {_one_line(upload.content_type)}\r\n\r\n'
    )
    pieces += [head.encode(), upload.content, f"\r\n--{boundary}--\r\n".encode()]
    return b"".join(pieces), f"multipart/form-data; boundary={boundary}"


def _one_line(content_type: str) -> str:
    is_plain = content_type.isascii() and content_type.isprintable()
    return content_type if content_type and is_plain else "application/octet-stream"

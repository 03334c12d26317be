"""People who work at once: each a thread with a connection of its own, kept open."""

import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from mainstay.team.models import Member

_TOKEN = "b" * 32
"""For the cookie and the form alike: what Django compares is that both are the same."""


@dataclass(frozen=True)
class Question:
    """One request. `fields` makes it a form."""

    path: str
    cookie: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    expects: tuple[int, ...] = (200,)


def sign_in(member: Member) -> str:
    """A session of this member, as the cookies of a browser."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return (
        f"{settings.SESSION_COOKIE_NAME}={session.session_key}; "
        f"{settings.CSRF_COOKIE_NAME}={_TOKEN}"
    )


def ask_all(
    port: int,
    questions: Iterator[Question],
    *,
    connections: int,
    count: int,
    on_progress: Callable[[int], None],
) -> tuple[list[float], float]:
    """Ask so many, by so many at once. Returns the seconds of each, and those of the whole.

    Raises RuntimeError for any other answer than the expected one: an error page is fast.
    """
    lock = threading.Lock()
    took: list[float] = []
    left = count

    def next_one() -> Question | None:
        nonlocal left
        with lock:
            if left == 0:
                return None
            left -= 1
            return next(questions)

    def work() -> None:
        nonlocal left
        with closing(_Connection(port)) as connection:
            while question := next_one():
                began = time.perf_counter()
                status, body = connection.ask(question)
                seconds = time.perf_counter() - began
                if status not in question.expects:
                    left = 0
                    said = body[:300].decode(errors="replace")
                    raise RuntimeError(f"{question.path} was answered with {status}: {said}")
                with lock:
                    took.append(seconds)
                    on_progress(len(took))

    began = time.perf_counter()
    with ThreadPoolExecutor(connections) as people:
        for each in [people.submit(work) for _ in range(connections)]:
            each.result()
    return took, time.perf_counter() - began


class _Connection:
    """Speaks no more HTTP than it has to: what the asking takes of the machine, the desk lacks."""

    def __init__(self, port: int) -> None:
        self._host = f"localhost:{port}"
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._answers = self._socket.makefile("rb")

    def ask(self, question: Question) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        headers = {"Host": self._host, **dict(question.headers)}
        if question.cookie:
            headers["Cookie"] = question.cookie
        body = question.body
        if question.fields:
            once = (("csrfmiddlewaretoken", _TOKEN), ("once", str(uuid.uuid4())))
            body = urlencode([*once, *question.fields]).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if body:
            headers["Content-Length"] = str(len(body))
        lines = [f"{'POST' if body else 'GET'} {question.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return self._answer()

    def _answer(self) -> tuple[int, bytes]:
        status = int(self._answers.readline().split()[1])
        length = 0
        while (line := self._answers.readline().lower()) != b"\r\n":
            name, _colon, value = line.partition(b":")
            if name == b"content-length":
                length = int(value)
        return status, self._answers.read(length)

    def close(self) -> None:
        self._answers.close()
        self._socket.close()

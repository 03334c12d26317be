"""People who work at once: each a thread with a connection of its own, kept open."""

import http.client
import threading
import time
import uuid
from collections.abc import Callable, Iterator
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
    failures: list[str] = []
    left = count

    def next_one() -> Question | None:
        nonlocal left
        with lock:
            if left == 0 or failures:
                return None
            left -= 1
            return next(questions)

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while question := next_one():
            began = time.perf_counter()
            status, body = _ask(connection, question)
            seconds = time.perf_counter() - began
            with lock:
                if status not in question.expects:
                    said = body[:300].decode(errors="replace")
                    failures.append(f"{question.path} was answered with {status}: {said}")
                took.append(seconds)
                on_progress(len(took))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - began
    if failures:
        raise RuntimeError(failures[0])
    return took, whole


def _ask(connection: http.client.HTTPConnection, question: Question) -> tuple[int, bytes]:
    headers = {"Host": f"localhost:{connection.port}", **dict(question.headers)}
    if question.cookie:
        headers["Cookie"] = question.cookie
    method, body = "GET", question.body or None
    if question.fields:
        once = (("csrfmiddlewaretoken", _TOKEN), ("once", str(uuid.uuid4())))
        body = urlencode([*once, *question.fields]).encode()
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    if body is not None:
        method = "POST"
    connection.request(method, question.path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()

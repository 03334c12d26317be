"""The least that each answer costs: its own SQL through a bare cursor, and the same template."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl

from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mainstay.bench.desk.asking import Question

_ROUNDS = 60


def of_page(question: Question) -> float:
    """Seconds of a page: its statements again, as text, their rows fetched; its template again."""
    rendered: list[tuple[Any, ...]] = []
    with _rendering_seen(rendered), CaptureQueriesContext(connection) as captured:
        path, _, query = question.path.partition("?")
        headers = {"cookie": question.cookie, **dict(question.headers)}
        client = Client(SERVER_NAME="localhost", headers=headers)
        answer = client.get(path, query_params=dict(parse_qsl(query)))
    if not rendered:
        raise RuntimeError(f"{question.path} showed no page, but {answer.status_code}.")
    request, template, context = rendered[0]
    statements = [each["sql"] for each in captured.captured_queries]
    reads = [each for each in statements if each.lstrip("( ").startswith(("SELECT", "WITH"))]

    def once() -> None:
        plain = connection.connection
        for each in reads:
            plain.execute(each).fetchall()
        render_to_string(template, context, request)

    return _seconds(once)


def of_statements(statements: Callable[[int], Sequence[str]]) -> float:
    """Seconds of one transaction of these statements; they get the number of the round."""
    rounds = iter(range(1, 10**6))

    def once() -> None:
        with connection.connection.transaction():
            for each in statements(next(rounds)):
                connection.connection.execute(each)

    return _seconds(once)


def _seconds(once: Callable[[], None]) -> float:
    connection.ensure_connection()
    once()
    began = time.perf_counter()
    for _ in range(_ROUNDS):
        once()
    return (time.perf_counter() - began) / _ROUNDS


@contextmanager
def _rendering_seen(seen: list[tuple[Any, ...]]) -> Iterator[None]:
    """Keep what a page is rendered from. Whatever the view does stays as it is."""
    from mainstay.web import pages  # noqa: PLC0415  (its templates are not there without Django)

    render = vars(pages)["render"]

    def watched(request: Any, template: str, context: Any, **more: Any) -> Any:
        seen.append((request, template, context))
        return render(request, template, context, **more)

    with patch.object(pages, "render", watched):
        yield

"""The process of live updates: one database connection listens, any number of pages hear.

It holds open streams and nothing else, so it is small and apart from the pages' processes.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator

import psycopg
import structlog
from django.conf import settings
from django.core.signing import BadSignature
from django.db import connection
from psycopg.conninfo import make_conninfo
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from mainstay.core import live

HEARTBEAT = 20.0
"""Seconds of silence after which a stream says that it still lives."""

_MOST_WAITING = 200
_AGAIN = json.dumps({"again": True})
_log = structlog.get_logger(__name__)


class Hall:
    """Those who listen, and what they may hear."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[str], frozenset[str]] = {}

    @contextlib.contextmanager
    def listener(self, audiences: frozenset[str]) -> Iterator["asyncio.Queue[str]"]:
        queue: asyncio.Queue[str] = asyncio.Queue(_MOST_WAITING)
        self._listeners[queue] = audiences
        try:
            yield queue
        finally:
            del self._listeners[queue]

    def tell(self, notices: list[tuple[str, str, int]]) -> None:
        """Pass on what each listener may hear."""
        for queue, audiences in self._listeners.items():
            for audience, topic, subject_id in notices:
                if audience in audiences or live.EVERYTHING in audiences:
                    self._put(queue, json.dumps({"topic": topic, "id": subject_id}))

    def tell_all_to_ask_again(self) -> None:
        for queue in self._listeners:
            self._put(queue, _AGAIN)

    def _put(self, queue: "asyncio.Queue[str]", message: str) -> None:
        if queue.full():
            # A page that took nothing for so long asks for everything instead.
            while not queue.empty():
                queue.get_nowait()
            message = _AGAIN
        queue.put_nowait(message)

    def __len__(self) -> int:
        return len(self._listeners)


hall = Hall()


async def stream(request: Request) -> Response:
    try:
        tokens = request.query_params.getlist("token")
        audiences = frozenset().union(*(live.audiences_of(token) for token in tokens))
    except BadSignature:
        return PlainTextResponse("Load the page again.", status_code=403)
    if not tokens:
        return PlainTextResponse("A token is missing.", status_code=400)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_lines(audiences), media_type="text/event-stream", headers=headers)


async def health(_request: Request) -> Response:
    return PlainTextResponse(f"ok, {len(hall)} pages listen")


async def _lines(audiences: frozenset[str]) -> AsyncIterator[str]:
    with hall.listener(audiences) as queue:
        yield "retry: 2000\n\n"
        while True:
            try:
                message = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                yield ": still here\n\n"
            else:
                yield f"data: {message}\n\n"


async def _listen() -> None:
    """Hear the database for ever; after a gap every page asks anew."""
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(_where(), autocommit=True) as database:
                await database.execute(f"LISTEN {live.CHANNEL}")
                hall.tell_all_to_ask_again()
                async for notify in database.notifies():
                    _pass_on(notify.payload)
        except psycopg.Error as error:
            _log.warning("live updates lost the database", error=str(error).strip())
        await asyncio.sleep(1)


def _pass_on(payload: str) -> None:
    try:
        hall.tell([(audience, topic, pk) for audience, topic, pk in json.loads(payload)])
    except (ValueError, TypeError):
        # Whoever may notify may write anything. One such notice must not end the listening.
        _log.warning("live updates heard a notice that is none", payload=payload[:200])


def _where() -> str:
    """Django's own parameters without what only its synchronous cursors know."""
    ours = ("cursor_factory", "context", "prepare_threshold")
    parameters = connection.get_connection_params()
    return make_conninfo(**{k: v for k, v in parameters.items() if k not in ours})


@contextlib.asynccontextmanager
async def _lifespan(_app: Starlette) -> AsyncIterator[None]:
    listening = asyncio.create_task(_listen())
    yield
    listening.cancel()


def application() -> Starlette:
    origin = settings.ENV.public_url
    return Starlette(
        routes=[Route("/live/", stream), Route("/healthz", health)],
        middleware=[
            Middleware(CORSMiddleware, allow_origins=[origin], allow_methods=["GET"]),
        ],
        lifespan=_lifespan,
    )

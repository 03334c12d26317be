"""The process of live updates: one database connection listens, any number of pages hear.

It holds open streams and nothing else, so it is small and apart from the pages' processes.
"""

import asyncio
import contextlib
import json
import time
from collections import deque
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

KEEPS = 30.0
"""Seconds for which what was told is remembered, for pages that begin to listen after they were
made: what changed between the two would never show."""

_CLOCKS_DIFFER = 2.0
_MOST_WAITING = 200
_MOST_KEPT = 500
_AGAIN = json.dumps({"again": True})
_log = structlog.get_logger(__name__)


class Hall:
    """Those who listen, and what they may hear."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[str], frozenset[str]] = {}
        self._told: deque[tuple[float, tuple[str, str, int]]] = deque(maxlen=_MOST_KEPT)

    @contextlib.contextmanager
    def listener(
        self, audiences: frozenset[str], since: float | None = None
    ) -> Iterator["asyncio.Queue[str]"]:
        """One who listens from now on, and hears what was told since that time of the epoch."""
        queue: asyncio.Queue[str] = asyncio.Queue(_MOST_WAITING)
        self._listeners[queue] = audiences
        if since is not None:
            self._catch_up(queue, audiences, since)
        try:
            yield queue
        finally:
            del self._listeners[queue]

    def tell(self, notices: list[tuple[str, str, int]]) -> None:
        """Pass on what each listener may hear."""
        self._told.extend((time.time(), notice) for notice in notices)
        for queue, audiences in self._listeners.items():
            for notice in notices:
                self._say(queue, audiences, notice)

    def tell_all_to_ask_again(self) -> None:
        for queue in self._listeners:
            self._put(queue, _AGAIN)

    def _catch_up(
        self, queue: "asyncio.Queue[str]", audiences: frozenset[str], since: float
    ) -> None:
        since = max(since - _CLOCKS_DIFFER, time.time() - KEEPS)
        missed = dict.fromkeys(notice for at, notice in self._told if at >= since)
        if len(self._told) == _MOST_KEPT and self._told[0][0] >= since:
            self._put(queue, _AGAIN)
            return
        for notice in missed:
            self._say(queue, audiences, notice)

    def _say(
        self,
        queue: "asyncio.Queue[str]",
        audiences: frozenset[str],
        notice: tuple[str, str, int],
    ) -> None:
        audience, topic, subject_id = notice
        if audience in audiences or live.EVERYTHING in audiences:
            self._put(queue, json.dumps({"topic": topic, "id": subject_id}))

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
    # The newest page misses something; the others have listened until just now.
    since = max(live.signed_at(token) for token in tokens)
    return StreamingResponse(
        _lines(audiences, since), media_type="text/event-stream", headers=headers
    )


async def health(_request: Request) -> Response:
    return PlainTextResponse(f"ok, {len(hall)} pages listen")


async def _lines(audiences: frozenset[str], since: float) -> AsyncIterator[str]:
    with hall.listener(audiences, since) as queue:
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

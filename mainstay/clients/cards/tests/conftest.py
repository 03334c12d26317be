"""A program of the company, on a real server of this host."""

import http.server
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache

from mainstay.clients.cards import actions
from mainstay.core import outside
from mainstay.core.clock import now

BALANCE = {
    "cards": [
        {
            "title": "Balance",
            "components": [
                {"type": "facts", "items": [{"name": "Open", "value": "1 250,00 €"}]},
                {"type": "badge", "text": "pays late", "tone": "late"},
            ],
        }
    ],
    "cache_seconds": 60,
}


@dataclass
class Program:
    """What it was asked, and what it answers to the next question."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answer: Any = field(default_factory=lambda: BALANCE)
    status: int = 200
    # Seconds.
    thinks: float = 0.0

    def is_asked_by_us(self, secret: str) -> bool:
        at = int(now().timestamp())
        return all(
            outside.is_signed(headers["Mainstay-Signature"], secret, body, now=at)
            for headers, body in self.heard
        )


@pytest.fixture
def company(settings):
    settings.ENV = settings.ENV.model_copy(update={"private_networks": "127.0.0.0/8,::1/128"})
    program = Program()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            program.heard.append((dict(self.headers), body))
            program.asked.append(json.loads(body))
            time.sleep(program.thinks)
            answer = program.answer
            content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(program.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    program.url = f"http://127.0.0.1:{server.server_port}/cards"
    cache.clear()
    yield program
    cache.clear()
    server.shutdown()
    server.server_close()


@pytest.fixture
def source(world, company):
    """`source.plain_secret` is what the program knows."""
    made, secret = actions.add(
        "Billing", company.url, cards=["balance"], patience=1000, by=world.tomasz
    )
    made.plain_secret = secret
    return made

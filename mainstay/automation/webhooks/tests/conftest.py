"""A program that listens, on a real server of this host."""

import http.server
import json
import threading
from dataclasses import dataclass, field

import pytest

from mainstay.automation.models import Webhook
from mainstay.automation.webhooks import actions
from mainstay.core import outside
from mainstay.core.clock import now

KINDS = ("conversation.solved", "conversation.reopened", "conversation.renamed", "message.noted")


@dataclass
class Listener:
    """What a program has heard, and what it says to the next telling."""

    url: str = ""
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    status: int = 200
    answer: bytes = b"thanks"

    @property
    def told(self) -> list[dict]:
        return [json.loads(body) for _headers, body in self.heard]

    def is_from_us(self, secret: str) -> bool:
        return all(
            outside.is_signed(
                headers["Mainstay-Signature"], secret, body, now=int(now().timestamp())
            )
            for headers, body in self.heard
        )


@pytest.fixture
def listener(settings):
    settings.ENV = settings.ENV.model_copy(update={"private_networks": "127.0.0.0/8,::1/128"})
    listening = Listener()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listening.heard.append((dict(self.headers), body))
            self.send_response(listening.status)
            self.send_header("Content-Length", str(len(listening.answer)))
            self.end_headers()
            self.wfile.write(listening.answer)

        def log_message(self, *_args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    listening.url = f"http://127.0.0.1:{server.server_port}/hooks"
    yield listening
    server.shutdown()
    server.server_close()


@pytest.fixture
def webhook(world, listener, deliver):
    """It knows what happened from here on. `webhook.plain_secret` is what the listener knows."""
    deliver()
    made, secret = actions.add(
        "Billing", listener.url, kinds=KINDS, departments=[], by=world.tomasz
    )
    made.plain_secret = secret
    return made


@pytest.fixture
def tell(deliver):
    """Let the log be read, and send what comes of it."""

    def run():
        deliver()
        deliver()

    return run


def again(webhook):
    return Webhook.objects.get(pk=webhook.pk)

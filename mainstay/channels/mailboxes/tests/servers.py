"""Real servers for the tests: SMTP with sign-in and TLS, and one that gives tokens."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.browser.running_desk import free_port
from tests.certificates import write_certificate

PASSWORD = "correct horse"
TOKEN = "token-1"


class SmtpServer:
    """Keeps what it is given by whoever signs in with the password, or with the token."""

    def __init__(self) -> None:
        self.port = free_port()
        self.received: list[Envelope] = []
        self.users: list[str] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.received.append(envelope)
        return "250 OK"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        said = await server.challenge_auth("", encode_to_b64=False)
        user, bearer = said.decode().split("\x01")[:2]
        self.users.append(user.removeprefix("user="))
        return AuthResult(success=bearer == f"auth=Bearer {TOKEN}")

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.users.append(data.login.decode())
        return AuthResult(success=data.password.decode() == PASSWORD, handled=False)


@contextmanager
def smtp_server(folder: Path) -> Iterator[SmtpServer]:
    """An SMTP server with STARTTLS, whose certificate is server.pem in this folder."""
    write_certificate(folder)
    secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secure.load_cert_chain(folder / "server.pem", folder / "server.key")
    server = SmtpServer()
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        tls_context=secure,
        require_starttls=True,
        authenticator=server.authenticate,
        auth_required=True,
    )
    controller.start()
    yield server
    controller.stop()


class TokenServer:
    """What it was asked for; `answer` is what it gives, and its status."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.answer: dict[str, Any] = {"access_token": TOKEN, "expires_in": 3600}
        self.status = 200
        self.url = ""


@contextmanager
def token_server() -> Iterator[TokenServer]:
    state = TokenServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            state.asked.append({k: v[0] for k, v in parse_qs(body).items()})
            self._answer(state.status, state.answer)

        def do_GET(self) -> None:
            """A mail server asks whose token it is."""
            is_good = self.headers.get("Authorization") == f"Bearer {TOKEN}"
            said = {"user": "service@desk.example", "active": True} if is_good else {}
            self._answer(200 if is_good else 401, said)

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/token"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield state
    server.shutdown()
    server.server_close()

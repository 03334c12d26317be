"""A server that speaks Telegram's Bot API, for the tests: over HTTP, with users who write.

It keeps updates until they are acknowledged by an offset, checks tokens, and can refuse, fall
silent, be killed and come back.
"""

import json
import re
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

TOKEN = "700100200:AAF-test_token-of-the-desk-0123456789"
BOT_ID = 700100200


@dataclass
class User:
    """Somebody with Telegram on their phone."""

    id: int
    first_name: str = "Claire"
    last_name: str = "Fabre"
    username: str = "claire"
    language_code: str = "fr"
    has_blocked: bool = False

    def as_json(self) -> dict[str, Any]:
        told = {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {name: value for name, value in told.items() if value not in ("", None)}


@dataclass
class Answer:
    """What the server says instead of doing what it is asked."""

    status: int
    description: str = ""
    retry_after: int = 0
    # The connection is cut after the request was done, so nobody hears of it.
    is_silent: bool = False


@dataclass
class Sent:
    """A message of the bot, as its reader sees it."""

    chat_id: int
    message_id: int
    text: str = ""
    method: str = "sendMessage"
    filename: str = ""
    content_type: str = ""
    content: bytes = b""


@dataclass
class TelegramServer:
    """One bot and the people who have a chat with it."""

    port: int = 0
    token: str = TOKEN
    username: str = "northwind_desk_bot"
    sent: list[Sent] = field(default_factory=list)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._updates: list[dict[str, Any]] = []
        self._next_update = 870_000_001
        self._next_message: dict[int, int] = defaultdict(lambda: 1)
        self._users: dict[int, User] = {}
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        self._changed = threading.Condition()
        self._pollers = 0
        self._server: ThreadingHTTPServer | None = None
        self._connections: list[socket.socket] = []

    # What people do

    def write(self, user: User, text: str = "", **content: Any) -> dict[str, Any]:
        """Somebody writes to the bot. Returns the message."""
        self._users[user.id] = user
        message = {
            "message_id": self._number(user.id),
            "from": user.as_json(),
            "chat": {**user.as_json(), "type": "private"},
            "date": int(time.time()),
            **({"text": text} if text else {}),
            **content,
        }
        message["chat"].pop("is_bot", None)
        message["chat"].pop("language_code", None)
        self.update({"message": message})
        return message

    def edit(self, message: dict[str, Any], text: str, **content: Any) -> None:
        """Somebody changes what they wrote."""
        changed = {**message, "text": text, "edit_date": int(time.time()), **content}
        self.update({"edited_message": changed})

    def attach(self, user: User, content: bytes, *, kind: str = "document", **told: Any) -> Any:
        """Somebody sends a file."""
        file_id = f"file-{len(self.files) + 1}"
        self.files[file_id] = content
        caption = told.pop("caption", None)
        described = {
            "file_id": file_id,
            "file_unique_id": f"unique-{file_id}",
            "file_size": len(content),
            **told,
        }
        if kind == "photo":
            small = {**described, "file_id": "thumbnail", "width": 90, "height": 60}
            described = [small, {**described, "width": 1280, "height": 853}]
        return self.write(user, **{kind: described}, **({"caption": caption} if caption else {}))

    def update(self, content: dict[str, Any], *, number: int | None = None) -> int:
        """Any update. `number` repeats an earlier one."""
        with self._changed:
            number = number or self._next_update
            self._next_update = max(self._next_update, number + 1)
            self._updates.append({"update_id": number, **content})
            self._changed.notify_all()
        return number

    # What the server does

    def answer(self, method: str, *answers: Answer) -> None:
        """Say this to the next requests of a method."""
        self._answers[method] += answers

    @property
    def waiting(self) -> list[dict[str, Any]]:
        """Updates that nobody has acknowledged."""
        return list(self._updates)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        handler = type("Handler", (_Handler,), {"telegram": self})
        ThreadingHTTPServer.allow_reuse_address = True
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def kill(self) -> None:
        """Be gone, with all connections. What was acknowledged stays so; `start` comes back."""
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()
        for each in self._connections:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._connections.clear()

    def do(self, method: str, given: dict[str, Any]) -> Any:
        """The result of a method, or an Answer that refuses it."""
        self.asked.append((method, given))
        known = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "getFile": self._get_file,
            "sendMessage": self._send,
            "sendDocument": self._send,
            "sendPhoto": self._send,
        }
        if method not in known:
            return Answer(404, "Not Found")
        return known[method](method, given)

    def next_answer(self, method: str) -> Answer | None:
        return self._answers[method].pop(0) if self._answers[method] else None

    def _get_me(self, _method: str, _given: dict[str, Any]) -> Any:
        return {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Northwind desk",
            "username": self.username,
        }

    def _get_updates(self, _method: str, given: dict[str, Any]) -> Any:
        if self.webhook.get("url"):
            return Answer(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, end = given.get("offset", 0), time.monotonic() + given.get("timeout", 0)
        with self._changed:
            self._updates = [each for each in self._updates if each["update_id"] >= offset]
            self._pollers += 1
            mine = self._pollers
            self._changed.notify_all()
            while not self._updates and time.monotonic() < end:
                self._changed.wait(end - time.monotonic())
                if mine != self._pollers:
                    return Answer(409, "Conflict: terminated by other getUpdates request")
            return self._updates[: given.get("limit", 100)]

    def _set_webhook(self, _method: str, given: dict[str, Any]) -> Any:
        self.webhook = given
        return True

    def _delete_webhook(self, _method: str, _given: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    def _get_webhook_info(self, _method: str, _given: dict[str, Any]) -> Any:
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }

    def _get_file(self, _method: str, given: dict[str, Any]) -> Any:
        if given["file_id"] not in self.files:
            return Answer(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        return {"file_id": given["file_id"], "file_path": f"documents/{given['file_id']}"}

    def _send(self, method: str, given: dict[str, Any]) -> Any:
        chat_id = int(given["chat_id"])
        user = self._users.get(chat_id)
        if user is None:
            return Answer(400, "Bad Request: chat not found")
        if user.has_blocked:
            return Answer(403, "Forbidden: bot was blocked by the user")
        text = given.get("text", "")
        if method == "sendMessage" and not text.strip():
            return Answer(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return Answer(400, "Bad Request: message is too long")
        upload = given.get("photo") or given.get("document") or ("", "", b"")
        if method == "sendPhoto" and not upload[2].startswith(b"\xff\xd8"):
            return Answer(400, "Bad Request: IMAGE_PROCESS_FAILED")
        message = Sent(chat_id, self._number(chat_id), text, method, *upload)
        self.sent.append(message)
        return {"message_id": message.message_id, "chat": {"id": chat_id}, "text": text}

    def _number(self, chat_id: int) -> int:
        number = self._next_message[chat_id]
        self._next_message[chat_id] = number + 1
        return number


class _Handler(BaseHTTPRequestHandler):
    telegram: TelegramServer

    def setup(self) -> None:
        super().setup()
        self.telegram._connections.append(self.request)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        _empty, bot, method = self.path.split("/", 2)
        if bot != f"bot{self.telegram.token}":
            self._say(Answer(401, "Unauthorized"))
            return
        answer = self.telegram.next_answer(method)
        if answer and not answer.is_silent:
            self._say(answer)
            return
        result = self.telegram.do(method, _given(body, self.headers["Content-Type"]))
        if answer:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._say(result if isinstance(result, Answer) else {"ok": True, "result": result})

    def do_GET(self) -> None:
        path = unquote(self.path).removeprefix(f"/file/bot{self.telegram.token}/documents/")
        content = self.telegram.files.get(path)
        answer = self.telegram.next_answer("file")
        if answer or content is None:
            self._say(answer or Answer(404, "Not Found"))
            return
        self._respond(200, content, "application/octet-stream")

    def _say(self, said: Answer | dict[str, Any]) -> None:
        if isinstance(said, Answer):
            told: dict[str, Any] = {"ok": False, "error_code": said.status}
            told["description"] = said.description
            if said.retry_after:
                told["parameters"] = {"retry_after": said.retry_after}
            self._respond(said.status, json.dumps(told).encode(), "application/json")
        else:
            self._respond(200, json.dumps(said).encode(), "application/json")

    def _respond(self, status: int, body: bytes, content_type: str) -> None:
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


def _given(body: bytes, content_type: str) -> dict[str, Any]:
    if not content_type.startswith("multipart/"):
        return json.loads(body or b"{}")
    boundary = content_type.partition("boundary=")[2].encode()
    given: dict[str, Any] = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _gap, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb' name="([^"]*)"', head)[1].decode()
        filename = re.search(rb' filename="([^"]*)"', head)
        kind = re.search(rb"Content-Type: (.*)", head)
        content = content.removesuffix(b"\r\n")
        is_file = filename and kind
        given[name] = (
            (filename[1].decode(), kind[1].decode().strip(), content)
            if is_file
            else content.decode()
        )
    return given


@contextmanager
def running() -> Iterator[TelegramServer]:
    server = TelegramServer()
    server.start()
    yield server
    server.kill()

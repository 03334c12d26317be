"""Plays a person in a real Chromium, under the content security policy of the product."""

import base64
import hashlib
import json
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mainstay.ui.modules import ELEMENTS
from mainstay.ui.tests import stub

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PROBE = Path(__file__).with_name("browser_probe.js")
PAGE = """{% extends "ui/base.html" %}
{% from "ui/button.html" import button %}
{% from "ui/toast.html" import toasts %}
{% from "ui/faults.html" import request_faults %}
{% from "ui/timeline.html" import mail_frame %}
{% from "ui/time.html" import time %}
{% block title %}Probe{% endblock %}
{% block body %}
<footer id="footer" data-times="0">{{ button("Solve", post="/refuse", key="e",
  hx={"hx-post": "/refuse", "hx-target": "#footer", "hx-swap": "outerHTML"}) }}</footer>
<form id="form" method="post" action="/save" hx-post="/save" hx-target="this" hx-swap="outerMorph">
<input id="keep" name="keep"><p id="said">new</p><button id="save">Save</button></form>
<button id="broken" hx-post="/broken" hx-target="#footer">Break</button>
<a id="one" href="#one" data-row>One</a><a id="two" href="#two" data-row>Two</a>
<a href="#inbox" data-sequence="g i">Inbox</a><a href="#never" aria-keyshortcuts="x">x</a>
<p id="live" hx-get="/live" hx-trigger="live:conversation:12 from:body" hx-swap="innerHTML"></p>
<relative-time id="time" datetime="2020-02-03T10:00:00Z" format="when">old</relative-time>
<div id="mail">{{ mail_frame("/mail", "Message") }}</div>
<a href="#" data-opens="palette" aria-keyshortcuts="Control+k">Search</a>
<dialog id="palette"><p>Palette</p></dialog>
<look-switch name="theme" values="light dark"><form method="post" action="">
<button id="look">Look</button></form></look-switch>
<live-updates url="/stream" token="signed"></live-updates>
{{ toasts() }}{{ request_faults() }}<hot-keys></hot-keys><pre id="report"></pre>
<script type="module" src="/probe.js"></script>
{% endblock %}"""
REFUSED = """<footer id="footer" data-times="{n}"><p role="alert">Not closed: the client is
waiting for an answer.</p><form method="post" action="/refuse" hx-post="/refuse"
hx-target="#footer"><button aria-keyshortcuts="e">Solve</button></form></footer>"""
SAVED = """<form id="form" method="post" action="/save" hx-post="/save" hx-target="this"
hx-swap="outerMorph"><input id="keep" name="keep"><p id="said">saved</p>
<button id="save">Save</button></form>"""
MAIL = "<!doctype html><style>div{height:300px}</style><body><div></div><script>x()</script>"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


class _Desk(BaseHTTPRequestHandler):
    refusals = 0

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/":
            self._answer(200, _page().encode(), "text/html", _policy())
        elif path == "/probe.js":
            self._answer(200, PROBE.read_bytes(), "text/javascript")
        elif path == "/live":
            self._answer(200, b"fresh", "text/html")
        elif path == "/stream":
            told = b'data: {"topic": "conversation", "kind": "message", "id": 7}\n\n'
            self._answer(200, told if "token=signed" in self.path else b"", "text/event-stream")
        elif path == "/mail":
            policy = "default-src 'none'; style-src 'unsafe-inline'"
            self._answer(200, MAIL.encode(), "text/html", policy)
        elif path.startswith("/static/ui/"):
            file = stub.STATIC / path.removeprefix("/static/ui/")
            kinds = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
            self._answer(200, file.read_bytes(), kinds[file.suffix])
        else:
            self._answer(404, b"", "text/plain")

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        if self.path == "/refuse":
            _Desk.refusals += 1
            self._answer(422, REFUSED.format(n=_Desk.refusals).encode(), "text/html")
        elif self.path == "/save":
            self._answer(200, SAVED.encode(), "text/html")
        else:
            self._answer(500, b"<h1>Traceback</h1>", "text/html")

    def _answer(self, status, body, kind, policy=""):
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def _import_map():
    names = {f"ui/{name}": f"/static/ui/elements/{name}.js" for name in ELEMENTS}
    return json.dumps({"imports": {"htmx": "/static/ui/vendor/htmx/htmx.esm.min.js", **names}})


def _policy():
    digest = base64.b64encode(hashlib.sha256(_import_map().encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self';"
        " img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'"
    )


def _page():
    context = stub.request_context() | {"import_map": stub.Markup(_import_map())}
    return stub.environment().from_string(PAGE).render(**context)


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    """What the probe wrote down, as name and value."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    profile = tmp_path_factory.mktemp("chromium")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    flags += " --disable-background-networking --disable-component-update"
    dump = subprocess.run(
        [CHROMIUM, *flags.split(), f"--user-data-dir={profile}", "--virtual-time-budget=15000",
         "--dump-dom", f"http://127.0.0.1:{server.server_port}/"],
        capture_output=True, text=True, timeout=120, check=False,
    ).stdout  # fmt: skip
    server.shutdown()
    text = dump.split('<pre id="report">')[1].split("</pre>")[0]
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("refused", "true"),
        ("morph keeps", "typed keep saved"),
        ("fault", "true"),
        ("dismissed", "true"),
        ("row", "two"),
        ("cyrillic", "2"),
        ("typing", ""),
        ("sequence", "#inbox"),
        ("palette", "true"),
        ("live", "fresh"),
        ("stream", "7"),
        ("after the gap", "true"),
        ("frame", "true"),
        ("toast gone", "true"),
        ("theme", "dark"),
        ("end", "true"),
    ],
)
def test_in_the_browser(findings, name, value):
    assert findings.get(name) == value, findings


def test_a_time_is_told_by_the_browser(findings):
    assert "2020" in findings["time"]


def test_nothing_breaks_the_policy(findings):
    assert "violation" not in findings

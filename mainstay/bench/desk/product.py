"""The product as in production, in the home of the measurement, with a mail server beside it."""

import os
import re
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_STARTS_WITHIN = 90.0
_IDLE = 0.1
"""Seconds of CPU in a second, of all processes of a desk that nobody asks anything."""


class Product:
    """A running desk."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port, self._process = port, process

    def web_memory_mb(self) -> float:
        """What the processes that answer people take together: the sum of their PSS."""
        return (
            sum(
                _pss_kb(pid)
                for pid in _family(self._process.pid)
                if re.search(rb"\0(serve|live)\0", _command(pid)) or b"granian" in _command(pid)
            )
            / 1024
        )


class _Taking(socketserver.StreamRequestHandler):
    """A mail server: it takes every mail, and throws it away."""

    def handle(self) -> None:
        self.wfile.write(b"220 bench\r\n")
        for line in self.rfile:
            command = line[:4].upper()
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
            self.wfile.write(b"221 bye\r\n" if command == b"QUIT" else b"250 taken\r\n")


@contextmanager
def _mail_server() -> Iterator[str]:
    """The address of one that runs meanwhile."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Taking) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}?tls=off"
        server.shutdown()


@contextmanager
def running() -> Iterator[Product]:
    """Run `mainstay up` meanwhile."""
    port = _free_ports()
    environment = os.environ | {"MAINSTAY_PORT": str(port), "MAINSTAY_LOG_LEVEL": "ERROR"}
    with _mail_server() as smtp_url, tempfile.TemporaryFile() as said:
        environment["MAINSTAY_SMTP_URL"] = smtp_url
        process = subprocess.Popen(
            [sys.executable, "-m", "mainstay", "up", "--port", str(port)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        try:
            _wait(port, process)
            _let_settle(process)
            yield Product(port, process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The desk did not start within {_STARTS_WITHIN:.0f} seconds.")


def _let_settle(process: subprocess.Popen[bytes]) -> None:
    """Until worker, clock and live have started, too: they begin on the same cores as the pages."""
    until, before = time.monotonic() + _STARTS_WITHIN, 0.0
    while time.monotonic() < until:
        now = sum(map(_cpu_seconds, _family(process.pid)))
        if now - before < _IDLE:
            return
        before = now
        time.sleep(1)


def _free_ports() -> int:
    """A port that is free together with the one after it."""
    while True:
        with closing(socket.socket()) as one, closing(socket.socket()) as other:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        parents.setdefault(parent, []).append(int(each.name))
    found = [pid]
    for each_pid in found:
        found += parents.get(each_pid, [])
    return found


def _command(pid: int) -> bytes:
    try:
        return b"\0" + Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)

"""Whether a mail server can be used: step by step, up to the one that fails."""

import smtplib
import time
from dataclasses import dataclass

from mainstay.channels.email import imap, transport
from mainstay.channels.email.trouble import Step, Trouble
from mainstay.channels.email.ways import Way

FETCHING: tuple[Step, ...] = ("name", "reach", "tls", "sign_in", "folder")
SENDING: tuple[Step, ...] = ("name", "reach", "tls", "sign_in")
PATIENCE = 10.0
"""Seconds for each answer: somebody looks at the screen meanwhile."""


@dataclass(frozen=True)
class Checked:
    """How far we came. `failed` is empty when all went well; else `sentence` says what to do."""

    steps: tuple[Step, ...]
    seconds: float
    failed: Step | None = None
    sentence: str = ""
    # What lies in the folder, of fetching alone.
    messages: int = 0
    unread: int = 0


def check_fetching(way: Way, folder: str) -> Checked:
    """Really sign in and open the folder, without changing anything in it."""
    steps = _steps(FETCHING, way)
    began = time.monotonic()
    try:
        with imap.opened(way, folder, answers_within=PATIENCE) as opened:
            unread = len(opened.unread())
            return Checked(steps, time.monotonic() - began, messages=opened.count, unread=unread)
    except Trouble as trouble:
        return _failed(steps, began, trouble)


def check_sending(way: Way) -> Checked:
    """Really greet the server and sign in, without a letter."""
    steps = _steps(SENDING, way)
    began = time.monotonic()
    try:
        with transport.connected(way, answers_within=PATIENCE) as server:
            server.ehlo_or_helo_if_needed()
    except Trouble as trouble:
        return _failed(steps, began, trouble)
    except smtplib.SMTPException as error:
        return _failed(steps, began, Trouble("reach", str(error)))
    return Checked(steps, time.monotonic() - began)


def not_begun(trouble: Trouble) -> Checked:
    """What failed before any server was asked: no token, no key to open the password."""
    return Checked(("sign_in",), 0.0, failed="sign_in", sentence=trouble.sentence)


def _steps(steps: tuple[Step, ...], way: Way) -> tuple[Step, ...]:
    needed = set(steps)
    if way.security == "none":
        needed.discard("tls")
    if not way.user:
        needed.discard("sign_in")
    return tuple(each for each in steps if each in needed)


def _failed(steps: tuple[Step, ...], began: float, trouble: Trouble) -> Checked:
    # A server that talks nonsense or hangs up was reached, and that is all we know.
    failed = trouble.step if trouble.step in steps else "reach"
    return Checked(steps, time.monotonic() - began, failed=failed, sentence=trouble.sentence)

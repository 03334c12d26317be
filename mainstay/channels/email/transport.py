"""The way out: a real SMTP server, or in the demo a folder in its own home."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from mainstay.channels.email.compose import Letter, compose, wire_address
from mainstay.channels.email.trouble import Trouble, of_connection, of_sign_in
from mainstay.channels.email.ways import Way, way_of_url
from mainstay.channels.undelivered import NotDelivered

TIMEOUT = 30.0
CONNECTS_WITHIN = 10.0
_log = structlog.get_logger(__name__)


def send(letter: Letter, way: Way | None = None) -> None:
    """Hand a letter over to a mail server, or raise NotDelivered. Without a way: the desk's own."""
    raw = compose(letter)
    recipients = [wire_address(each.address) for each in (*letter.to, *letter.cc, *letter.bcc)]
    if settings.ENV.is_demo:
        _into_folder(letter.message_id, raw)
        return
    way = way or way_of_the_desk()
    if way is None:
        raise NotDelivered(_("No mail server is set. Set MAINSTAY_SMTP_URL and try again."))
    try:
        with connected(way) as server:
            server.sendmail(wire_address(letter.sender.address), recipients, raw)
    except smtplib.SMTPRecipientsRefused as error:
        said = "; ".join(f"{who}: {_said(*why)}" for who, why in error.recipients.items())
        is_final = all(code >= 500 for code, _text in error.recipients.values())
        raise NotDelivered(said, is_final=is_final) from error
    except smtplib.SMTPResponseException as error:
        said = _said(error.smtp_code, error.smtp_error)
        raise NotDelivered(said, is_final=error.smtp_code >= 500) from error
    except Trouble as trouble:
        raise _not_reached(trouble) from trouble
    except smtplib.SMTPException as error:
        raise NotDelivered(
            _("The mail server could not be reached: {error}").format(error=error)
        ) from error


def try_connection() -> None:
    """Greet the desk's mail server and sign in, without a letter. Raises NotDelivered."""
    way = way_of_the_desk()
    if way is None:
        raise NotDelivered(_("No mail server is set. Set MAINSTAY_SMTP_URL and try again."))
    try:
        with connected(way) as server:
            server.ehlo_or_helo_if_needed()
    except smtplib.SMTPResponseException as error:
        raise NotDelivered(_said(error.smtp_code, error.smtp_error)) from error
    except Trouble as trouble:
        raise _not_reached(trouble) from trouble


def way_of_the_desk() -> Way | None:
    """The way out of mail whose mailbox has none of its own; None when there is none."""
    url = settings.ENV.smtp_url.get_secret_value()
    return way_of_url(url) if url else None


@contextmanager
def connected(way: Way, *, answers_within: float = TIMEOUT) -> Iterator[smtplib.SMTP]:
    """A mail server that has let us in. Raises Trouble with the step that failed.

    `answers_within`: seconds that the server may take for each answer.
    """
    try:
        server = _opened(way, answers_within)
        try:
            yield server
        finally:
            # What was accepted is accepted, however the farewell goes.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()
    except smtplib.SMTPServerDisconnected as error:
        said = _("{host} closed the connection. We try again by ourselves.").format(host=way.host)
        raise Trouble("talk", said) from error
    except smtplib.SMTPException:
        raise
    except OSError as error:
        raise of_connection(error, way.host, way.port) from error


def _opened(way: Way, answers_within: float) -> smtplib.SMTP:
    server: smtplib.SMTP
    if way.security == "tls":
        secure = ssl.create_default_context()
        server = smtplib.SMTP_SSL(way.host, way.port, timeout=CONNECTS_WITHIN, context=secure)
    else:
        server = smtplib.SMTP(way.host, way.port, timeout=CONNECTS_WITHIN)
    try:
        if server.sock is not None:
            server.sock.settimeout(answers_within)
        if way.security == "starttls":
            _start_tls(server, way)
        if way.token or way.user:
            _sign_in(server, way)
    except BaseException:
        server.close()
        raise
    return server


def _start_tls(server: smtplib.SMTP, way: Way) -> None:
    try:
        server.starttls(context=ssl.create_default_context())
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException) as error:
        said = _("{host} offers no STARTTLS. Choose TLS from the start, usually on port 465.")
        raise Trouble("tls", said.format(host=way.host)) from error


def _sign_in(server: smtplib.SMTP, way: Way) -> None:
    by_token = bool(way.token)
    try:
        if by_token:
            server.ehlo_or_helo_if_needed()
            server.auth("XOAUTH2", lambda _challenge=None: _bearer(way))
        else:
            server.login(way.user, way.password)
    except smtplib.SMTPAuthenticationError as error:
        answer = _answer(error.smtp_code, error.smtp_error)
        raise of_sign_in(
            answer, signed_in_before=way.signed_in_before, by_token=by_token
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        said = _("{host} lets nobody sign in here. Leave user and password empty, or choose TLS.")
        raise Trouble("sign_in", said.format(host=way.host)) from error


def _bearer(way: Way) -> str:
    return f"user={way.user}\1auth=Bearer {way.token}\1\1"


def _not_reached(trouble: Trouble) -> NotDelivered:
    if trouble.step == "sign_in":
        return NotDelivered(trouble.sentence, of_server=True)
    said = _("The mail server could not be reached: {error}")
    return NotDelivered(said.format(error=trouble.sentence), of_server=True)


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {words.strip()}"


def _said(code: int, text: bytes | str) -> str:
    return _("The mail server answered “{answer}”.").format(answer=_answer(code, text))


def _into_folder(message_id: str, raw: bytes) -> None:
    folder = settings.HOME / "outbox"
    folder.mkdir(exist_ok=True)
    name = "".join(c if c.isalnum() or c in ".-@" else "_" for c in message_id.strip("<>"))
    (folder / f"{name}.eml").write_bytes(raw)
    _log.info("mail kept in the outbox of the demo", file=f"outbox/{name}.eml")

"""The way out: a real SMTP server, or in the demo a folder in its own home."""

import smtplib
import ssl
from urllib.parse import parse_qs, unquote, urlsplit

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from mainstay.channels.email.compose import Letter, compose, wire_address

TIMEOUT = 30.0
_log = structlog.get_logger(__name__)


class NotDelivered(Exception):
    """The letter did not leave. `is_final` says that trying again would not help."""

    def __init__(self, sentence: str, *, is_final: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_final = is_final


def send(letter: Letter) -> None:
    """Hand a letter over to the mail server, or raise NotDelivered."""
    raw = compose(letter)
    recipients = [wire_address(each.address) for each in (*letter.to, *letter.cc, *letter.bcc)]
    if settings.ENV.is_demo:
        _into_folder(letter.message_id, raw)
        return
    url = settings.ENV.smtp_url.get_secret_value()
    if not url:
        raise NotDelivered(_("No mail server is set. Set MAINSTAY_SMTP_URL and try again."))
    try:
        with _connect(url) as server:
            server.sendmail(wire_address(letter.sender.address), recipients, raw)
    except smtplib.SMTPRecipientsRefused as error:
        said = "; ".join(f"{who}: {_said(*why)}" for who, why in error.recipients.items())
        is_final = all(code >= 500 for code, _text in error.recipients.values())
        raise NotDelivered(said, is_final=is_final) from error
    except smtplib.SMTPResponseException as error:
        said = _said(error.smtp_code, error.smtp_error)
        is_login = isinstance(error, smtplib.SMTPAuthenticationError)
        raise NotDelivered(said, is_final=error.smtp_code >= 500 and not is_login) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(
            _("The mail server could not be reached: {error}").format(error=error)
        ) from error


def try_connection() -> None:
    """Greet the mail server and sign in, without a letter. Raises NotDelivered when that fails."""
    try:
        with _connect(settings.ENV.smtp_url.get_secret_value()) as server:
            server.ehlo_or_helo_if_needed()
    except smtplib.SMTPResponseException as error:
        raise NotDelivered(_said(error.smtp_code, error.smtp_error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(
            _("The mail server could not be reached: {error}").format(error=error)
        ) from error


def _connect(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    how = parse_qs(parts.query).get("tls", ["on" if parts.scheme == "smtps" else "starttls"])[0]
    host = parts.hostname or "localhost"
    server: smtplib.SMTP
    if how == "on":
        secure = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=secure)
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT)
    try:
        if how == "starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return _("The mail server answered “{code} {words}”.").format(code=code, words=words.strip())


def _into_folder(message_id: str, raw: bytes) -> None:
    folder = settings.HOME / "outbox"
    folder.mkdir(exist_ok=True)
    name = "".join(c if c.isalnum() or c in ".-@" else "_" for c in message_id.strip("<>"))
    (folder / f"{name}.eml").write_bytes(raw)
    _log.info("mail kept in the outbox of the demo", file=f"outbox/{name}.eml")

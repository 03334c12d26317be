"""Mail: whether it can leave."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from mainstay.channels.email import transport
from mainstay.channels.undelivered import NotDelivered
from mainstay.cli.doctor.finding import Finding, attention, broken, ok
from mainstay.config.environment import Environment


def examine(env: Environment) -> Iterator[Finding]:
    if env.is_demo:
        yield ok("mail", "This is a demo: mail goes into the outbox of its home.")
        return
    url = urlsplit(env.smtp_url.get_secret_value())
    if not url.hostname:
        yield attention("mail", "No mail server is set: replies stay here. Set MAINSTAY_SMTP_URL.")
        return
    try:
        transport.try_connection()
    except NotDelivered as failure:
        yield broken("mail", f"{failure.sentence.rstrip('.')}. Check MAINSTAY_SMTP_URL.")
    else:
        yield ok("mail", f"The mail server {url.hostname} answers.")
    yield from _sender(env.mail_from)


def _sender(address: str) -> Iterator[Finding]:
    name, at, domain = address.rpartition("@")
    if not (name and at and domain):
        yield broken("mail", f"“{address}” is no address to write from. Set MAINSTAY_MAIL_FROM.")
    elif domain == "localhost" or "." not in domain:
        yield attention(
            "mail", f"Clients cannot answer to {address}. Set MAINSTAY_MAIL_FROM to your address."
        )

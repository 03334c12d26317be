"""The channels beside mail: whether somebody listens, and what keeps us from it."""

from collections.abc import Iterator

from mainstay.channels import kinds
from mainstay.channels.mailboxes.postroom import is_leased
from mainstay.cli.doctor.finding import Finding, attention, broken, ok


def examine() -> Iterator[Finding]:
    for kind in kinds.everyone():
        listened = kind.wanted_fetchers() if kind.is_chat else {}
        if not listened:
            continue
        if not is_leased():
            yield attention(kind.name, "Nobody listens. Start: mainstay up (or mainstay mail)")
        troubles = kind.troubles()
        for where, sentence in troubles:
            yield broken(kind.name, f"{where}: {sentence}")
        if not troubles:
            yield ok(kind.name, "Every message is counted.")

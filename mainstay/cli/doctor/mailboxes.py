"""The mailboxes: whether somebody fetches, and what keeps us from it."""

from collections.abc import Iterator

from mainstay.channels.mailboxes.postroom import is_leased
from mainstay.channels.mailboxes.queries import mailboxes, reconciliation
from mainstay.cli.doctor.finding import Finding, attention, broken, ok


def examine() -> Iterator[Finding]:
    found = [each for each in mailboxes() if not each.is_paused]
    if any(each.is_fetched for each in found) and not is_leased():
        yield attention("mailboxes", "Nobody fetches mail. Start: mainstay up (or mainstay mail)")
    for each in found:
        for sentence in filter(None, (each.last_error, each.sending_error)):
            yield broken("mailboxes", f"{each.address}: {sentence}")
        if not reconciliation(each).is_even:
            yield broken(
                "mailboxes", f"{each.address}: what arrived does not add up. Read its log."
            )
        elif not (each.last_error or each.sending_error):
            yield ok("mailboxes", f"{each.address}: every message is counted.")

"""Whether a mailbox can fetch and send, by really trying both."""

from mainstay.channels.email import checking
from mainstay.channels.email.checking import Checked
from mainstay.channels.email.transport import way_of_the_desk
from mainstay.channels.email.trouble import Trouble
from mainstay.channels.mailboxes.ways import way_in, way_out
from mainstay.channels.models import Mailbox
from mainstay.core.errors import Refused


def check_both(mailbox: Mailbox) -> tuple[Checked | None, Checked | None]:
    """Fetching and sending. None where there is nothing to try: no server is set."""
    return _fetching(mailbox), _sending(mailbox)


def _fetching(mailbox: Mailbox) -> Checked | None:
    if not mailbox.is_fetched:
        return None
    try:
        way = way_in(mailbox)
    except (Trouble, Refused) as problem:
        return checking.not_begun(Trouble("sign_in", str(problem)))
    return checking.check_fetching(way, mailbox.folder)


def _sending(mailbox: Mailbox) -> Checked | None:
    try:
        way = way_out(mailbox) or way_of_the_desk()
    except (Trouble, Refused) as problem:
        return checking.not_begun(Trouble("sign_in", str(problem)))
    return checking.check_sending(way) if way else None

"""`mainstay mail` by itself: the process that fetches mail and is handed some."""

import os
from contextlib import ExitStack

from mainstay.cli.desk import desk
from mainstay.cli.supervisor import end_with_supervisor


def fetch(lmtp: str | None) -> None:
    """Work until a signal says otherwise. `lmtp` takes the place of the setting."""
    if lmtp is not None:
        os.environ["MAINSTAY_LMTP"] = lmtp
    end_with_supervisor()
    with desk() as env, ExitStack() as stack:
        from mainstay.channels.mailboxes.handover import handed_over
        from mainstay.channels.mailboxes.postroom import Postroom

        postroom = Postroom()
        postroom.stop_on_signals()
        if env.lmtp:
            stack.enter_context(handed_over(env.lmtp))
        postroom.run()

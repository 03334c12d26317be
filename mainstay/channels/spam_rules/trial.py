"""What a rule would have said about the mail that came last."""

import time
from dataclasses import dataclass

from mainstay.channels import intake
from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.spam import fits
from mainstay.channels.models import RawContent, RawMessage, SpamRule
from mainstay.channels.spam_rules.signs import sign_of

MOST = 500
LARGEST = 1024 * 1024
"""Bytes above which a mail is not looked through here: these are files, and few are spam."""
PATIENCE = 4.0
"""Seconds after which the trial ends with what it has seen: somebody waits for the page."""


@dataclass(frozen=True)
class Trial:
    """Of the last `seen` mails these would match, newest first."""

    seen: int
    raw_ids: tuple[int, ...]

    @property
    def matching(self) -> int:
        return len(self.raw_ids)


def trial_of(rule: SpamRule) -> Trial:
    """Try a rule, kept or not, on the last mails whose bytes are here, whatever became of them."""
    began = time.monotonic()
    sign = sign_of(rule)
    contents = RawContent.objects.filter(file="", message__size__lte=LARGEST)
    latest = RawMessage.objects.filter(content__in=contents, channel="email")
    seen, matching = 0, []
    for raw_id in list(latest.order_by("-id").values_list("pk", flat=True)[:MOST]):
        if time.monotonic() - began > PATIENCE:
            break
        seen += 1
        try:
            inbound = parse(intake.content_of(raw_id))
        except Unreadable:
            continue
        if fits(inbound, sign):
            matching.append(raw_id)
    return Trial(seen, tuple(matching))

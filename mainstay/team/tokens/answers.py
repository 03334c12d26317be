"""A request of the API is a whole, and one with a once-key happens once."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.core import once
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.upkeep import every
from mainstay.team.tokens.models import ApiAnswer

KEEP = timedelta(days=1)
"""How long an answer is repeated. Its key stays used up for longer, see `core.upkeep`."""


@dataclass(frozen=True)
class Answer:
    """What a request is answered. Below 400 it has changed something."""

    status: int
    body: str
    location: str = ""
    # Given before, to the same request.
    is_repeated: bool = False


class KeyTaken(Exception):
    """The once-key belongs to another request."""


def whole(respond: Callable[[], Answer]) -> Answer:
    """Answer in one transaction. What is refused has changed nothing."""
    with transaction.atomic():
        answer = respond()
        if answer.status >= 400:
            transaction.set_rollback(True)
    return answer


def once_and_whole(key: UUID, fingerprint: str, respond: Callable[[], Answer]) -> Answer:
    """Answer once: who comes again with the key is told what was answered first.

    A refused request frees its key, so it may be mended and sent again. Two that come at the
    same moment wait for each other. Raises KeyTaken when the key came with another request, and
    Refused when its answer is too old to be known still.
    """
    with transaction.atomic():
        if once.claim(key) is not None:
            return _repeated(key, fingerprint)
        answer = respond()
        if answer.status >= 400:
            transaction.set_rollback(True)
        else:
            ApiAnswer.objects.create(
                key=key,
                fingerprint=fingerprint,
                status=answer.status,
                location=answer.location[:500],
                body=answer.body,
                at=now(),
            )
    return answer


def key_of(authorization: str, key: str) -> UUID:
    """A once-key as it is kept: two who act by different tokens may choose the same word."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (authorization, key):
        content = part.encode("utf-8", "backslashreplace")
        digest.update(b"%d:" % len(content) + content)
    return UUID(bytes=digest.digest())


@every(600)
def forget_answers() -> int:
    """Delete what nobody will ask for again. Returns how many."""
    return ApiAnswer.objects.filter(at__lt=now() - KEEP).delete()[0]


def _repeated(key: UUID, fingerprint: str) -> Answer:
    kept = ApiAnswer.objects.filter(pk=key).first()
    if kept is None:
        raise Refused(_("This request was done more than a day ago; its answer is not kept."))
    if kept.fingerprint != fingerprint:
        raise KeyTaken
    return Answer(kept.status, kept.body, kept.location, is_repeated=True)

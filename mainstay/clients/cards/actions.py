"""Sources of cards are added, changed and removed by administrators."""

import re
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels.mailboxes.sealing import seal
from mainstay.clients.actions.access import may_administrate
from mainstay.clients.cards import events, used
from mainstay.clients.models import CardSource
from mainstay.core import outside
from mainstay.core.actor import Actor
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record

MOST = 5
"""How many sources there may be: each is one more panel beside the client."""

MOST_CARDS = 10
_CARD = re.compile(r"[\w.-]{1,40}")


@transaction.atomic
def add(
    name: str, url: str, *, cards: Sequence[str], patience: int, by: Actor
) -> tuple[CardSource, str]:
    """Ask an address about clients from now on. Returns it with its secret, shown only now."""
    may_administrate(by)
    count = CardSource.objects.count()
    if count >= MOST:
        raise Refused(_("{count} card sources are the most. Remove one first.").format(count=MOST))
    secret = _new_secret()
    source = CardSource.objects.create(
        name=_checked_name(name),
        url=_checked_url(url),
        secret=seal(secret),
        cards=_checked_cards(cards),
        patience=_checked_patience(patience),
        position=count,
        created_at=now(),
        changed_at=now(),
    )
    record(events.ADDED, source, by=by, name=source.name)
    used.remember(True)
    return source, secret


@transaction.atomic
def change(
    source: CardSource,
    *,
    name: str,
    url: str,
    cards: Sequence[str],
    patience: int,
    is_active: bool,
    by: Actor,
) -> CardSource:
    """Change what is asked, and where. What was remembered is forgotten."""
    may_administrate(by)
    source = _lock(source)
    before = (source.name, source.url, source.cards, source.patience, source.is_active)
    source.name, source.cards = _checked_name(name), _checked_cards(cards)
    source.patience, source.is_active = _checked_patience(patience), is_active
    if url.strip() != source.url:
        source.url = _checked_url(url)
    if before == (source.name, source.url, source.cards, source.patience, source.is_active):
        return source
    source.changed_at = now()
    source.save()
    record(events.CHANGED, source, by=by, name=source.name)
    used.forget()
    return source


@transaction.atomic
def renew_secret(source: CardSource, *, by: Actor) -> tuple[CardSource, str]:
    """Sign with another secret from now on."""
    may_administrate(by)
    source, secret = _lock(source), _new_secret()
    source.secret, source.changed_at = seal(secret), now()
    source.save(update_fields=["secret", "changed_at"])
    record(events.RENEWED, source, by=by, name=source.name)
    return source, secret


@transaction.atomic
def remove(source: CardSource, *, by: Actor) -> None:
    """Ask it no more, and forget it."""
    may_administrate(by)
    source = _lock(source)
    record(events.REMOVED, source, by=by, name=source.name)
    source.delete()
    used.forget()


def _lock(source: CardSource) -> CardSource:
    return CardSource.objects.select_for_update().get(pk=source.pk)


def _new_secret() -> str:
    return f"cardsec_{secrets.token_urlsafe(32)}"


def _checked_name(name: str) -> str:
    name = " ".join(name.split())[:60]
    if not name:
        raise Refused(_("Give it a name: it stands over what it shows."))
    return name


def _checked_url(url: str) -> str:
    url = url.strip()
    try:
        outside.check_url(url)
    except outside.NotReached as problem:
        raise Refused(str(problem)) from problem
    return url


def _checked_cards(cards: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(each.strip() for each in cards if each.strip()))
    if len(wanted) > MOST_CARDS:
        raise Refused(_("At most {count} cards.").format(count=MOST_CARDS))
    for each in wanted:
        if not _CARD.fullmatch(each):
            raise Refused(_("“{name}” is no name of a card, such as balance.").format(name=each))
    return wanted


def _checked_patience(patience: int) -> int:
    shortest, longest = CardSource.SHORTEST_PATIENCE, CardSource.LONGEST_PATIENCE
    if not shortest <= patience <= longest:
        raise Refused(
            _("The time limit is {shortest} to {longest} ms.").format(
                shortest=shortest, longest=longest
            )
        )
    return patience

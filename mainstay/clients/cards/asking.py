"""Asks the sources about a client, all at once, and remembers what they allow to be remembered."""

import concurrent.futures
import hashlib
import json
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from mainstay.channels.mailboxes.sealing import unseal
from mainstay.clients.cards.questions import body_for, question_about
from mainstay.clients.cards.shapes import LARGEST, Card, Told, Unfit, read
from mainstay.clients.models import CardSource, Contact
from mainstay.core import outside
from mainstay.core.clock import now
from mainstay.core.errors import Refused

RESTS_FOR = 20
"""Seconds for which a source that was out of reach is not asked again by anybody."""

_pool = concurrent.futures.ThreadPoolExecutor(8, thread_name_prefix="cards")


@dataclass(frozen=True)
class Shown:
    """What one source has to show, or in a sentence why nothing."""

    source: str
    cards: tuple[Card, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class Trial:
    """One asking in every detail, for who connects a program."""

    question: str
    # Empty when nothing was answered.
    answer: str
    seconds: float
    shown: Shown


@dataclass(frozen=True)
class _Answered:
    """What came back from outside. Without `told` there is `trouble`."""

    told: Told | None = None
    text: str = ""
    seconds: float = 0.0
    trouble: str = ""
    is_away: bool = False


def cards_about(contact: Contact, conversation: int | None = None) -> list[Shown]:
    """What every source in use shows. As slow as the slowest one, at most three seconds."""
    sources = list(CardSource.objects.filter(is_active=True))
    if not sources:
        return []
    question = question_about(contact, conversation)
    bodies = {source.pk: body_for(source, question) for source in sources}
    known = {source.pk: _remembered(source, bodies[source.pk]) for source in sources}
    asked = {
        source.pk: _pool.submit(_ask, *_where(source), bodies[source.pk])
        for source in sources
        if known[source.pk] is None
    }
    return [
        known[source.pk] or _noted(source, bodies[source.pk], asked[source.pk].result())
        for source in sources
    ]


def try_out(source: CardSource, contact: Contact) -> Trial:
    """Ask one source now, whatever is remembered."""
    body = body_for(source, question_about(contact, None))
    answered = _ask(*_where(source), body)
    question = json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    return Trial(question, answered.text, answered.seconds, _shown(source, answered))


def _where(source: CardSource) -> tuple[str, str, float]:
    """Address, secret and time limit in seconds. An empty secret: it cannot be opened."""
    try:
        secret = unseal(source.secret)
    except Refused:
        secret = ""
    return source.url, secret, source.patience / 1000


def _ask(url: str, secret: str, patience: float, body: bytes) -> _Answered:
    """Runs beside the request, so it knows no database."""
    if not secret:
        said = _("The secret cannot be opened: the desk has another key. Give it a new secret.")
        return _Answered(trouble=said, is_away=True)
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Mainstay-Event": "cards",
        "Mainstay-Signature": outside.signature(secret, body, int(now().timestamp())),
    }
    try:
        answer = outside.post(url, body, headers, patience=patience, most_bytes=LARGEST)
    except outside.NotReached as problem:
        return _Answered(trouble=str(problem), is_away=True)
    text = answer.body.decode("utf-8", "replace")
    if not answer.is_good:
        said = _("It answered with the status {status}.").format(status=answer.status)
        is_away = answer.status in (429, 502, 503, 504)
        return _Answered(None, text, answer.seconds, said, is_away)
    try:
        if answer.is_cut:
            raise Unfit(_("The answer is longer than {size} kB.").format(size=LARGEST // 1024))
        return _Answered(read(answer.body), text, answer.seconds)
    except Unfit as fault:
        return _Answered(None, text, answer.seconds, str(fault))


def _shown(source: CardSource, answered: _Answered) -> Shown:
    cards = tuple(answered.told.cards) if answered.told else ()
    return Shown(source.name, cards, answered.trouble)


def _remembered(source: CardSource, body: bytes) -> Shown | None:
    kept = cache.get_many([_key(source, body), _resting(source)])
    if told := kept.get(_key(source, body)):
        return Shown(source.name, tuple(Told.model_validate_json(told).cards))
    if trouble := kept.get(_resting(source)):
        return Shown(source.name, trouble=trouble)
    return None


def _noted(source: CardSource, body: bytes, answered: _Answered) -> Shown:
    if answered.told and answered.told.kept_for:
        told = answered.told
        cache.set(_key(source, body), told.model_dump_json(), told.kept_for)
    elif answered.is_away:
        cache.set(_resting(source), answered.trouble, RESTS_FOR)
    return _shown(source, answered)


def _key(source: CardSource, body: bytes) -> str:
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    return f"cards:{source.pk}:{source.changed_at.timestamp()}:{digest}"


def _resting(source: CardSource) -> str:
    return f"cards-away:{source.pk}:{source.changed_at.timestamp()}"

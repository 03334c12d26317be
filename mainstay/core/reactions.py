"""When this happened, do that: must happen, may fail, and is retried on its own.

A reaction is one job, put into the queue by the transaction that writes the fact. Nothing else
may hang on a fact this way: what only reads along is a projection.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db import transaction

from mainstay.core import jobs
from mainstay.core.events import EventKind
from mainstay.core.models import Event

Reaction = Callable[[Event], None]

_by_kind: dict[str, list[str]] = defaultdict(list)
_by_name: dict[str, Reaction] = {}


def reaction(kind: EventKind) -> Callable[[Reaction], Reaction]:
    """Register a function of a module's `handlers.py` as the reaction to a kind of fact."""

    def register(function: Reaction) -> Reaction:
        name = f"{function.__module__.removeprefix('mainstay.')}.{function.__name__}"
        _by_name[name] = function
        _by_kind[kind.name].append(name)
        return function

    return register


def defer(event: Event) -> None:
    """Queue what reacts to this fact. Facts about one subject are reacted to in their order."""
    for name in _by_kind.get(event.kind, ()):
        lock = f"{name} {event.subject_kind}:{event.subject_id}"
        react.configure(lock=lock).defer(event_id=event.pk, reaction=name)


@jobs.job("core.react", queue="reactions")
def react(*, event_id: int, reaction: str) -> None:
    """Run one reaction in a transaction of its own."""
    with transaction.atomic():
        _by_name[reaction](Event.objects.get(pk=event_id))

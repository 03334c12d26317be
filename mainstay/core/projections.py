"""Readers of the event log: rollups, live updates, rules. They read in batches and skip nothing.

An event carries the id of its transaction. A reader goes through (xid, id) and stops before the
oldest transaction that still runs (`pg_snapshot_xmin`): what commits late has a larger position
than everything read so far.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from mainstay.core.models import Event, ProjectionPosition

Apply = Callable[[Sequence[Event]], None]

BATCH = 500

_SETTLED = """
    SELECT id, xid::text::bigint AS xid, kind, subject_kind, subject_id, actor_kind, actor_id,
        audience, facts, at
    FROM core_event WHERE (core_event.xid, core_event.id) > (%s::text::xid8, %s)
"""


@dataclass(frozen=True)
class Projection:
    """Reads facts in commit order. `apply` runs in the transaction that moves its position."""

    name: str
    apply: Apply


_projections: dict[str, Projection] = {}


def projection(name: str) -> Callable[[Apply], Apply]:
    """Register a function of a module as a reader of the log."""

    def register(function: Apply) -> Apply:
        _projections[name] = Projection(name, function)
        return function

    return register


def all_projections() -> tuple[Projection, ...]:
    return tuple(_projections.values())


@transaction.atomic
def catch_up(projection: Projection, limit: int = BATCH, *, is_alone: bool = False) -> int:
    """Read the next facts, at most `limit`. Returns how many; 0 while another process reads.

    `is_alone` says that nobody else writes (after a restore): then every row is settled.
    """
    ProjectionPosition.objects.bulk_create(
        [ProjectionPosition(name=projection.name)], ignore_conflicts=True
    )
    position = (
        ProjectionPosition.objects.select_for_update(skip_locked=True)
        .filter(pk=projection.name)
        .first()
    )
    if position is None:
        return 0
    events = _settled_after(position, limit, is_alone)
    if not events:
        return 0
    projection.apply(events)
    position.xid, position.event_id = events[-1].xid, events[-1].pk
    position.save(update_fields=["xid", "event_id"])
    return len(events)


def settle() -> None:
    """After a restore into a new cluster: let every reader finish, then start positions anew.

    Transaction ids belong to the cluster that gave them out. In a new one they begin again, so
    restored facts would look as if they were still to come and new ones as if they were old.
    """
    for each in all_projections():
        while catch_up(each, is_alone=True):
            pass
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_event SET xid = '0'")
        cursor.execute(
            "UPDATE core_projectionposition"
            " SET xid = '0', event_id = coalesce((SELECT max(id) FROM core_event), 0)"
        )


def _settled_after(position: ProjectionPosition, limit: int, is_alone: bool) -> list[Event]:
    bound = "" if is_alone else "AND core_event.xid < pg_snapshot_xmin(pg_current_snapshot())"
    # By the column, not by the number made of it: the index gives the order, without a sort.
    query = f"{_SETTLED} {bound} ORDER BY core_event.xid, core_event.id LIMIT %s"
    return list(Event.objects.raw(query, [str(position.xid), position.event_id, limit]))

"""What waits for a person. Modules put it here; who ranks and who shows it stand above."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import models
from django.utils.functional import Promise

from mainstay.core.clock import now
from mainstay.core.log import kind_of
from mainstay.core.models import WorkItem
from mainstay.core.planned import put as put_row
from mainstay.core.prepared import keeping


@dataclass(frozen=True)
class WorkKind:
    """A kind of work and the reason that is shown beside it ("The client waits for an answer")."""

    name: str
    reason: str | Promise


_kinds: dict[str, WorkKind] = {}


def declare(name: str, reason: str | Promise) -> WorkKind:
    if name in _kinds:
        raise ValueError(f"The work {name} is declared twice.")
    _kinds[name] = WorkKind(name, reason)
    return _kinds[name]


def kinds() -> Mapping[str, WorkKind]:
    return _kinds


def put(
    kind: WorkKind,
    subject: models.Model,
    *,
    member_id: int | None = None,
    department_id: int | None = None,
    since: datetime | None = None,
    due_at: datetime | None = None,
    value: Decimal | None = None,
    currency: str = "",
) -> None:
    """Let it wait for a member, or for whoever in a department takes it first. Again: moved."""
    item = WorkItem(
        kind=kind.name,
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        member_id=member_id,
        department_id=department_id,
        since=since or now(),
        due_at=due_at,
        value=value,
        currency=currency,
    )
    put_row(item, unique=("kind", "subject_kind", "subject_id"))


def take_away(kind: WorkKind, subject: models.Model) -> None:
    """It waits no longer. Nothing happens when it did not."""
    with keeping() as cursor:
        cursor.execute(
            "DELETE FROM core_workitem WHERE kind = %s AND subject_kind = %s AND subject_id = %s",
            [kind.name, kind_of(subject), subject.pk],
        )

"""Changes of the ground's own rows."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mainstay.core import jobs
from mainstay.core.actor import Actor
from mainstay.core.clock import now
from mainstay.core.events import declare
from mainstay.core.log import record
from mainstay.core.models import FailedJob, Switch
from mainstay.core.prepared import prepared

JOB_RETRIED = declare(
    "failedjob.retried",
    _("{actor} retried {job}"),
    personal=(),
    facts=("job",),
    icon="undo",
)
JOB_DROPPED = declare(
    "failedjob.dropped",
    _("{actor} let {job} go"),
    personal=(),
    facts=("job",),
    icon="close",
)
_SWITCHES = {"sending": _("sending")}
SWITCHED_OFF = declare(
    "switch.turned_off",
    _("{actor} paused {name}"),
    personal=(),
    facts=("name", "reason"),
    words={"name": _SWITCHES},
)
SWITCHED_ON = declare(
    "switch.turned_on",
    _("{actor} resumed {name}"),
    personal=(),
    facts=("name",),
    words={"name": _SWITCHES},
)


@transaction.atomic
def retry_job(failed: FailedJob, *, by: Actor) -> FailedJob:
    """Queue a job again that failed for good. One that is settled stays as it is."""
    failed = FailedJob.objects.select_for_update().get(pk=failed.pk)
    if failed.settled_at:
        return failed
    failed.settled_at = now()
    failed.save(update_fields=["settled_at"])
    jobs.defer_again(failed)
    record(JOB_RETRIED, failed, by=by, job=failed.title)
    return failed


@transaction.atomic
def drop_job(failed: FailedJob, *, by: Actor) -> FailedJob:
    """Decide that a failed job need not happen any more."""
    failed = FailedJob.objects.select_for_update().get(pk=failed.pk)
    if failed.settled_at:
        return failed
    failed.settled_at = now()
    failed.save(update_fields=["settled_at"])
    record(JOB_DROPPED, failed, by=by, job=failed.title)
    return failed


@transaction.atomic
def switch_off(name: str, *, reason: str, by: Actor) -> Switch:
    """Stop something for the whole installation, such as "sending"."""
    switch, _made = Switch.objects.select_for_update().get_or_create(name=name)
    if switch.is_off:
        return switch
    switch.is_off, switch.reason, switch.changed_at = True, reason, now()
    switch.save()
    record(SWITCHED_OFF, switch, by=by, name=name, reason=reason)
    return switch


@transaction.atomic
def switch_on(name: str, *, by: Actor) -> Switch:
    """Let it go on."""
    switch, _made = Switch.objects.select_for_update().get_or_create(name=name)
    if not switch.is_off:
        return switch
    switch.is_off, switch.reason, switch.changed_at = False, "", now()
    switch.save()
    record(SWITCHED_ON, switch, by=by, name=name)
    return switch


def is_off(name: str) -> bool:
    return _off.exists(name)


@prepared
def _off(name: str) -> QuerySet[Switch]:
    return Switch.objects.filter(name=name, is_off=True)

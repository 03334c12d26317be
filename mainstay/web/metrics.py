"""Numbers for Prometheus. Closed to the world: only who knows the token is answered."""

import os
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

REQUESTS = Counter("mainstay_requests", "Answered requests", ["method", "view", "status"])
DURATION = Histogram(
    "mainstay_request_seconds",
    "Time to answer a request, in seconds",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)

_WAITING = (
    ("mainstay_jobs_waiting", "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"),
    ("mainstay_jobs_failed", "SELECT count(*) FROM core_failedjob WHERE settled_at IS NULL"),
    (
        "mainstay_mail_quarantined",
        "SELECT count(*) FROM channels_rawmessage WHERE state = 'quarantined' AND cause <> 'spam'",
    ),
    (
        "mainstay_mail_spam",
        "SELECT count(*) FROM channels_rawmessage WHERE state = 'quarantined' AND cause = 'spam'",
    ),
    (
        "mainstay_mail_unsent",
        "SELECT count(*) FROM channels_outbound WHERE state NOT IN ('sent', 'cancelled')",
    ),
    (
        "mainstay_alarms_late",
        "SELECT count(*) FROM core_alarm WHERE fired_at IS NULL"
        " AND due_at < now() - interval '5 seconds'",
    ),
)

# What a mailbox's server showed us or handed over, what of it lies aside, and since when it fails
# (seconds since 1970, 0 when all is well).
_BY_MAILBOX = (
    (
        "mainstay_mailbox_fetched_total",
        "counter",
        "SELECT box.address, count(came.id) FROM channels_mailbox box"
        " LEFT JOIN channels_mailboxarrival came ON came.mailbox_id = box.id GROUP BY box.address",
    ),
    (
        "mainstay_mailbox_quarantined",
        "gauge",
        "SELECT box.address, count(raw.id) FROM channels_mailbox box LEFT JOIN channels_rawmessage"
        " raw ON raw.mailbox_id = box.id AND raw.state = 'quarantined' AND raw.cause <> 'spam'"
        " GROUP BY box.address",
    ),
    (
        "mainstay_mailbox_failing_since_seconds",
        "gauge",
        "SELECT address, coalesce(extract(epoch FROM failing_since)::bigint, 0)"
        " FROM channels_mailbox",
    ),
)


@login_not_required
@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """All processes' numbers, and what waits in the database now."""
    token = settings.ENV.metrics_token.get_secret_value()
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not secrets.compare_digest(given.encode(), token.encode()):
        raise Http404
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return HttpResponse(
        generate_latest(registry) + _waiting().encode(), content_type=CONTENT_TYPE_LATEST
    )


def _waiting() -> str:
    lines = []
    with connection.cursor() as cursor:
        for name, query in _WAITING:
            cursor.execute(query)
            lines.append(f"# TYPE {name} gauge\n{name} {cursor.fetchone()[0]}\n")
        for name, kind, query in _BY_MAILBOX:
            cursor.execute(f"{query} ORDER BY 1")
            lines.append(f"# TYPE {name} {kind}\n")
            lines += [
                f'{name}{{mailbox="{_quoted(address)}"}} {number}\n'
                for address, number in cursor.fetchall()
            ]
    return "".join(lines)


def _quoted(label: str) -> str:
    return label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

"""Sends what is due: claimed and committed first, then the world outside, then what became of it.

Who dies in between leaves a claim that lapses; the same is sent again under the same name.
"""

import concurrent.futures
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.utils.translation import gettext as _

from mainstay.automation.models import Webhook, WebhookDelivery
from mainstay.automation.webhooks import events
from mainstay.channels.mailboxes.sealing import unseal
from mainstay.core import outside
from mainstay.core.actor import System
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record

PAUSES = (10, 60, 300, 1800, 7200, 21600, 43200)
"""Seconds after each failed try; after the last it counts as not delivered."""

GIVES_UP_AFTER = timedelta(days=1)
PAUSED_AFTER = timedelta(days=3)
"""An address that nothing reaches for so long is left alone until somebody looks."""

PATIENCE = 10.0
MOST_KEPT = 2000
"""Bytes of an answer that stand in the log."""

_AT_ONCE = 4  # to one address
_THREADS = 16
_CLAIM_LASTS = timedelta(minutes=2)
_LONGEST_REST = 300
_US = System("webhooks")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Letter:
    """What is sent, and to where."""

    id: int
    webhook_id: int
    url: str
    secret: str
    told_as: str
    kind: str
    body: str


@dataclass(frozen=True)
class Outcome:
    """What became of one try. `is_away`: the address is out of reach, whatever it is told."""

    letter: Letter
    status: int | None = None
    response: str = ""
    error: str = ""
    is_away: bool = False

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def send_due() -> int:
    """Send everything that is due, a few to each address at a time. Returns how many were tried."""
    tried = 0
    with concurrent.futures.ThreadPoolExecutor(_THREADS, thread_name_prefix="webhooks") as pool:
        while letters := claim():
            # Only the network is in the threads; the database stays with us.
            for outcome in pool.map(_try, letters):
                note(outcome)
            tried += len(letters)
    return tried


@transaction.atomic
def claim() -> list[Letter]:
    """Take what is due, so that nobody else sends it for two minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH due AS (
                SELECT delivery.id FROM automation_webhook AS webhook
                CROSS JOIN LATERAL (
                    SELECT id FROM automation_webhookdelivery
                    WHERE webhook_id = webhook.id AND state = 'waiting' AND due_at <= %(now)s
                    ORDER BY due_at LIMIT CASE WHEN webhook.failures > 0 THEN 1 ELSE %(most)s END
                    FOR UPDATE SKIP LOCKED
                ) AS delivery
                WHERE webhook.is_active
                    AND (webhook.resting_until IS NULL OR webhook.resting_until <= %(now)s)
            )
            UPDATE automation_webhookdelivery AS delivery
            SET due_at = %(until)s, attempts = attempts + 1, tried_at = %(now)s
            FROM due WHERE delivery.id = due.id
            RETURNING delivery.id
            """,
            {"now": now(), "until": now() + _CLAIM_LASTS, "most": _AT_ONCE},
        )
        ids = [row[0] for row in cursor.fetchall()]
    rows = WebhookDelivery.objects.filter(pk__in=ids).select_related("webhook").order_by("pk")
    return list(_letters(rows))


@transaction.atomic
def note(outcome: Outcome) -> None:
    """Write down what became of a try, and when the next one is."""
    rows = WebhookDelivery.objects.select_for_update()
    delivery = rows.filter(pk=outcome.letter.id).first()
    if delivery is None or delivery.state != WebhookDelivery.State.WAITING:
        return  # removed, or told by somebody else meanwhile
    delivery.status, delivery.response = outcome.status, outcome.response
    delivery.error = outcome.error
    if outcome.is_good:
        delivery.state, delivery.delivered_at = WebhookDelivery.State.DELIVERED, now()
    else:
        _wait_or_give_up(delivery)
    delivery.save()
    _judge(delivery.webhook_id, outcome)


def _letters(rows: Iterable[WebhookDelivery]) -> Iterable[Letter]:
    for row in rows:
        try:
            secret = unseal(row.webhook.secret)
        except Refused:
            secret = ""
        yield Letter(
            row.pk, row.webhook_id, row.webhook.url, secret, row.told_as, row.kind, row.body
        )


def _try(letter: Letter) -> Outcome:
    if not letter.secret:
        said = _("The secret cannot be opened: the desk has another key. Give it a new secret.")
        return Outcome(letter, error=said)
    body = letter.body.encode()
    headers = {
        "Content-Type": "application/json",
        "Mainstay-Delivery": letter.told_as,
        "Mainstay-Event": letter.kind,
        "Mainstay-Signature": outside.signature(letter.secret, body, int(now().timestamp())),
    }
    try:
        answer = outside.post(letter.url, body, headers, patience=PATIENCE, most_bytes=MOST_KEPT)
    except outside.NotReached as problem:
        return Outcome(letter, error=str(problem), is_away=True)
    text = answer.body.decode("utf-8", "replace").replace("\x00", "\ufffd")
    is_away = answer.status in (429, 502, 503, 504)
    return Outcome(letter, answer.status, text, is_away=is_away)


def _wait_or_give_up(delivery: WebhookDelivery) -> None:
    tries = min(delivery.attempts, len(PAUSES))
    following = now() + timedelta(seconds=PAUSES[tries - 1])
    if delivery.attempts > len(PAUSES) or following > delivery.begun_at + GIVES_UP_AFTER:
        delivery.state = WebhookDelivery.State.FAILED
    else:
        delivery.due_at = following


def _judge(webhook_id: int, outcome: Outcome) -> None:
    """How the address is: something reached it, or it is left in peace for a while."""
    webhook = Webhook.objects.select_for_update(of=("self",)).filter(pk=webhook_id).first()
    if webhook is None:
        return
    if outcome.is_good:
        if webhook.failing_since is not None:
            webhook.failing_since, webhook.failures, webhook.resting_until = None, 0, None
            webhook.save(update_fields=["failing_since", "failures", "resting_until"])
        return
    webhook.failing_since = webhook.failing_since or now()
    if outcome.is_away:
        webhook.failures += 1
        webhook.resting_until = now() + _rest(webhook.failures)
    elif webhook.is_active and webhook.failures:
        webhook.failures, webhook.resting_until = 0, None
    webhook.save(update_fields=["failing_since", "failures", "resting_until"])
    if webhook.is_active and _has_failed_long(webhook.failing_since):
        _give_up(webhook)


def _rest(failures: int) -> timedelta:
    return timedelta(seconds=min(_LONGEST_REST, 5 * 2 ** min(failures - 1, 10)))


def _has_failed_long(since: datetime) -> bool:
    return since <= now() - PAUSED_AFTER


def _give_up(webhook: Webhook) -> None:
    webhook.is_active = False
    webhook.save(update_fields=["is_active"])
    record(events.GIVEN_UP, webhook, by=_US, name=webhook.name, days=PAUSED_AFTER.days)
    _log.warning("webhook paused", webhook=webhook.pk)

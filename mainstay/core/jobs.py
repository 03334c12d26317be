"""Background jobs: rows in the same database, committed with the change that causes them."""

import functools
from collections.abc import Callable
from typing import Any

import structlog
from procrastinate import App, JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from mainstay.core.boundary import retrying
from mainstay.core.clock import now
from mainstay.core.models import FailedJob

MAX_ATTEMPTS = 8
"""First try included: pauses of 4 s, 16 s, 1 min, 4 min ... so the last comes after 6 hours."""

_RETRY = RetryStrategy(max_attempts=MAX_ATTEMPTS - 1, exponential_wait=4)
_log = structlog.get_logger(__name__)


def job(name: str, *, queue: str = "default") -> Callable[[Callable[..., None]], Any]:
    """Make a function a background job that is retried with growing pauses.

    A job is an outermost boundary: when the database is lost it starts anew by itself. The last
    failure leaves a `FailedJob` for a person. A job may run twice (a worker that dies while the
    database moves): it asks first whether its work is still to be done.
    """

    def register(function: Callable[..., None]) -> Any:
        @functools.wraps(function)
        def run(context: JobContext, /, **arguments: Any) -> None:
            try:
                retrying(functools.partial(function, **arguments))
            except Exception as error:
                tries = context.job.attempts + 1
                _log.warning(
                    "job failed", job=name, tries=tries, error=repr(error), arguments=arguments
                )
                if tries >= MAX_ATTEMPTS:
                    words = f"{type(error).__name__}: {error}"
                    retrying(functools.partial(leave_to_a_person, name, arguments, tries, words))
                raise

        return app.task(name=name, queue=queue, pass_context=True, retry=_RETRY)(run)

    return register


def worker_app() -> App:
    """The app that a worker runs: it fetches jobs by connections of its own.

    What a job queues still goes through Django's connection, in the transaction of the job.
    (`app.replace_connector`, which the library advises, would take it out of there.)
    """
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    return app.with_connector(connector.get_worker_connector())


def defer_again(failed: FailedJob) -> None:
    """Put a job that failed for good into the queue anew, with all its tries."""
    app.configure_task(failed.job).defer(**failed.arguments)


def leave_to_a_person(job: str, arguments: dict[str, Any], tries: int, error: str) -> None:
    """Write down a job that failed for good, so that somebody retries it or lets it go."""
    FailedJob.objects.create(
        job=job,
        arguments=arguments,
        attempts=tries,
        error=error[:2000],
        failed_at=now(),
    )

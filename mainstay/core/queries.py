"""What the frame of every page has to say about the ground."""

from dataclasses import dataclass

from mainstay.core.prepared import keeping

_TROUBLE = """
    SELECT
        (SELECT count(*) FROM core_failedjob WHERE settled_at IS NULL),
        (SELECT reason FROM core_switch WHERE name = 'sending' AND is_off)
"""


@dataclass(frozen=True)
class Trouble:
    """What asks for an administrator: jobs that failed for good, and sending that is paused."""

    failed_jobs: int
    sending_is_off: bool
    sending_reason: str


def trouble() -> Trouble:
    """One query, whatever stands in the tables."""
    with keeping() as cursor:
        cursor.execute(_TROUBLE)
        failed_jobs, reason = cursor.fetchone()
    return Trouble(failed_jobs, reason is not None, reason or "")

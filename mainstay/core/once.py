"""Once-keys: a form sent twice (double click, retry after a failover) changes things once."""

import uuid

from mainstay.core.models import OnceKey
from mainstay.core.prepared import keeping


def new_key() -> str:
    return str(uuid.uuid4())


def claim(key: uuid.UUID) -> str | None:
    """Use up a key inside the caller's transaction.

    Returns None when it was free, otherwise the address where its first use led. A second
    sender waits here until the first one's transaction has ended.
    """
    with keeping() as cursor:
        cursor.execute(
            "INSERT INTO core_oncekey (key, location, used_at) VALUES (%s, '', now())"
            " ON CONFLICT (key) DO NOTHING",
            [key],
        )
        if cursor.rowcount:
            return None
    return OnceKey.objects.values_list("location", flat=True).get(pk=key)


def remember(key: uuid.UUID, location: str) -> None:
    """Keep where the first use led, for a repeat."""
    with keeping() as cursor:
        cursor.execute(
            "UPDATE core_oncekey SET location = %s WHERE key = %s", [location[:500], key]
        )


def is_used(key: uuid.UUID) -> bool:
    """Whether the form with this key was sent, as far as is committed."""
    return OnceKey.objects.filter(pk=key).exists()

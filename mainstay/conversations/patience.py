"""A bound on what somebody may ask of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from mainstay.core.errors import Refused

MILLISECONDS = 3000


@contextmanager
def patience() -> Iterator[None]:
    """Give up after some seconds, in words that help: a filter can ask for anything."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {MILLISECONDS}")
            yield
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise Refused(
            _("That looks through too many conversations. Narrow it by state, client or time.")
        ) from error

"""The numbers that conversations are called by."""

from django.db import connection

GAP = 10_000
"""More than a desk gives between two backups."""


def skip_given_numbers() -> None:
    """After a restore: give no number again that was given since the backup was made.

    Clients hold mails with those numbers, signed. An answer to one would join a stranger's
    conversation of the same number.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(sequence, nextval(sequence) + %s)"
            " FROM pg_get_serial_sequence('conversations_conversation', 'id') AS sequence",
            [GAP],
        )

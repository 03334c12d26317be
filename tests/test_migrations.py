"""Migrations run forwards on an empty database, and ours can be taken back."""

import pytest
from django.core.management import call_command
from django.db import connection

pytestmark = pytest.mark.sql


def has_table(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [name])
        return cursor.fetchone()[0]


def test_the_topmost_can_be_taken_back_and_made_again(transactional_db):
    call_command("migrate", "conversations", "zero", verbosity=0)
    assert not has_table("conversations_message")
    call_command("migrate", verbosity=0)
    assert has_table("conversations_message")


def test_the_extensions_are_there_for_a_role_that_is_no_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone()[0] is False
        cursor.execute("SELECT unaccent('Évaluation'), similarity('payout', 'payouts') > 0.5")
        assert cursor.fetchone() == ("Evaluation", True)

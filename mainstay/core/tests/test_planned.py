"""Rows that are written by kept statements are what Django would have written."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from mainstay.channels.models import Outbound
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.core.models import Alarm, Event
from mainstay.core.planned import Planned, put

pytestmark = pytest.mark.sql


def event(**more):
    return Event(kind="x.happened", subject_kind="x", subject_id=1, actor_kind="system", **more)


def written(row):
    """Every column as the database has it."""
    found = type(row)._base_manager.get(pk=row.pk)
    return {each.attname: getattr(found, each.attname) for each in row._meta.concrete_fields}


@pytest.mark.parametrize("name", ["payout", "tracking", "sign_in"])
def test_a_row_is_written_as_django_would(world, name, monkeypatch):
    conversation = getattr(world, name)
    ours = written(_again(conversation))
    monkeypatch.delattr(Planned, "_do_insert")
    monkeypatch.delattr(Planned, "_do_update")
    theirs = written(_again(conversation))
    assert ours.pop("id") != theirs.pop("id")
    assert ours == theirs


def _again(conversation):
    """The same saved as a new row, and changed once more."""
    again = Conversation.objects.get(pk=conversation.pk)
    again.pk, again._state.adding = None, True
    again.save()
    again.subject = "It's 100 % \\ {odd} שלום"
    again.is_aside = True
    again.save()
    return again


def test_what_the_database_gives_comes_back(db):
    made = event(facts={"words": "100 % 'quoted'"})
    made.save()
    assert made.pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        assert cursor.fetchone() == (int(made.xid),)
    assert Event.objects.get(pk=made.pk).facts == {"words": "100 % 'quoted'"}


def test_a_number_that_is_given_takes_its_place(db):
    made = event(xid=7)
    made.save()
    assert Event.objects.get(pk=made.pk).xid == 7


def test_what_the_database_works_out_is_worked_out(world):
    outbound = Outbound.objects.first()
    outbound.attempts = F("attempts") + 5
    outbound.save(update_fields=["attempts"])
    assert Outbound.objects.get(pk=outbound.pk).attempts == 6


def test_a_row_that_is_gone_is_not_changed_in_silence(world):
    outbound = Outbound.objects.get(
        pk=world.payout.messages.exclude(outbound=None).first().outbound_id
    )
    outbound.pk = 10**12
    with pytest.raises(DatabaseError, match="did not affect any rows"):
        outbound.save(update_fields=["state"])


def test_what_the_table_refuses_is_refused(world):
    first = Outbound.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Outbound(message_id=first.message_id, due_at=now()).save()


def test_put_again_a_row_has_its_new_values(db):
    at = now()
    for number in range(3):
        put(
            Alarm(kind="a", subject_kind="x", subject_id=1, due_at=at + timedelta(number)),
            unique=("subject_kind", "subject_id", "kind", "step"),
        )
    assert [each.due_at for each in Alarm.objects.all()] == [at + timedelta(2)]


def test_a_row_is_planned_once(db):
    connection.connection._prepared.clear()
    connection.connection.execute("DEALLOCATE ALL")
    for _ in range(4):
        event().save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        [(statement,)] = cursor.fetchall()
    assert statement.startswith('INSERT INTO "core_event"')

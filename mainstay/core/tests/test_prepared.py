from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Q, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from mainstay.conversations.models import Conversation, Message
from mainstay.core.clock import now
from mainstay.core.prepared import planned_anew, prepared
from mainstay.team.models import Member

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Asker:
    pk: int
    sees_all: bool
    departments: tuple[int, ...]


def found(asker, number):
    rows = Conversation.objects.select_related("contact", "assignee").filter(pk=number)
    if not asker.sees_all:
        rows = rows.filter(Q(department__in=asker.departments) | Q(assignee=asker.pk))
    return rows.annotate(mark=Value("seen"))


def asker_of(member):
    return Asker(member.pk, member.sees_all, tuple(member.department_ids))


def test_rows_are_those_of_the_queryset(world):
    made_once = prepared(found)
    for member in world.members.values():
        for conversation in world.conversations.values():
            asker = asker_of(member)
            ours, plain = made_once(asker, conversation.pk), list(found(asker, conversation.pk))
            assert ours == plain
            assert [each.mark for each in ours] == ["seen" for _ in plain]
            assert made_once.exists(asker, conversation.pk) == bool(plain)
            assert made_once.count(asker, conversation.pk) == len(plain)


def test_what_comes_with_a_row_costs_no_further_query(world):
    made_once = prepared(found)
    with CaptureQueriesContext(connection) as asked:
        row = made_once.first(asker_of(world.maya), world.payout.pk)
        assert (row.contact.name, row.assignee.name) == ("Daniel Price", "Maya Brandt")
    assert len(asked) == 1


def test_values_stand_where_they_belong(world):
    @prepared
    def between(kind: str, since, until, ids) -> QuerySet[Message, int]:
        rows = Message.objects.filter(pk__in=ids, at__gte=since, at__lt=until).exclude(kind=kind)
        return rows.order_by("pk").values_list("pk", flat=True)

    ids = tuple(Message.objects.order_by("pk").values_list("pk", flat=True))
    since, until = now() - timedelta(days=2), now() - timedelta(minutes=41)
    for some in (ids, ids[:3], ids[2:5], ()):
        plain = Message.objects.filter(pk__in=some, at__gte=since, at__lt=until)
        assert between("in", since, until, some) == list(
            plain.exclude(kind="in").order_by("pk").values_list("pk", flat=True)
        )


def test_columns_are_in_the_order_that_was_asked_for(world):
    @prepared
    def columns(pk: int) -> QuerySet[Member, tuple[str, int, str]]:
        return Member.objects.filter(pk=pk).values_list("name", "pk", "email")

    ines = world.ines
    assert columns(ines.pk) == [(ines.name, ines.pk, ines.email)]


def test_the_statement_is_made_once_for_each_shape(world):
    made = []

    @prepared
    def counted(asker: Asker, *, is_open: bool) -> QuerySet[Conversation]:
        made.append(is_open)
        rows = Conversation.objects.filter(department__in=asker.departments)
        return rows.filter(state="open") if is_open else rows

    maya = asker_of(world.maya)
    for asker in (maya, replace(maya, pk=99), maya):
        assert counted.count(asker, is_open=True) == 2
    assert len(made) == 2  # of values that occur nowhere, twice, to find them again
    assert counted.count(maya, is_open=False) == 3
    assert counted.count(replace(maya, departments=(10**6, 10**6 + 1)), is_open=False) == 0
    assert len(made) == 6


def test_nothing_is_asked_where_nothing_can_be(world, django_assert_num_queries):
    nobodys = prepared(lambda pk: Conversation.objects.none().filter(pk=pk))
    with django_assert_num_queries(0):
        assert nobodys(1) == []
        assert (nobodys.first(1), nobodys.exists(1), nobodys.count(1)) == (None, False, 0)


def test_a_value_that_was_changed_on_its_way_is_refused():
    changed = prepared(lambda pk: Conversation.objects.filter(pk=pk + 1))
    with pytest.raises(TypeError, match="was made of a value"):
        changed(1)


def test_a_value_that_decides_over_the_statement_is_refused():
    decides = prepared(lambda pk: Conversation.objects.extra(where=[f"id <> {pk}"]))
    with pytest.raises(TypeError, match="decides over the statement"):
        decides(1)


def test_what_is_no_plain_value_is_refused(world):
    with pytest.raises(TypeError, match="cannot be a value"):
        prepared(lambda member: Conversation.objects.filter(assignee=member))(world.maya)


def test_percent_signs_and_quotes_are_text(world):
    named = prepared(lambda name: Member.objects.filter(name=name).values_list("pk", flat=True))
    Member.objects.filter(pk=world.ruth.pk).update(name="100% '; DROP TABLE x; -- %s")
    assert named("100% '; DROP TABLE x; -- %s") == [world.ruth.pk]
    assert named("%") == []


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_mix_their_values(world):
    made_once = prepared(lambda pk: Conversation.objects.filter(pk=pk).values_list("pk", flat=True))
    ids = [each.pk for each in world.conversations.values()]

    def ask(number):
        try:
            return [made_once(pk) for pk in ids] == [[pk] for pk in ids]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(ask, range(60)))


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_of_a_transaction_is_refused(world):
    locked = prepared(lambda pk: Conversation.objects.select_for_update().filter(pk=pk))
    with transaction.atomic():
        assert locked(world.payout.pk) == [world.payout]
    with pytest.raises(transaction.TransactionManagementError):
        locked(world.payout.pk)


def test_few_statements_are_made_for_sets_of_any_size(world):
    made = []

    @prepared
    def those(ids) -> QuerySet[Conversation, int]:
        made.append(len(ids))
        return Conversation.objects.filter(pk__in=ids).order_by("pk").values_list("pk", flat=True)

    ids = tuple(sorted(each.pk for each in world.conversations.values()))
    for size in range(1, 4):
        assert those(ids[:size]) == list(ids[:size])
    assert those(ids[:3] + (10**6,) * 6) == list(ids[:3])
    assert made == [1, 1, 2, 2, 4, 4, 16, 16]


@pytest.fixture
def kept(world):
    """Names of the statements that our connection keeps plans of."""
    connection.ensure_connection()
    assert connection.connection.prepare_threshold

    def names():
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement FROM pg_prepared_statements")
            return [statement for (statement,) in cursor.fetchall()]

    connection.connection._prepared.clear()
    connection.connection.execute("DEALLOCATE ALL")
    return names


def test_a_statement_that_is_seen_again_is_planned_once(world, kept):
    named = prepared(lambda pk, name: Member.objects.filter(pk=pk, name=name, role="lead"))
    for _ in range(5):
        assert not named.exists(1, "nobody")
        assert not named.exists(10**10, "100%")  # a number of another size, no other statement
    [statement] = kept()
    assert "'lead'" in statement  # what is constant is written out, for partial indexes
    assert "$2" in statement
    assert "$3" not in statement


def test_no_plan_is_kept_where_connections_are_shared(world, kept, monkeypatch):
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    named = prepared(lambda pk: Member.objects.filter(pk=pk).values_list("name", flat=True))
    assert [named.first(world.ines.pk) for _ in range(5)] == [world.ines.name] * 5
    assert kept() == []


def test_a_log_shows_the_values(world):
    named = prepared(lambda pk: Member.objects.filter(pk=pk))
    with CaptureQueriesContext(connection) as asked:
        named(712_345)
    assert "712345" in asked.captured_queries[0]["sql"]


def test_what_depends_on_the_value_is_planned_for_each(world, kept):
    named = planned_anew(lambda pk: Member.objects.filter(pk=pk).values_list("name", flat=True))
    assert [named.first(world.ines.pk) for _ in range(5)] == [world.ines.name] * 5
    assert kept() == []


def test_columns_that_are_only_ordered_by_are_refused(world):
    ordered = prepared(
        lambda pk: Member.objects.filter(pk=pk).distinct().order_by("email").values_list("name")
    )
    with pytest.raises(TypeError, match="not asked for"):
        ordered(1)

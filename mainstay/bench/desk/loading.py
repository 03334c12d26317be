"""A desk of any size, made by the database itself: some 20,000 conversations a second."""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from mainstay.channels.models import Outbound
from mainstay.clients.models import Contact, Identity, Organisation
from mainstay.conversations.models import Conversation, Message, ThreadKey
from mainstay.core.models import Event, WorkItem
from mainstay.core.projections import all_projections
from mainstay.team.models import Department, Member

ORGANISATIONS = 1000
CONTACTS = 5000
MEMBERS = 20
DEPARTMENTS = 4
MESSAGES = 4
"""Of each conversation: the client and we by turns."""

RARE_WORDS = 40
HITS = 100
"""In so many messages stands each rare word."""

_SENTENCES = 4000
_STEP = 50_000
_VOWELS, _CONSONANTS = "aeiou", "bcdfgklmnprstvz"


@dataclass
class Loaded:
    """What there is to ask for."""

    members: list[Member]
    conversations: int = 0
    loads: int = 0
    # The words that the last load planted.
    rare_words: list[str] = field(default_factory=list)


def people() -> Loaded:
    """Members, departments, organisations and contacts: the same for a desk of every size."""
    departments = [
        Department.objects.get_or_create(name=f"Bench {number}")[0] for number in range(DEPARTMENTS)
    ]
    members = []
    for number in range(MEMBERS):
        member = Member.objects.create(
            email=f"member{number}@bench.example", name=f"Member Number{number}"
        )
        member.departments.add(departments[number % DEPARTMENTS])
        members.append(member)
    with connection.cursor() as cursor:
        _fill(
            cursor,
            Organisation,
            {"name": "'Company ' || g"},
            f"generate_series(1, {ORGANISATIONS}) g",
        )
        _fill(
            cursor,
            Contact,
            {
                "name": "'Person ' || g",
                "organisation_id": f"{_first(cursor, Organisation)} + g % {ORGANISATIONS}",
                "language": "'en'",
            },
            f"generate_series(1, {CONTACTS}) g",
        )
        _fill(
            cursor,
            Identity,
            {
                "contact_id": f"{_first(cursor, Contact)} + g - 1",
                "kind": "'email'",
                "value": f"'person' || g || '@company' || g % {ORGANISATIONS} || '.example'",
            },
            f"generate_series(1, {CONTACTS}) g",
        )
        _make_sentences(cursor)
    return Loaded(members)


def grow(loaded: Loaded, conversations: int, on_progress: Callable[[int], None]) -> None:
    """Add conversations until there are so many. Indexes are made anew after a large load."""
    missing = conversations - loaded.conversations
    loaded.loads += 1
    loaded.rare_words = [f"zq{loaded.loads}x{number}vo" for number in range(RARE_WORDS)]
    with connection.cursor() as cursor, _without_autovacuum(cursor):
        dropped = _drop_indexes(cursor) if missing > 200_000 else []
        for start in range(loaded.conversations, conversations, _STEP):
            _add(cursor, loaded, start + 1, min(start + _STEP, conversations), missing)
            on_progress(min(start + _STEP, conversations))
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for definition in dropped:
            cursor.execute(definition)
        cursor.execute("VACUUM (ANALYZE)")
        _settle_readers(cursor)
        _write_out(cursor)
    loaded.conversations = conversations


@contextmanager
def _without_autovacuum(cursor: CursorWrapper) -> Iterator[None]:
    """It would begin in the middle of the load and still go on under the first pages."""
    tables = connection.introspection.table_names(cursor)
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = off)')
    yield
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" RESET (autovacuum_enabled)')


def _write_out(cursor: CursorWrapper) -> None:
    """Have the server write now what it would else write while the first pages are measured.

    Only a superuser may ask for a checkpoint, but copying a database as files begins with one.
    """
    cursor.execute("CREATE DATABASE mainstay_bench_written STRATEGY file_copy")
    cursor.execute("DROP DATABASE mainstay_bench_written")


def _add(cursor: CursorWrapper, loaded: Loaded, first: int, last: int, missing: int) -> None:
    """Conversations of these numbers with all that belongs to them."""
    numbers = f"generate_series({first}, {last}) g"
    departments = list(Department.objects.filter(name__startswith="Bench").order_by("pk"))
    department = f"{departments[0].pk} + g % {DEPARTMENTS}"
    # Four in a hundred are not finished; half of them wait for us, a third of those for nobody yet.
    state = (
        "CASE WHEN g % 100 IN (3, 50) THEN 'open' WHEN g % 100 IN (20, 77) THEN 'waiting'"
        " WHEN g % 100 IN (9, 31, 60) THEN 'solved' ELSE 'closed' END"
    )
    at = "now() - interval '400 days' + g * (interval '399 days' / 1000000)"
    _fill(
        cursor,
        Conversation,
        {
            "id": "g",
            "subject": "'Matter ' || g || ' of a removed link'",
            "contact_id": f"{_first(cursor, Contact)} + (g::bigint * 7919) % {CONTACTS}",
            "organisation_id": f"{_first(cursor, Organisation)} + ((g::bigint * 7919) % {CONTACTS}"
            f" + 1) % {ORGANISATIONS}",
            "department_id": department,
            "assignee_id": f"CASE WHEN g % 3 = 0 THEN NULL ELSE {loaded.members[0].pk}"
            f" + g % {DEPARTMENTS} + {DEPARTMENTS} * ((g / {DEPARTMENTS}) % 5) END",
            "state": state,
            "waiting_on": f"CASE {state} WHEN 'waiting' THEN 'requester' ELSE '' END",
            "since": at,
            "turn_at": at,
            "created_at": at,
            "last_message_at": at,
            "last_words": "'The link was removed and the article is gone ' || g",
            "language": "'en'",
        },
        numbers,
    )
    said = f"{numbers} CROSS JOIN generate_series(0, {MESSAGES - 1}) m"
    mail_id = "'<c' || g || '.' || m || '@bench.example>'"
    # Above the numbers that the desk itself has given out since the load before.
    outbound = f"({loaded.loads * 100_000_000} + g::bigint * {MESSAGES} + m)"
    is_ours = "m % 2 = 1"
    _fill(
        cursor,
        Outbound,
        {
            "id": outbound,
            "message_id": mail_id,
            "sender": '\'["Desk", "desk@bench.example"]\'::jsonb',
            "state": "'sent'",
            "due_at": at,
            "sent_at": at,
            "created_at": at,
        },
        f"{said} WHERE {is_ours}",
    )
    step = max(1, missing * MESSAGES // HITS)
    rare = (
        f"CASE WHEN (g::bigint * {MESSAGES} + m) % {step} < {RARE_WORDS}"
        f" THEN ' ' || %s || ((g::bigint * {MESSAGES} + m) % {step}) || 'vo' ELSE '' END"
    )
    prefix = loaded.rare_words[0].removesuffix("0vo")
    words = " || ' ' || ".join(
        f"(SELECT words FROM bench_sentence"
        f" WHERE id = (g::bigint * {prime} + m * 31) % {_SENTENCES})"
        for prime in (7, 131, 1009, 7919)
    )
    _fill(
        cursor,
        Message,
        {
            "id": outbound,
            "conversation_id": "g",
            "kind": f"CASE WHEN {is_ours} THEN 'out' ELSE 'in' END",
            "contact_id": f"CASE WHEN {is_ours} THEN NULL ELSE {_first(cursor, Contact)}"
            f" + (g::bigint * 7919) % {CONTACTS} END",
            "member_id": f"CASE WHEN {is_ours} THEN {loaded.members[0].pk} + g % {MEMBERS} END",
            "outbound_id": f"CASE WHEN {is_ours} THEN {outbound} END",
            "message_id": mail_id,
            "sender": '\'["Person", "person@company.example"]\'::jsonb',
            "text": f"{words} || {rare}",
            "language": "'en'",
            "at": f"{at} + m * interval '1 minute'",
        },
        said,
        [prefix],
    )
    _fill(
        cursor,
        ThreadKey,
        {"key": f"md5({mail_id})::uuid", "conversation_id": "g"},
        said,
    )
    _fill(
        cursor,
        Event,
        {
            "kind": f"CASE WHEN {is_ours} THEN 'message.written' WHEN m = 0"
            " THEN 'conversation.opened' ELSE 'message.received' END",
            "subject_kind": "'conversation'",
            "subject_id": "g",
            "actor_kind": f"CASE WHEN {is_ours} THEN 'member' ELSE 'contact' END",
            "actor_id": f"{loaded.members[0].pk} + g % {MEMBERS}",
            "audience": f"'department:' || {department}",
            "facts": f"jsonb_build_object('message', {outbound})",
            "at": f"{at} + m * interval '1 minute'",
            "xid": None,
        },
        said,
    )
    _fill(
        cursor,
        WorkItem,
        {
            "kind": "'conversation.answer'",
            "subject_kind": "'conversation'",
            "subject_id": "g",
            "member_id": f"CASE WHEN g % 3 = 0 THEN NULL ELSE {loaded.members[0].pk}"
            f" + g % {DEPARTMENTS} + {DEPARTMENTS} * ((g / {DEPARTMENTS}) % 5) END",
            "department_id": department,
            "since": at,
        },
        f"{numbers} WHERE g % 100 IN (3, 50)",
    )
    for model in (Conversation, Message, Outbound):
        table = model._meta.db_table
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )


def _fill(
    cursor: CursorWrapper,
    model: type[models.Model],
    values: Mapping[str, str | None],
    source: str,
    parameters: list[Any] | None = None,
) -> None:
    """Insert rows: `values` are SQL by column (None: the database's own), the rest the defaults."""
    columns: list[str] = []
    expressions: list[str] = []
    filled: list[Any] = []
    for each in model._meta.concrete_fields:
        name = each.column or each.name
        if name in values:
            expression = values[name]
            if expression is None:
                continue
            # A remainder is no place for a value.
            expressions.append(expression.replace("%", "%%").replace("%%s", "%s"))
            filled += parameters or [] if "%s" in expression else []
        elif _fills_itself(each):
            continue
        else:
            expressions.append("%s")
            filled.append(each.get_db_prep_save(each.get_default(), connection))
        columns.append(f'"{name}"')
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"
        f" SELECT {', '.join(expressions)} FROM {source.replace('%', '%%')}",
        filled,
    )


def _fills_itself(column: "models.Field[Any, Any]") -> bool:
    is_given = column.db_default is not models.NOT_PROVIDED
    return column.primary_key or column.generated or is_given or column.null


def _first(cursor: CursorWrapper, model: type[models.Model]) -> int:
    cursor.execute(f"SELECT min(id) FROM {model._meta.db_table}")
    return int(cursor.fetchone()[0])


def _make_sentences(cursor: CursorWrapper) -> None:
    """Sentences of words that are as uneven as those of a language."""
    chance = random.Random(11)
    vocabulary = [
        "".join(
            chance.choice(_CONSONANTS) + chance.choice(_VOWELS)
            for _ in range(chance.randrange(2, 5))
        )
        for _ in range(20_000)
    ]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    cursor.execute("CREATE TABLE bench_sentence (id bigint PRIMARY KEY, words text NOT NULL)")
    cursor.executemany(
        "INSERT INTO bench_sentence VALUES (%s, %s)",
        [
            (number, " ".join(chance.choices(vocabulary, weights, k=chance.randrange(8, 18))))
            for number in range(_SENTENCES)
        ],
    )


def _drop_indexes(cursor: CursorWrapper) -> list[str]:
    """Take away what only reading needs, and say how each is made again."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE NOT indisunique AND indrelid::regclass::text = ANY(%s)",
        [[model._meta.db_table for model in (Conversation, Message, ThreadKey, Event, Outbound)]],
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def _settle_readers(cursor: CursorWrapper) -> None:
    """Readers of the log have nothing to do with what was never done."""
    cursor.executemany(
        "INSERT INTO core_projectionposition (name, xid, event_id)"
        " (SELECT %s, xid, id FROM core_event ORDER BY xid DESC, id DESC LIMIT 1)"
        " ON CONFLICT (name) DO UPDATE SET xid = excluded.xid, event_id = excluded.event_id",
        [(each.name,) for each in all_projections()],
    )

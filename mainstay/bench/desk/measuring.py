"""What is asked, how often, and what comes of it."""

import itertools
import json
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

from django.db import connection

from mainstay.bench import mail
from mainstay.bench.corpus import corpus
from mainstay.bench.desk import floors
from mainstay.bench.desk.asking import Question, ask_all, sign_in
from mainstay.bench.desk.loading import CONTACTS, DEPARTMENTS, ORGANISATIONS, Loaded, grow, people
from mainstay.bench.desk.product import Product, running
from mainstay.bench.report import Result, result
from mainstay.conversations.models import Conversation
from mainstay.team.models import Department, Member
from mainstay.team.tokens import actions as tokens
from mainstay.team.tokens.scopes import Scope

SMALL = 10_000
"""The desk that a larger one is compared with in the same run."""

PROCESSES = 2
"""Of granian, as in production. By several connections, the floor is that of two processes."""

_SECONDS = 6.0
_MOST = 4000
_WARM = 40
_MAILS = 600


class Show(Protocol):
    """Begins to tell of a piece of work: what it is called, and how much of it there is."""

    def __call__(self, name: str, total: int) -> Callable[[int], None]: ...


def measure(conversations: int, show: Show) -> list[Result]:
    """Load and measure: first a small desk, then one of the size that was asked for."""
    _make_floor_tables()
    loaded = people()
    results: list[Result] = []
    for size in sorted({min(SMALL, conversations), conversations}):
        grow(loaded, size, show(f"Loading {size:,}", size))
        mark = "" if size == conversations else f"@{size}"
        with running() as product:
            desk = _Desk(loaded, product)
            for name, questions, floor in desk.all(with_new=not mark):
                results += _measured(name + mark, questions, floor, product, show)
    return [*results, _mail(show)]


def _measured(
    name: str,
    questions: Iterator[Question],
    floor: float,
    product: Product,
    show: Show,
) -> list[Result]:
    """By one connection and by eight. The first some warm the processes up and do not count."""
    results = []
    for connections in (1, 8):
        warm, whole = ask_all(
            product.port, questions, connections=connections, count=_WARM, on_progress=_quiet
        )
        count = min(_MOST, max(_WARM, int(_SECONDS * len(warm) / whole)))
        took, whole = ask_all(
            product.port,
            questions,
            connections=connections,
            count=count,
            on_progress=show(f"{name}, {connections} at once", count),
        )
        results.append(
            result(
                name,
                took,
                [floor / min(connections, PROCESSES)],
                connections=connections,
                whole_seconds=whole,
                memory_mb=product.web_memory_mb(),
            )
        )
    return results


def _mail(show: Show) -> Result:
    """Mail that comes into the desk as large as it is by now."""
    _name, mails = corpus(_MAILS)
    return replace(mail.measure(mails, show("mail", len(mails))), name="mail")


def _quiet(_done: int) -> None:
    pass


class _Desk:
    """The questions of people who work at a loaded desk."""

    def __init__(self, loaded: Loaded, product: Product) -> None:
        self._loaded, self._product = loaded, product
        self._chance = random.Random(3)
        self._cookies = {member.pk: sign_in(member) for member in loaded.members}
        departments = Department.objects.filter(name__startswith="Bench").order_by("pk")
        self._departments = list(departments.values_list("pk", flat=True))

    def all(self, *, with_new: bool) -> Iterator[tuple[str, Iterator[Question], float]]:
        """Each kind of question with its floor, in seconds.

        `with_new`: conversations are made, too; their numbers stand in the way of a further load.
        """
        for name, questions in (
            ("inbox", self._inbox()),
            ("conversation", self._conversation()),
            ("conversation beside its list", self._beside()),
            ("search", self._search()),
        ):
            yield name, questions, floors.of_page(next(questions))
        if with_new:
            yield "create", self._create(), floors.of_statements(self._least_of_a_new_one)
        # The last: what it asks for leaves ten seconds later, under whatever is asked then.
        yield "reply", self._reply(), floors.of_statements(self._least_of_a_reply)

    def _inbox(self) -> Iterator[Question]:
        for member in itertools.cycle(self._loaded.members):
            yield Question("/inbox/?box=department&shelf=active", self._cookies[member.pk])

    def _conversation(self) -> Iterator[Question]:
        while True:
            number = self._chance.randint(1, self._loaded.conversations)
            yield Question(f"/conversations/{number}/", self._cookies[self._reader(number).pk])

    def _beside(self) -> Iterator[Question]:
        """What a browser asks for a row of the list: the page without its frame and its list."""
        headers = (("HX-Request", "true"), ("HX-Target", "div#beside"))
        for question in self._conversation():
            yield replace(question, headers=headers)

    def _search(self) -> Iterator[Question]:
        for word, member in zip(
            itertools.cycle(self._loaded.rare_words),
            itertools.cycle(self._loaded.members),
            strict=False,
        ):
            yield Question(f"/search/?q={word}", self._cookies[member.pk])

    def _reply(self) -> Iterator[Question]:
        """Each answers another conversation, so that none waits for the lock of a neighbour."""
        loaded = Conversation.objects.unfinished().filter(pk__lte=self._loaded.conversations)
        for number in itertools.cycle(loaded.order_by("pk").values_list("pk", flat=True)):
            yield Question(
                f"/conversations/{number}/messages/",
                self._cookies[self._reader(number).pk],
                fields=(
                    ("kind", "reply"),
                    ("send", "wait"),
                    ("seen_message_id", str(10**12)),
                    ("body", "We looked at it and write to the publisher today."),
                ),
                expects=(302,),
            )

    def _create(self) -> Iterator[Question]:
        """A program hands over what a client wrote; each begins a conversation."""
        owner, _made = Member.objects.get_or_create(
            email="program@bench.example",
            defaults={"name": "Program", "role": Member.Role.ADMINISTRATOR},
        )
        _token, text = tokens.make(
            f"Bench {uuid.uuid4()}",
            by=owner,
            scopes=[each.value for each in Scope],
            requests_per_minute=tokens.HIGHEST_RATE,
        )
        headers = (("Authorization", f"Bearer {text}"), ("Content-Type", "application/json"))
        while True:
            person = self._chance.randint(1, CONTACTS)
            said = {
                "address": f"person{person}@company{person % ORGANISATIONS}.example",
                "subject": "A link is gone",
                "text": "The article is there, and the link in it is not. Please look.",
            }
            body = json.dumps(said).encode()
            yield Question("/api/v1/messages", headers=headers, body=body, expects=(201,))

    def _reader(self, number: int) -> Member:
        """Somebody of the department that it belongs to."""
        department = number % DEPARTMENTS
        return self._loaded.members[department + DEPARTMENTS * (number % 5)]

    def _least_of_a_reply(self, number: int) -> list[str]:
        """A message, an outbound row, a fact, and the conversation's new state."""
        conversation = number
        return [
            "INSERT INTO bench_outbound (message_id, words, due_at) VALUES"
            f" ('<{self._loaded.loads}.{number}@floor.example>', 'We looked at it.', now())",
            "INSERT INTO bench_message (conversation_id, words, at) VALUES"
            f" ({conversation}, 'We looked at it.', now())",
            "INSERT INTO bench_event (kind, subject_id, at) VALUES"
            f" ('message.written', {conversation}, now())",
            f"UPDATE bench_conversation SET state = 'waiting' WHERE id = {conversation}",
        ]

    def _least_of_a_new_one(self, number: int) -> list[str]:
        """A conversation, its message, and the fact that it began."""
        conversation = self._loaded.loads * 10**9 + number
        return [
            f"INSERT INTO bench_conversation VALUES ({conversation}, 'open')",
            "INSERT INTO bench_message (conversation_id, words, at) VALUES"
            f" ({conversation}, 'The article is there.', now())",
            "INSERT INTO bench_event (kind, subject_id, at) VALUES"
            f" ('conversation.opened', {conversation}, now())",
        ]


def _make_floor_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_outbound (id bigserial PRIMARY KEY, message_id text UNIQUE,"
            " words text, due_at timestamptz);"
            "CREATE TABLE bench_message (id bigserial PRIMARY KEY, conversation_id bigint,"
            " words text, at timestamptz);"
            "CREATE TABLE bench_event (id bigserial PRIMARY KEY, kind text, subject_id bigint,"
            " at timestamptz);"
            "CREATE TABLE bench_conversation (id bigint PRIMARY KEY, state text);"
            "INSERT INTO bench_conversation SELECT g, 'open' FROM generate_series(1, 1000) g"
        )

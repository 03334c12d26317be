"""Finding conversations by what was said in them.

Candidates are capped before anything is sorted: the best of an unbounded set would cost the more
the more common the word is. `visible_to` is inside the cap, so nothing is found and then hidden.
"""

import re
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from mainstay.conversations.models import Conversation, search_languages
from mainstay.conversations.patience import patience
from mainstay.conversations.search_operators import take_apart
from mainstay.team.models import Member

CAP = 2000
"""Messages looked at; when there are more, the screen says so."""

SHOWN = 30
_LONGEST = 300
# Marks around a found word in a snippet: characters that no mail carries.
FROM, TO = "\ue000", "\ue001"

# An address is kept as host and path; with its scheme a query would look for "https" as well.
_SCHEME = re.compile(r"\bhttps?://", re.IGNORECASE)
# Its ? and & would be read as marks of a query, unless it stands in quotes.
_ADDRESS = re.compile(r'(?<!\S)[^\s"]+/[^\s"]*')
# One part of what was typed that must not occur: -word or -"a phrase".
_WITHOUT = re.compile(r'(?<!\S)-("[^"]*"?|\S+)')


def _forms(words: str) -> str:
    """What each language makes of the words, as one query. `words` names a parameter.

    Most languages make the same of a word: what is said twice is looked up twice.
    """
    configurations = ", ".join(f"'mainstay_{code}'" for code in ("simple", *search_languages()))
    return f"""(
        SELECT string_agg(DISTINCT '(' || form::text || ')', ' | ') FROM (
            SELECT websearch_to_tsquery(configuration, %({words})s) AS form
            FROM unnest(ARRAY[{configurations}]::regconfig[]) AS configuration OFFSET 0
        ) AS made WHERE numnode(form) > 0
    )"""  # noqa: S608  (only names of our own stand in it)


# Taken apart from what is wanted: a form that one language does not know would let through
# what another language's form forbids.
_QUERY = f"'(' || {_forms('wanted')} || ')' || coalesce(' & !(' || {_forms('unwanted')} || ')', '')"

# PostgreSQL reads the number of "N-3307" as less than zero. Whoever looks for 3307 means it too.
_WITH_NUMBERS = (
    rf"regexp_replace({_QUERY}, '(?<!'')''(\d+)''(?!'')', '(''\1'' | ''-\1'')', 'g')::tsquery"
)

_OWN_CONFIGURATION = (
    "('mainstay_' || CASE WHEN message.language IN ("
    + ", ".join(f"'{code}'" for code in search_languages())
    + ") THEN message.language ELSE 'simple' END)::regconfig"
)

_FIND = f"""
    WITH wanted AS (SELECT {_WITH_NUMBERS} AS query),
    candidates AS (
        SELECT message.id, message.conversation_id, message.at,
            ts_rank_cd(message.search, wanted.query) AS rank
        FROM conversations_message AS message, wanted
        WHERE message.search @@ wanted.query AND message.undone_at IS NULL
            AND message.conversation_id IN ({{visible}})
        LIMIT %(cap)s
    ),
    best AS (
        SELECT DISTINCT ON (conversation_id) * FROM candidates
        ORDER BY conversation_id, rank DESC, at DESC
    ),
    shown AS (SELECT * FROM best ORDER BY rank DESC, at DESC LIMIT %(shown)s)
    SELECT shown.conversation_id, message.id,
        ts_headline({_OWN_CONFIGURATION}, left(message.text, 20000), wanted.query,
            'StartSel="{FROM}", StopSel="{TO}", MaxWords=28, MinWords=12, MaxFragments=1'),
        (SELECT count(*) FROM candidates)
    FROM shown JOIN conversations_message AS message ON message.id = shown.id, wanted
    ORDER BY shown.rank DESC, shown.at DESC
"""  # noqa: S608  (only names of our own stand in it)


@dataclass(frozen=True)
class Hit:
    """A conversation with the message that fits best, and its words around the hit."""

    conversation_id: int
    message_id: int
    snippet: str


@dataclass(frozen=True)
class Found:
    hits: list[Hit]
    # Messages that fit, at most CAP.
    messages: int

    @property
    def is_capped(self) -> bool:
        return self.messages >= CAP


def find(member: Member, words: str) -> Found:
    """Conversations this member may see in which the words were said, the best first.

    Understands "a phrase", or, -without, and the operators of `search_operators`. A word is
    found in each language's own forms. With operators alone the latest that meet them are found.
    """
    typed = take_apart(words.replace("\x00", " ")[:_LONGEST], member)
    words = _SCHEME.sub("", typed.words).strip()
    wanted, unwanted = _taken_apart(words)
    among = Conversation.objects.visible_to(member).filter(typed.among).order_by()
    if not wanted:
        return _latest(among) if typed.understood else Found([], 0)
    numbered = _numbered(member, words)
    visible, parameters = among.values("pk").query.sql_with_params()
    named = {f"visible_{i}": value for i, value in enumerate(parameters)}
    inside = visible % tuple(f"%({name})s" for name in named)
    # Words alone are bounded by the cap; what operators ask for is not.
    bounded = patience() if typed.understood else nullcontext()
    with bounded, connection.cursor() as cursor:
        cursor.execute(
            _FIND.format(visible=inside),
            {"wanted": wanted, "unwanted": unwanted, "cap": CAP, "shown": SHOWN, **named},
        )
        rows = cursor.fetchall()
    said = [Hit(*row[:3]) for row in rows if row[0] != numbered]
    hits = [Hit(numbered, 0, ""), *said] if numbered else said
    return Found(hits, rows[0][3] if rows else len(hits))


def _latest(among: QuerySet[Conversation]) -> Found:
    rows = among.filter(merged_into__isnull=True).order_by("-id")[:SHOWN]
    with patience():
        hits = [Hit(pk, 0, "") for pk in rows.values_list("pk", flat=True)]
    return Found(hits, len(hits))


def _taken_apart(words: str) -> tuple[str, str]:
    """What must be said, and what must not: any one of the latter is too much."""
    unwanted = " or ".join(_WITHOUT.findall(words))
    wanted = _WITHOUT.sub(" ", words).strip()
    return _ADDRESS.sub(r'"\g<0>"', wanted), unwanted


def _numbered(member: Member, words: str) -> int | None:
    """The conversation of this number, which stands first. A mail may speak of the number, too."""
    number = words.removeprefix("#")
    if not number.isdecimal() or len(number) > 18:
        return None
    rows = Conversation.objects.visible_to(member).filter(pk=number)
    return rows.values_list("pk", flat=True).first()

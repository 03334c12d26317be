"""The shape of a demo story: who wrote, who answered, and how long ago.

A story is told backwards from now: it knows how long ago its last turn happened and how much
time lay between the turns. The texts therefore name no calendar date: "by Friday" and "within
two hours" are right on whatever day the demo is started.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from inspect import cleandoc
from typing import Literal, NamedTuple

Kind = Literal[
    "client",
    "reply",
    "note",
    "assign",
    "solve",
    "reopen",
    "close",
    "handover",
    "ask",
    "write",
    "hear",
    "consult",
    "inform",
]
Ending = Literal["open", "waiting", "solved", "closed"]

START = timedelta(0)


class Attachment(NamedTuple):
    filename: str
    content_type: str
    text: str


@dataclass(frozen=True)
class Turn:
    """One thing that happened in a conversation.

    `who` is a contact's key for `client` and a member's key for everything else. `to` is a
    member's key for `assign`, a department's for `handover` and a contact's for a `reply` that
    does not go to whoever wrote last. `cc` holds contacts' keys. The text of a `handover` is
    read by the team alone.

    Beside the conversation: `ask` begins a side conversation with the contact in `to`, under a
    `subject` of its own, `write` goes on with it, `hear` is the contact's mail there. `consult`
    asks the department in `to`, `inform` is its answer.
    """

    kind: Kind
    who: str
    after: timedelta
    text: str = ""
    to: str = ""
    cc: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    html: str = ""
    subject: str = ""
    # "telegram" for what is said there; else it is a mail.
    channel: str = ""

    @property
    def is_beside(self) -> bool:
        """Said in a side conversation, not in the story's own."""
        return self.kind in ("ask", "write", "hear", "consult", "inform")


@dataclass(frozen=True)
class Story:
    """A conversation from its first turn to where it stands now.

    `department` is where it came in; a `handover` turn moves it. `assignee` and `ends` say
    where the turns lead, `last` is how long ago the last turn was. The first turn is a client's
    mail, or a `reply` where one of us wrote first.
    """

    key: str
    subject: str
    contact: str
    department: str
    language: str
    last: timedelta
    turns: tuple[Turn, ...]
    assignee: str | None
    ends: Ending

    @property
    def starts(self) -> timedelta:
        """How long before now the first turn was."""
        return self.last + sum((turn.after for turn in self.turns[1:]), START)

    def told(self) -> Iterator[tuple[timedelta, Turn]]:
        """Each turn in order, with how long before now it happened."""
        ago = self.starts
        for place, turn in enumerate(self.turns):
            if place:
                ago -= turn.after
            yield ago, turn

    def recipient(self, place: int) -> str:
        """The contact whom the reply at this place (from 0) goes to."""
        if self.turns[place].to:
            return self.turns[place].to
        writers = [turn.who for turn in self.turns[:place] if turn.kind == "client"]
        return writers[-1] if writers else self.contact


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def days(count: float) -> timedelta:
    return timedelta(days=count)


def client(
    who: str,
    after: timedelta,
    text: str,
    *,
    cc: tuple[str, ...] = (),
    attachments: tuple[Attachment, ...] = (),
    html: str = "",
) -> Turn:
    """A mail from outside. Indentation common to all lines of the texts is taken away."""
    plain, marked_up = cleandoc(text), cleandoc(html)
    return Turn("client", who, after, plain, cc=cc, attachments=attachments, html=marked_up)


def reply(
    who: str,
    after: timedelta,
    text: str,
    *,
    to: str = "",
    cc: tuple[str, ...] = (),
) -> Turn:
    """A mail from us. The member's signature is not part of the text."""
    return Turn("reply", who, after, cleandoc(text), to=to, cc=cc)


def chat(who: str, after: timedelta, text: str) -> Turn:
    """The client goes on by Telegram, where they come by a link of ours."""
    return Turn("client", who, after, cleandoc(text), channel="telegram")


def chat_back(who: str, after: timedelta, text: str) -> Turn:
    """An answer of ours by Telegram."""
    return Turn("reply", who, after, cleandoc(text), channel="telegram")


def note(who: str, after: timedelta, text: str) -> Turn:
    return Turn("note", who, after, cleandoc(text))


def take(who: str, after: timedelta) -> Turn:
    return Turn("assign", who, after, to=who)


def assign(who: str, after: timedelta, *, to: str) -> Turn:
    return Turn("assign", who, after, to=to)


def handover(who: str, after: timedelta, *, to: str, text: str = "") -> Turn:
    """Gives the conversation to another department; nobody holds it until somebody takes it."""
    return Turn("handover", who, after, cleandoc(text), to=to)


def solve(who: str, after: timedelta) -> Turn:
    return Turn("solve", who, after)


def reopen(who: str, after: timedelta) -> Turn:
    return Turn("reopen", who, after)


def close(who: str, after: timedelta) -> Turn:
    return Turn("close", who, after)


def ask(who: str, after: timedelta, subject: str, text: str, *, to: str) -> Turn:
    """A mail of ours to a third party, in a side conversation that begins with it."""
    return Turn("ask", who, after, cleandoc(text), to=to, subject=subject)


def write(who: str, after: timedelta, text: str, *, to: str) -> Turn:
    """A further mail of ours in the side conversation with this contact."""
    return Turn("write", who, after, cleandoc(text), to=to)


def hear(who: str, after: timedelta, text: str) -> Turn:
    """A mail of the third party in the side conversation with them."""
    return Turn("hear", who, after, cleandoc(text))


def consult(who: str, after: timedelta, text: str, *, to: str) -> Turn:
    """A question to another department of ours, in a side conversation that begins with it."""
    return Turn("consult", who, after, cleandoc(text), to=to)


def inform(who: str, after: timedelta, text: str, *, to: str) -> Turn:
    """What somebody of that department says to it."""
    return Turn("inform", who, after, cleandoc(text), to=to)

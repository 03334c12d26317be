"""What a remark is: something to know before an answer leaves. It stops nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise as Lazy

from mainstay.conversations.remarks.words import Words

_QUOTED = re.compile(r"^>.*$|`[^`\n]*`|\bhttps?://\S+", re.MULTILINE)


@dataclass(frozen=True)
class Promise:
    """A time that one of us named earlier: `time` as it was written, "17:00"."""

    time: str
    at: datetime
    name: str
    is_own: bool


@dataclass(frozen=True)
class Written:
    """An answer as far as it is written."""

    text: str
    # The client's; empty when it is not known.
    language: str = ""
    # Asked only when a remark needs them.
    has_files: Callable[[], bool] = field(default=lambda: False)
    promises: Callable[[], Sequence[Promise]] = field(default=lambda: ())

    @property
    def own(self) -> str:
        """Without what is quoted, code and links."""
        return _QUOTED.sub(" ", self.text)

    @property
    def is_short(self) -> bool:
        """A thank you owes no next step."""
        return len(self.own.split()) < 12


@dataclass(frozen=True)
class Noticed:
    key: str
    text: str
    # What a click does about it, in words; empty: nothing.
    mend_label: str = ""


@dataclass(frozen=True)
class Remark:
    """One remark. `look` answers with its sentence, empty when there is nothing to say."""

    key: str
    label: str | Lazy
    why: str | Lazy
    look: Callable[[Written, Words], str]
    # Empty: there are none to edit.
    words: Words = field(default_factory=dict)
    mend_label: str | Lazy = ""
    mend: Callable[[Written, Words], str] | None = None

"""Remarks before sending. Each is a file; a lead switches it off or gives it other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mainstay.conversations.models import RemarkRule
from mainstay.conversations.remarks import (
    already_discussed,
    forgotten_attachment,
    no_next_step,
    no_time,
    other_language,
    promised,
    unfilled,
    write_to_support,
)
from mainstay.conversations.remarks.remark import Noticed, Promise, Remark, Written
from mainstay.conversations.remarks.words import LANGUAGES, Words

REMARKS: Mapping[str, Remark] = {
    each.REMARK.key: each.REMARK
    for each in (
        unfilled,
        promised,
        no_next_step,
        no_time,
        already_discussed,
        write_to_support,
        forgotten_attachment,
        other_language,
    )
}
"""In the order in which they are shown."""


@dataclass(frozen=True)
class Ruled:
    """A remark as this desk has it."""

    remark: Remark
    is_on: bool
    words: Words
    is_changed: bool = False


def ruled() -> list[Ruled]:
    """Every remark with what the team changed. One query."""
    rows = {each.key: each for each in RemarkRule.objects.all()}
    return [_ruled(each, rows.get(each.key)) for each in REMARKS.values()]


def remarks_about(written: Written, rules: Sequence[Ruled] | None = None) -> list[Noticed]:
    """What is worth knowing before it leaves. One query, and what single remarks have to ask."""
    if not written.text.strip():
        return []
    noticed = []
    for each in ruled() if rules is None else rules:
        text = each.remark.look(written, each.words) if each.is_on else ""
        if text:
            noticed.append(Noticed(each.remark.key, text, str(each.remark.mend_label)))
    return noticed


def mended(key: str, written: Written) -> str:
    """The text with what a remark is about put right; as it was when that is not possible."""
    for each in ruled():
        if each.remark.key == key and each.remark.mend:
            return each.remark.mend(written, each.words)
    return written.text


def _ruled(remark: Remark, row: RemarkRule | None) -> Ruled:
    if row is None:
        return Ruled(remark, is_on=True, words=remark.words)
    own = row.words if isinstance(row.words, dict) else {}
    words = {
        **remark.words,
        **{code: tuple(many) for code, many in own.items() if isinstance(many, list)},
    }
    return Ruled(remark, row.is_on, words, is_changed=bool(own))


__all__ = [
    "LANGUAGES",
    "REMARKS",
    "Noticed",
    "Promise",
    "Remark",
    "Ruled",
    "Words",
    "Written",
    "mended",
    "remarks_about",
    "ruled",
]

"""Where the lines and marks of our small charts lie. The same numbers stand in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.insights.intervals import Share
from mainstay.web.insights.shown import percent

WIDTH, HEIGHT = 640, 178
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 600, 20, 150


@dataclass(frozen=True)
class Mark:
    """A share at its place: `y` of the point, `high` and `low` of its whisker (down is more).

    Of too few answers only the interval is drawn.
    """

    x: float
    y: float
    high: float
    low: float
    label: str
    is_telling: bool


@dataclass(frozen=True)
class Whiskers:
    """Shares over time on an axis from 0 to 100 %."""

    marks: tuple[Mark, ...]
    # (y, label) of the lines across.
    grid: tuple[tuple[float, str], ...]
    # The last value, which is written beside its point; empty where there is none.
    last: str

    @property
    def line(self) -> str:
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks if mark.is_telling)


def whiskers(shares: Sequence[tuple[str, Share]]) -> Whiskers | None:
    """None for fewer than two points: that is no line."""
    if len(shares) < 2:
        return None
    step = (_RIGHT - _LEFT) / len(shares)
    every = -(-len(shares) // 7)
    marks = tuple(
        Mark(
            x=round(_LEFT + step * (place + 0.5), 1),
            y=_height(share.value),
            high=_height(share.interval.high),
            low=_height(share.interval.low),
            # With many points only some carry their name.
            label=label if place % every == (len(shares) - 1) % every else "",
            is_telling=share.is_telling,
        )
        for place, (label, share) in enumerate(shares)
    )
    grid = tuple((_height(each / 100), str(each)) for each in (0, 25, 50, 75, 100))
    last = shares[-1][1]
    return Whiskers(marks, grid, percent(last.value) if last.is_telling else "")


@dataclass(frozen=True)
class Spark:
    """A line without words, and its last point."""

    line: str
    x: float
    y: float


def spark(counts: Sequence[int]) -> Spark:
    """Counts from the oldest to the newest, from zero to the most."""
    most = max((*counts, 1))
    step = 96 / max(len(counts) - 1, 1)
    at = [(round(n * step, 1), round(22 - 20 * each / most, 1)) for n, each in enumerate(counts)]
    return Spark(" ".join(f"{x},{y}" for x, y in at), *at[-1])


def _height(fraction: float) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * fraction, 1)

"""Numbers as the reports show them: with their interval, and what stands behind them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import formats

from mainstay.insights.intervals import ENOUGH, Interval, Share

_THIN_SPACE = "\u202f"
GAUGE = 104
"""The width of a gauge in its own units; it shows 0 to 1."""


@dataclass(frozen=True)
class ShareView:
    """A share: "97.9 %, 88.9 to 99.6, 46 of 47". Both counts lead to what was counted."""

    value: str
    low: str
    high: str
    hits: int
    n: int
    hits_url: str
    n_url: str
    is_telling: bool
    # Where the gauge draws: the point and both ends of the whisker.
    at: float
    begin: float
    end: float

    @property
    def missing(self) -> int:
        """How many answers more it needs."""
        return max(0, ENOUGH - self.n)


def show_share(share: Share, hits_url: str = "", n_url: str = "") -> ShareView:
    interval = share.interval
    return ShareView(
        value=percent(share.value),
        low=number(interval.low * 100),
        high=number(interval.high * 100),
        hits=share.hits,
        n=share.n,
        hits_url=hits_url,
        n_url=n_url,
        is_telling=share.is_telling,
        at=round(share.value * GAUGE, 1),
        begin=round(interval.low * GAUGE, 1),
        end=round(interval.high * GAUGE, 1),
    )


def percent(fraction: float) -> str:
    return f"{number(fraction * 100)}{_THIN_SPACE}%"


def points(fraction: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return f"{'+' if fraction > 0 else '−' if fraction < 0 else ''}{number(abs(fraction) * 100)}"


def between(interval: Interval) -> tuple[str, str]:
    return points(interval.low), points(interval.high)


def number(value: float, digits: int = 1) -> str:
    # Rounded first: the formatting alone would only cut the digits off.
    return str(formats.number_format(f"{value:.{digits}f}", digits, use_l10n=True))

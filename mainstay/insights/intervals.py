"""How sure a share is.

Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference,
Journal of the American Statistical Association 22, 209-212. Newcombe, R. G. (1998), Interval
estimation for the difference between independent proportions, Statistics in Medicine 17, 873-890.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""The normal quantile for 95 %."""

ENOUGH = 10
"""Below so many answers no share is told, only their number."""


@dataclass(frozen=True)
class Interval:
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Share:
    """`hits` of `n`, as a fraction with its 95 % interval."""

    hits: int
    n: int

    @property
    def is_telling(self) -> bool:
        """Whether there is enough to say something."""
        return self.n >= ENOUGH

    @property
    def value(self) -> float:
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> Interval:
        return wilson(self.hits, self.n)


def wilson(hits: int, n: int, z: float = Z_95) -> Interval:
    """The score interval of a share: (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    It never leaves [0, 1] and holds for few and for extreme answers, too. Of nothing nothing is
    known: 0 to 1.
    """
    if n == 0:
        return Interval(0.0, 1.0)
    p = hits / n
    middle = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return Interval(max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole))


def difference(now: Share, before: Share) -> Interval:
    """How much a share has changed: Newcombe's method 10, from the two score intervals.

    d - sqrt((p₁-l₁)² + (u₂-p₂)²) to d + sqrt((u₁-p₁)² + (p₂-l₂)²), for independent shares.
    """
    change = now.value - before.value
    one, other = now.interval, before.interval
    below = sqrt((now.value - one.low) ** 2 + (other.high - before.value) ** 2)
    above = sqrt((one.high - now.value) ** 2 + (before.value - other.low) ** 2)
    return Interval(change - below, change + above)

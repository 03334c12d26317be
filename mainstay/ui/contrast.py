"""WCAG 2.2 contrast of our colours, computed from tokens.css.

`python -m mainstay.ui.contrast` prints a table and exits with 1 when a pair fails.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TOKENS = Path(__file__).parent / "static" / "ui" / "css" / "tokens.css"
# The least ratios for words, and for shapes and the borders of fields.
TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("canvas", "sheet", "sunken", "selected", "raised")
HUES = ("kept", "soon", "late", "other")
OKLCH = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"


class Pair(NamedTuple):
    ink: str
    ground: str
    needs: float


class Ratio(NamedTuple):
    """A pair with what it reaches in each theme."""

    pair: Pair
    light: float
    dark: float

    @property
    def fails(self) -> bool:
        return min(self.light, self.dark) < self.pair.needs


def pairs() -> Iterator[Pair]:
    """Which ink stands on which ground; names are tokens without their leading dashes."""
    tints = [f"color-{hue}-tint" for hue in (*HUES, "accent")]
    grounds = [f"color-{ground}" for ground in GROUNDS]
    for ink in ("color-text", "color-text-2", "color-text-3"):
        yield from (Pair(ink, ground, TEXT) for ground in (*grounds, *tints))
    for hue in (*HUES, "accent"):
        own = f"color-{hue}"
        yield from (Pair(own, ground, TEXT) for ground in (*grounds, f"{own}-tint"))
    for ground in ("color-rail-hover", "color-rail-current"):
        yield Pair("color-text", ground, TEXT)
        yield Pair("color-text-3", ground, TEXT)
    yield Pair("color-text", "color-segment", TEXT)
    yield from (Pair(f"tint-{n}-ink", f"tint-{n}", TEXT) for n in range(1, 7))
    yield Pair("color-on-accent", "color-accent-fill", TEXT)
    yield Pair("color-on-accent", "color-accent-fill-2", TEXT)
    yield Pair("color-on-inverse", "color-inverse", TEXT)
    for hue in HUES:
        yield Pair(f"color-{hue}-fill", "color-sheet", SHAPE)
        yield Pair(f"color-{hue}-fill", "color-selected", SHAPE)
    yield from (Pair("color-focus", ground, SHAPE) for ground in grounds)
    for ground in ("color-sheet", "color-raised", "color-canvas"):
        yield Pair("color-field-line", ground, SHAPE)
    yield Pair("color-knob", "color-switch", SHAPE)
    yield Pair("color-knob", "color-field-line", SHAPE)


def ratios() -> list[Ratio]:
    tokens = dict(re.findall(r"--([\w-]+):\s*([^;]+);", TOKENS.read_text()))
    found = []
    for pair in pairs():
        light, dark = (
            _ratio(_colour(pair.ink, theme, tokens), _colour(pair.ground, theme, tokens))
            for theme in ("light", "dark")
        )
        found.append(Ratio(pair, light, dark))
    return found


def main() -> int:
    found = ratios()
    lines = [f"{'ink':20} {'ground':22} {'needs':>5} {'light':>7} {'dark':>7}"]
    for ratio in found:
        ink, ground, needs = ratio.pair
        mark = "  FAILS" if ratio.fails else ""
        lines.append(f"{ink:20} {ground:22} {needs:5} {ratio.light:7.2f} {ratio.dark:7.2f}{mark}")
    failed = sum(ratio.fails for ratio in found)
    lines.append(f"{failed} of {len(found)} pairs fail")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if failed else 0


def _colour(name: str, theme: str, tokens: dict[str, str]) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, hue in radians of a token, its references followed."""
    value = tokens[name].strip()
    while value.startswith("var("):
        value = tokens[value[6:-1]].strip()
    values: list[tuple[str, str, str]] = re.findall(OKLCH, value)
    lightness, chroma, hue = values[theme == "dark" and len(values) == 2]
    return float(lightness) / 100, float(chroma), math.radians(float(hue))


def _ratio(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    high, low = sorted((_luminance(*one), _luminance(*other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(lightness: float, chroma: float, hue: float) -> float:
    """OKLab to linear sRGB to relative luminance; a colour outside of sRGB is clipped."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (min(max(part, 0.0), 1.0) for part in linear)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


if __name__ == "__main__":
    sys.exit(main())

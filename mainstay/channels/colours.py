"""Colours as "#rrggbb", and whether words can be read on them (WCAG 2, relative luminance)."""

import re

WHITE = "#ffffff"
READABLE = 4.5
"""The contrast that words of ordinary size need."""

_LONG = re.compile(r"#?([0-9a-f]{6})")
_SHORT = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])")
_STEPS = 100


def normal(typed: str) -> str | None:
    """What somebody typed ("#FC0", "ffcc00") as "#rrggbb"; None when it is no colour."""
    typed = typed.strip().lower()
    if long := _LONG.fullmatch(typed):
        return f"#{long[1]}"
    if short := _SHORT.fullmatch(typed):
        return "#" + "".join(digit * 2 for digit in short.groups())
    return None


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(colour: str) -> bool:
    """Whether white words can be read on it, and it as words on white."""
    return contrast(colour, WHITE) >= READABLE


def readable_shade(colour: str) -> str:
    """The lightest shade of a colour that is dark enough for white words."""
    red, green, blue = _parts(colour)
    for step in range(_STEPS, -1, -1):
        shade = "#{:02x}{:02x}{:02x}".format(
            *(each * step // _STEPS for each in (red, green, blue))
        )
        if is_readable(shade):
            return shade
    return "#000000"


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(each / 255) for each in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

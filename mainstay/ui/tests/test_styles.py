"""House rules of the style sheets, with what they are for."""

import re

import pytest

from mainstay.ui.tests.stub import STATIC

SHEETS = sorted((STATIC / "css").rglob("*.css"))
PHYSICAL = (
    r"(?:margin|padding|border)-(?:left|right)"
    r"|(?<![\w-])(?:left|right)\s*:|text-align:\s*(?:left|right)|float:"
)


def _without_comments(sheet):
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)


@pytest.fixture(params=SHEETS, ids=lambda sheet: sheet.name)
def sheet(request):
    return request.param


def test_colours_are_written_in_tokens_and_nowhere_else(sheet):
    """Bad: `color: #333`. Good: `color: var(--color-text)`."""
    if sheet.name == "tokens.css":
        return
    assert not re.search(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl|oklch)a?\(", _without_comments(sheet), re.I)


def test_a_component_reads_meanings_not_primitives(sheet):
    """Bad: `var(--red-ink)`. Good: `var(--color-late)`."""
    if sheet.name in ("tokens.css", "preferences.css"):
        return
    primitives = r"var\(--(?:paper|ink|line|petrol|green|amber|red|violet)-"
    assert not re.search(primitives, _without_comments(sheet))


def test_directions_are_logical(sheet):
    """Bad: `margin-left`. Good: `margin-inline-start`; a page may run from right to left."""
    assert not re.search(PHYSICAL, _without_comments(sheet))


def test_a_sheet_stays_short(sheet):
    assert len(sheet.read_text().splitlines()) < 250


def test_lines_stay_within_100_columns(sheet):
    assert [line for line in sheet.read_text().splitlines() if len(line) > 100] == []


def test_everything_stands_in_a_layer(sheet):
    if sheet.name == "mainstay.css":
        return
    rest = re.sub(r"@layer \w+ \{.*\n\}\n", "", _without_comments(sheet), flags=re.S)
    assert rest.strip() == ""


def test_the_entry_imports_every_sheet():
    entry = (STATIC / "css" / "mainstay.css").read_text()
    imported = set(re.findall(r'@import url\("([^"]+)"\)', entry))
    there = {str(sheet.relative_to(STATIC / "css")) for sheet in SHEETS} - {"mainstay.css"}
    assert imported == there


def test_every_variable_that_is_read_is_also_given():
    text = "".join(_without_comments(sheet) for sheet in SHEETS)
    given = set(re.findall(r"(--[\w-]+)\s*:", text))
    read = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert read - given == set()

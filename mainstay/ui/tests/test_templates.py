"""House rules of the templates, and that every macro renders."""

import re

import pytest

from mainstay.ui import patterns
from mainstay.ui.tests import stub

UI = stub.TEMPLATES / "ui"
TEMPLATES = sorted(UI.rglob("*.html"))
SKELETONS = {"base", "page", "columns", "settings", "gate", "error", "patterns"}
COMPONENTS = sorted(path for path in UI.glob("*.html") if path.stem not in SKELETONS)
# What htmx would have to evaluate, which our content security policy forbids.
EVALUATED = r"hx-on|hx-(?:vals|headers|confirm)[^=]*=[\"']js:|hx-trigger=\"[^\"]*\["


@pytest.fixture(params=TEMPLATES, ids=lambda path: str(path.relative_to(UI)))
def template(request):
    return request.param


@pytest.fixture
def page():
    return _render("ui/patterns.html")


def _render(name, **state):
    template = stub.environment().get_template(name)
    return template.render(**stub.request_context(), **patterns.context(**state))


def test_it_has_no_inline_style(template):
    """Bad: `style="…"`. Good: a class; the policy says `style-src 'self'`."""
    assert not re.search(r"<style|\sstyle=", template.read_text())


def test_it_has_no_inline_script(template):
    """Good: an element or a module in static/ui/elements. The import map is allowed by its hash."""
    text = template.read_text().replace('<script type="importmap">{{ import_map }}</script>', "")
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|javascript:", text)


def test_htmx_evaluates_nothing(template):
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.S)
    assert not re.search(EVALUATED, text)


def test_what_a_person_reads_can_be_translated(template):
    """Bad: `<span>Search</span>`. Good: `<span>{{ _("Search") }}</span>`."""
    if "patterns" in template.parts or template.stem == "patterns":
        return
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.S)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
    text = re.sub(r"<[^>]*>", "\n", text)
    words = [word for word in re.findall(r"[A-Za-z]{2,}", text) if word != "Mainstay"]
    assert words == []


def test_every_icon_that_is_used_exists(template):
    there = set(patterns.icon_names())
    used = set(re.findall(r'icon\("([\w-]+)"', template.read_text()))
    used |= set(re.findall(r'icon="([\w-]+)"', template.read_text()))
    assert used - there == set()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_the_patterns_show_every_component(component):
    """Each macro stands on the page, or inside another component that does."""
    shown = "".join(path.read_text() for path in (UI / "patterns").glob("*.html"))
    pattern = rf'from "ui/{component.stem}\.html" import ([\w, ]+?) (?:with|%)'
    names = {name for line in re.findall(pattern, shown) for name in line.split(", ")}
    components = "".join(path.read_text() for path in COMPONENTS)
    macros = set(re.findall(r"{% macro ([a-z]\w*)", component.read_text()))
    inner = {name for name in macros if re.search(rf"(?<!macro )\b{name}\(", components)}
    assert macros - names - inner == set()


@pytest.mark.parametrize(
    "state",
    [{}, {"theme": "dark"}, {"density": "compact"}, {"direction": "rtl"}, {"theme": "nonsense"}],
    ids=str,
)
def test_the_patterns_render_in_every_state(state):
    page = _render("ui/patterns.html", **state)
    assert "Maya Brandt" in page
    assert 'data-theme="nonsense"' not in page
    assert ('dir="rtl"' in page.split("<head>")[0]) == (state.get("direction") == "rtl")


def test_ids_are_unique(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert [name for name in set(ids) if ids.count(name) > 1] == []


def test_every_form_that_changes_something_carries_the_token_and_a_once_key(page):
    forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.S)
    assert forms
    for form in forms:
        assert "csrfmiddlewaretoken" in form
        # A look is set to a value, so setting it twice does no harm.
        assert 'name="once"' in form or 'name="theme"' in form or 'name="density"' in form


def test_every_label_leads_to_its_field(page):
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert set(re.findall(r'<label[^>]*\sfor="([^"]+)"', page)) <= ids
    assert set(re.findall(r'aria-describedby="([\w ]+?)"', page)) - ids <= {
        name for name in re.findall(r'aria-describedby="([\w ]+?)"', page) if " " in name
    }


def test_what_is_foreign_is_escaped():
    source = '{% from "ui/button.html" import button %}{{ button(word) }}'
    page = (
        stub.environment().from_string(source).render(**stub.request_context(), word="<img src=x>")
    )
    assert "<img" not in page
    assert "&lt;img" in page

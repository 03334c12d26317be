"""What no linter sees: the floors, who may write, what may not stand in a file."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from mainstay.config.environment import Environment
from mainstay.core.models import Event

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "mainstay"
OURS = [model for model in apps.get_models() if model.__module__.startswith("mainstay.")]

WRITES = {
    *("save", "delete", "create", "get_or_create", "update_or_create"),
    *("bulk_create", "bulk_update", "select_for_update", "set_rollback", "executemany"),
    *("asave", "adelete", "acreate", "aupdate", "abulk_create"),
}
"""Calls that change rows, or begin to."""


def floors():
    """The number of each module's floor, counted from the ground, as pyproject.toml says."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    [layers] = [each["layers"] for each in contracts["contracts"] if each["type"] == "layers"]
    return {
        module: number
        for number, layer in enumerate(reversed(layers))
        for module in re.findall(r"\w+", layer)
    }


def module_of(model):
    return model.__module__.split(".")[1]


def relations(model):
    return [
        field for field in model._meta.get_fields() if field.is_relation and not field.auto_created
    ]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    floor = floors()
    for field in relations(model):
        target = field.related_model
        if target in OURS and module_of(target) != module_of(model):
            assert floor[module_of(target)] < floor[module_of(model)], field


def test_an_event_points_to_nothing_and_nothing_points_to_it():
    assert not relations(Event)
    assert [field.related_model for field in Event._meta.get_fields() if field.is_relation] == []
    for model in OURS:
        assert Event not in [field.related_model for field in relations(model)]


def test_a_word_for_a_row_means_one_model():
    words = Counter(model._meta.model_name for model in OURS)
    assert [word for word, times in words.items() if times > 1] == []


def writes(source):
    """The lines of a Python source that write to the database, as (line, call)."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "atomic":
            found.append((node.lineno, "atomic"))
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, owner = node.func.attr, ast.unparse(node.func.value)
        if name == "update":
            # A dict is updated too; rows are reached by a manager or a query.
            is_query = re.search(r"\.objects\b|\.(filter|exclude|all|visible_to)\(", owner)
            if is_query:
                found.append((node.lineno, name))
        elif name in WRITES and owner.split(".")[0] != "cache":
            found.append((node.lineno, name))
    return found


@pytest.mark.parametrize(
    "bad",
    [
        "conversation.save()",
        "Member.objects.filter(pk=1).delete()",
        "Member.objects.create(name='Maya')",
        "Member.objects.bulk_create(rows)",
        "Member.objects.filter(pk=1).update(name='Maya')",
        "member.conversations.all().update(state='open')",
        "Conversation.objects.visible_to(maya).select_for_update()",
        "@transaction.atomic\ndef view(request): ...",
        "with transaction.atomic():\n    act()",
        "form.save()",
    ],
)
def test_a_write_is_seen(bad):
    assert writes(bad)


@pytest.mark.parametrize(
    "good",
    [
        "context.update(title='Inbox')",
        "actions.reply(conversation, text, by=request.user)",
        "cache.delete(key)",
        "response.headers.update(more)",
        "Conversation.objects.visible_to(request.user).filter(state='open')",
        "team.create_department(name, by=request.user)",
        "hashlib.sha256().update(data)",
    ],
)
def test_reading_and_acting_is_no_write(good):
    assert writes(good) == []


def test_pages_never_write():
    sources = [
        file
        for module in ("web", "portal", "api")
        for file in (PACKAGE / module).rglob("*.py")
        if "tests" not in file.parts
    ]
    assert sources
    found = [
        f"{file.relative_to(ROOT)}:{line} {call}"
        for file in sources
        for line, call in writes(file.read_text())
    ]
    assert found == []


@pytest.mark.sql
@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_say_what_they_do():
    assert [str(file) for file in PACKAGE.rglob("migrations/*auto_*.py")] == []


def test_a_file_is_named_by_its_noun():
    vague = {"utils", "helpers", "services", "common", "misc", "base"}
    assert [str(f) for f in PACKAGE.rglob("*") if f.suffix in ("", ".py") and f.stem in vague] == []


def test_nothing_is_left_to_be_done():
    # A bracket in each word, so that this file does not find itself.
    words = re.compile(r"\bTO[D]O\b|FIX[M]E|NotImplemented[E]rror|(?i:coming[ ]soon)")
    texts = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".po", ".sh", ""}
    folders = [ROOT / name for name in ("mainstay", "tests", "docs", "bin", ".ci", "requirements")]
    files = [file for folder in folders for file in folder.rglob("*")] + list(ROOT.glob("*.*"))
    found = [
        str(file.relative_to(ROOT))
        for file in files
        if file.is_file()
        and file.suffix in texts
        and not {"vendor", "__pycache__"} & set(file.parts)
        and words.search(file.read_text(errors="replace"))
    ]
    assert found == []


def test_imports_go_down():
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("name", Environment.model_fields)
def test_every_setting_is_in_the_handbook(name):
    variable = Environment.model_fields[name].validation_alias or f"MAINSTAY_{name.upper()}"
    assert re.search(rf"\b{variable}\b", (ROOT / "docs/operations.md").read_text())


def test_no_macro_needs_the_page_it_is_used_in():
    """Jinja makes anew, for each page, what is imported with its context."""
    found = [
        f"{file.relative_to(PACKAGE)}"
        for file in PACKAGE.rglob("templates/**/*.html")
        if re.search(r"import [^%]* with context", file.read_text())
    ]
    assert found == []

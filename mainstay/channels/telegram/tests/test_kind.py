"""A channel is one folder: what it says of itself, and that nobody above has to know it."""

import ast
from pathlib import Path

import pytest

import mainstay
from mainstay.channels import kinds
from mainstay.channels.telegram import arriving
from mainstay.channels.telegram.tests.bots import add_bot
from mainstay.cli.doctor import chats
from mainstay.clients.models import Channel

PACKAGE = Path(mainstay.__file__).parent
ITS_OWN = {"channels/telegram", "web/telegram"}


def test_above_it_no_module_names_it():
    named = [
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        if "tests" not in file.parts
        and "migrations" not in file.parts
        and not any(each in str(file) for each in ITS_OWN)
        and any("telegram" in name for name in _imported(file))
    ]
    assert named == []


def test_every_channel_of_a_contact_is_installed():
    assert set(Channel.values) <= {kind.name for kind in kinds.everyone()}


@pytest.mark.django_db
def test_the_doctor_tells_what_is_in_its_way():
    assert list(chats.examine()) == []
    bot = add_bot()
    said = [each.says for each in chats.examine()]
    assert said[0].startswith("Nobody listens")
    arriving.note_failure(bot.pk, "Telegram answered “401”.")
    broken = [each for each in chats.examine() if each.state == "broken"]
    assert [each.says for each in broken] == ["Northwind on Telegram: Telegram answered “401”."]


def _imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found

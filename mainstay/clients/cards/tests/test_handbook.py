"""The example of the handbook is a program that works."""

import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.cache import cache

from mainstay.clients.cards import actions
from mainstay.clients.cards.asking import cards_about
from mainstay.clients.cards.shapes import read

HANDBOOK = (Path(__file__).parents[4] / "docs/api.md").read_text()


def example():
    [found] = re.findall(r"```python\n(.*?)```", HANDBOOK, re.DOTALL)
    return found


def test_the_answer_in_the_handbook_is_fit():
    [answer] = [
        each
        for each in re.findall(r"```json\n(.*?)```", HANDBOOK, re.DOTALL)
        if '"components"' in each
    ]
    told = read(json.dumps(json.loads(answer)).encode())
    assert len(told.cards[0].components) == 6


def test_it_is_short():
    lines = [line for line in example().splitlines() if line.strip()]
    assert len(lines) <= 25


@pytest.mark.django_db
def test_the_example_answers(world, settings, tmp_path):
    settings.ENV = settings.ENV.model_copy(update={"private_networks": "127.0.0.0/8"})
    cache.clear()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    _source, secret = actions.add("Billing", url, cards=[], patience=3000, by=world.tomasz)
    program = tmp_path / "cards.py"
    program.write_text(example().replace("cardsec_...", secret).replace("8099", str(port)))
    running = subprocess.Popen([sys.executable, str(program)], stderr=subprocess.DEVNULL)
    try:
        for _wait in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        [shown] = cards_about(world.daniel)
    finally:
        running.kill()
        running.wait()
        cache.clear()
    assert shown.trouble == ""
    assert shown.cards[0].components[0].items[0].value == "Daniel Price"

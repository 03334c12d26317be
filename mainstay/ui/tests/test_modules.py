import re

import pytest

from mainstay.ui import modules
from mainstay.ui.tests.stub import STATIC

START = (STATIC / "elements" / "start.js").read_text()


def test_the_map_names_every_module_there_is():
    there = {path.stem for path in (STATIC / "elements").glob("*.js")} - {"start"}
    assert set(modules.ELEMENTS) == there


def test_the_start_loads_every_module():
    assert set(re.findall(r'import "ui/([\w-]+)"', START)) == set(modules.ELEMENTS)


@pytest.fixture
def plain_files(settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def test_the_policy_source_is_the_hash_of_the_map(plain_files):
    source = modules.import_map_source()
    assert source.startswith("'sha256-")
    assert source.endswith("='")
    assert modules.import_map_source() == source


def test_an_element_stays_small():
    for path in (STATIC / "elements").glob("*.js"):
        assert len(path.read_text().splitlines()) < 90, path.name

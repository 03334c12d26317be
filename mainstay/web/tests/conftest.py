"""Browsers of the cast, and a guard over every page: a template causes no query."""

from collections.abc import Iterator
from typing import Any

import jinja2
import pytest
from django.db import connection
from django.test import Client

from mainstay.demo.world import World
from mainstay.web.middleware import modules

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class QueryInTemplate(AssertionError):
    """A template asked the database. What it shows must be read before it is rendered."""


@pytest.fixture(autouse=True)
def _files_as_they_lie_in_the_source(settings: Any) -> Iterator[None]:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}
    modules._source.cache_clear()
    yield
    modules._source.cache_clear()


@pytest.fixture(autouse=True)
def _no_query_while_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    render = jinja2.Template.render

    def watched(template: jinja2.Template, *args: Any, **kwargs: Any) -> str:
        with connection.execute_wrapper(_refuse_query):
            return render(template, *args, **kwargs)

    monkeypatch.setattr(jinja2.Template, "render", watched)


def _refuse_query(_execute: Any, sql: str, *_args: Any) -> None:
    raise QueryInTemplate(sql[:300])


@pytest.fixture
def as_maya(world: World) -> Client:
    return _browser(world.maya)


@pytest.fixture
def as_oskar(world: World) -> Client:
    """Of the partner team: a stranger to the conversations of support."""
    return _browser(world.oskar)


@pytest.fixture
def as_ines(world: World) -> Client:
    return _browser(world.ines)


@pytest.fixture
def as_tomasz(world: World) -> Client:
    """The administrator, who sees every department."""
    return _browser(world.tomasz)


@pytest.fixture
def as_ruth(world: World) -> Client:
    """May read and not write."""
    return _browser(world.ruth)


def _browser(member: Any) -> Client:
    browser = Client()
    browser.force_login(member)
    return browser

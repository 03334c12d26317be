"""Programs of the cast: each acts by a token of its own."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from mainstay.api import doors
from mainstay.demo.world import World
from mainstay.team.models import Member
from mainstay.team.tokens import actions
from mainstay.team.tokens.scopes import Scope

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class Program:
    """Speaks JSON with the API, by one token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self._client = Client(headers={"Authorization": f"Bearer {token}"} if token else {})

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self._client.get(f"/api/v1{path}", headers=headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._send("patch", path, body, headers)

    def put(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._send("put", path, body, headers)

    def delete(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._send("delete", path, body, headers)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        content = "" if body is None else json.dumps(body)
        send = getattr(self._client, method)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return send(f"/api/v1{path}", content, content_type="application/json", headers=headers)


@pytest.fixture(autouse=True)
def _files_as_they_lie_in_the_source(settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}
    doors._pace.forget()


@pytest.fixture
def program(world: World) -> Callable[..., Program]:
    """A program that acts for somebody, and may everything unless scopes are named."""

    def made(member: Member, *scopes: Scope, **values: Any) -> Program:
        _token, text = actions.make("Shop", by=member, scopes=scopes or list(Scope), **values)
        return Program(text)

    return made


@pytest.fixture
def as_maya(world: World, program: Callable[..., Program]) -> Program:
    return program(world.maya)

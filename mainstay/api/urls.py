"""Addresses under /api/v1/."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from mainstay.api import documentation, openapi
from mainstay.api.operations import api


def _opened(patterns: list[Any]) -> list[URLPattern]:
    """The door of the pages, which asks for a session, is not that of the API."""
    for each in patterns:
        login_not_required(each.callback)
    return patterns


_operations, app_name, _namespace = api.urls
urlpatterns = [
    path("openapi.json", login_not_required(openapi.view), name="openapi"),
    path("docs", login_not_required(documentation.view), name="docs"),
    *_opened(_operations),
]

"""The page that explains the API, made of its document: no foreign script, no second truth."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.api.openapi import document, scope_name
from mainstay.api.problems import KINDS

_SUCCESS = ("200", "201")


@dataclass(frozen=True)
class Row:
    """A field: of a shape, or of a question."""

    name: str
    type: str
    # The shape that its type names, if it names one.
    shape: str
    is_required: bool
    text: str


@dataclass(frozen=True)
class Told:
    """An operation as the page tells it."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    scope: str
    asks: list[Row]
    sends: str
    status: str
    answers: str


@dataclass(frozen=True)
class Area:
    name: str
    text: str
    operations: list[Told]


@dataclass(frozen=True)
class Shape:
    name: str
    text: str
    rows: list[Row]


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    described = document()
    operations = list(_operations(described))
    context = {
        "base_url": f"{settings.ENV.public_url}/api/v1",
        "areas": [
            Area(
                tag["name"],
                tag["description"],
                [each for name, each in operations if name == tag["name"]],
            )
            for tag in described["tags"]
        ],
        "shapes": [
            Shape(name, schema.get("description", ""), _fields(schema))
            for name, schema in sorted(described["components"]["schemas"].items())
        ],
        "problems": [(kind, status, title) for kind, (status, title) in KINDS.items()],
    }
    return render(request, "api/documentation.html", context)


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, Told]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            status = next(each for each in _SUCCESS if each in operation["responses"])
            scopes = operation["security"][0]["token"]
            asked = [each for each in operation["parameters"] if each["in"] != "header"]
            yield (
                operation["tags"][0],
                Told(
                    id=operation["operationId"],
                    method=method.upper(),
                    path=path,
                    summary=operation["summary"],
                    text=operation.get("description", ""),
                    scope=scope_name(scopes[0]) if scopes else "",
                    asks=[_asked(each) for each in asked],
                    sends=_content(operation.get("requestBody", {})),
                    status=status,
                    answers=_content(operation["responses"][status]),
                ),
            )


def _content(holder: dict[str, Any]) -> str:
    """The name of the shape that is sent or answered; empty for none or for bytes."""
    for media in holder.get("content", {}).values():
        return _type(media["schema"])[1]
    return ""


def _asked(parameter: dict[str, Any]) -> Row:
    schema = parameter["schema"]
    text = parameter.get("description") or schema.get("description", "")
    return Row(parameter["name"], *_type(schema), parameter.get("required", False), text)


def _fields(schema: dict[str, Any]) -> list[Row]:
    if "enum" in schema:
        return [Row(str(value) or "“”", "", "", False, "") for value in schema["enum"]]
    required = schema.get("required", ())
    return [
        Row(name, *_type(each), name in required, each.get("description", ""))
        for name, each in schema.get("properties", {}).items()
    ]


def _type(schema: dict[str, Any]) -> tuple[str, str]:
    """A type in words, and the shape that it names."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return name, name
    if "anyOf" in schema:
        found = [_type(each) for each in schema["anyOf"]]
        return _(" or ").join(each for each, _name in found), next((n for _t, n in found if n), "")
    if "enum" in schema:
        return ", ".join(str(each) or "“”" for each in schema["enum"]), ""
    if schema.get("type") == "array":
        inside, name = _type(schema.get("items", {}))
        return _("list of {type}").format(type=inside), name
    if schema.get("format") == "date-time":
        return _("time"), ""
    return str(schema.get("type", "")), ""

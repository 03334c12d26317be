"""The document that describes the API, completed by what all its operations share."""

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mainstay.api.operations import api
from mainstay.api.problems import KINDS, MEDIA_TYPE, FieldError, Problem
from mainstay.team.tokens.answers import KEEP
from mainstay.team.tokens.scopes import Scope

_UNSAFE = ("post", "put", "patch", "delete")
_METHODS = ("get", *_UNSAFE)
_REF = "#/components/schemas/{model}"

_ONCE = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": (
        "Makes it safe to send the same request again: it happens once, and the repeat is told the"
        f" first answer, for {KEEP.days * 24} hours. Choose a new UUID for each thing you do."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_ABOUT = {
    "conversations": "Conversations: found, read, and everything that is done in them.",
    "together": "Merged, split, linked, reported many times, handed over to a colleague.",
    "sides": "What we ask somebody else for the sake of a client, who sees none of it.",
    "drafts": "What the token’s owner has begun to write.",
    "saved replies": "Texts to answer with, and macros.",
    "views": "Lists of conversations that somebody keeps.",
    "changes": "Many conversations changed at once.",
    "messages": "Messages of clients that another program brings.",
    "clients": "Organisations and the people who write for them.",
    "search": "One question over everything that was said.",
    "files": "Bytes: files of messages, and messages as they arrived.",
    "team": "The people of the house.",
}


@require_safe
@cache_control(max_age=300)
def view(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document())


@functools.cache
def document() -> dict[str, Any]:
    """The OpenAPI document. It is the same for everybody."""
    made: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for model in (FieldError, Problem):
        made["components"]["schemas"][model.__name__] = _schema(model)
    made["tags"] = [{"name": name, "description": text} for name, text in _ABOUT.items()]
    made["paths"] = {
        path: {method: methods[method] for method in _METHODS if method in methods}
        for path, methods in sorted(made["paths"].items())
    }
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    return made


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    scope = operation.pop("x-scope")
    operation["security"] = [{"token": [scope] if scope else []}]
    lines = operation.pop("description", "").split("\n\n", 1)
    operation["summary"] = lines[0]
    if len(lines) > 1:
        operation["description"] = lines[1]
    operation["responses"] = {str(code): each for code, each in operation["responses"].items()}
    wrong = {401, 403, 422, 429, 503}
    if "{" in path:
        wrong.add(404)
    if method in _UNSAFE:
        operation["parameters"].append(_ONCE)
        wrong |= {400, 409, 413, 415}
    for status in sorted(wrong):
        operation["responses"][str(status)] = _problem(status)
    operation["responses"]["429"]["headers"] = {
        "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
    }
    if "201" in operation["responses"]:
        operation["responses"]["201"]["headers"] = {"Location": {"schema": {"type": "string"}}}
    if "files" in operation.get("tags", ()):
        operation["responses"]["200"]["content"] = {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
        }


def _problem(status: int) -> dict[str, Any]:
    titles = [str(title) for usual, title in KINDS.values() if usual == status]
    return {
        "description": ". ".join(titles),
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}},
    }


def _schema(model: type[FieldError | Problem]) -> dict[str, Any]:
    schema = model.model_json_schema(ref_template=_REF, mode="serialization")
    schema.pop("$defs", None)
    return schema


def scope_name(value: str) -> str:
    """What a scope allows, in words; empty for an operation that any good token may use."""
    return str(Scope(value).label) if value else ""

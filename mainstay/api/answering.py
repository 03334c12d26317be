"""How an operation answers: JSON, as a whole, and once when it carries a once-key."""

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from pydantic import BaseModel

from mainstay.api.cursors import Invalid
from mainstay.api.problems import FieldError, problem
from mainstay.team.tokens.answers import Answer, key_of, once_and_whole, whole

SAFE = ("GET", "HEAD")
_LONGEST_KEY = 255


@dataclass(frozen=True)
class Created:
    """Something was made. It is told with 201 and its address."""

    body: BaseModel
    location: str


View = Callable[..., BaseModel | Created | HttpResponseBase]


def answering(view: View) -> Callable[..., HttpResponseBase]:
    """Give the answer of an operation as JSON. One that may change something is a whole.

    With the header Idempotency-Key it also happens once, and a repeat is told the first answer.
    """

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in SAFE:
            found = view(request, *args, **kwargs)
            return found if isinstance(found, HttpResponseBase) else _sent(_answer(found))

        def respond() -> Answer:
            done = view(request, *args, **kwargs)
            assert not isinstance(done, HttpResponseBase)
            return _answer(done)

        word = request.headers.get("Idempotency-Key")
        if word is None:
            return _sent(whole(respond))
        if not 1 <= len(word) <= _LONGEST_KEY or not (word.isascii() and word.isprintable()):
            raise Invalid(
                "header.Idempotency-Key", _("Write 1 to 255 letters, such as a new UUID.")
            )
        key = key_of(request.headers["Authorization"], word)
        return _sent(once_and_whole(key, _fingerprint(request), respond))

    return wrapped


def understood_only(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse a body that is no JSON, and a question with a name that nobody knows.

    A filter that is misspelt would otherwise answer with everything.
    """
    known = _asked_by(run)

    @functools.wraps(run)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        has_body = request.headers.get("Content-Length", "0") not in ("", "0")
        if has_body and request.content_type not in ("", "application/json"):
            return problem(request, "wrong-media-type")
        errors = [
            FieldError(field=f"query.{name}", detail=_("There is no such field."))
            for name in request.GET
            if name not in known
        ]
        if errors:
            return problem(request, "invalid", _("Mend the fields in “errors”."), errors=errors)
        return run(request, **kwargs)

    return wrapped


def _asked_by(run: Any) -> frozenset[str]:
    """The names that an operation reads from its address."""
    models = [each for each in run.__self__.models if each.__ninja_param_source__ == "query"]
    return frozenset(name for each in models for name in each.__ninja_flatten_map__)


def _answer(done: BaseModel | Created) -> Answer:
    if isinstance(done, Created):
        return Answer(201, done.body.model_dump_json(), done.location)
    return Answer(200, done.model_dump_json())


def _sent(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json")
    if answer.location:
        response["Location"] = answer.location
    if answer.is_repeated:
        response["Idempotency-Replayed"] = "true"
    return response


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    digest.update(request.body)
    return digest.hexdigest()

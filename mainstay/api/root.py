"""The API itself, and how it tells what went wrong."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation

from mainstay.api.answering import answering, understood_only
from mainstay.api.cursors import Invalid
from mainstay.api.doors import Forbidden, Throttled
from mainstay.api.problems import FieldError, problem
from mainstay.core.errors import Refused, Unavailable
from mainstay.team.tokens.answers import KeyTaken


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Its name in generated clients: that of the function."""
        return operation.view_func.__name__


api = Api(
    title="Mainstay",
    version="1",
    description="What the screens of the desk do, for programs.",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)


api.add_decorator(answering, mode="operation")
api.add_decorator(understood_only, mode="view")


@api.exception_handler(AuthenticationError)
def _unauthenticated(request: HttpRequest, _error: Any) -> HttpResponse:
    response = problem(request, "unauthenticated")
    response["WWW-Authenticate"] = 'Bearer realm="Mainstay"'
    return response


@api.exception_handler(Forbidden)
def _forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, "forbidden", str(error))


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, error: Any) -> HttpResponse:
    detail = _("This token asks too often. Wait {count} s.").format(count=error.wait)
    response = problem(request, "too-many-requests", detail)
    response["Retry-After"] = str(error.wait)
    return response


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(request, "not-found")


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    """What was sent cannot be done, or, when nothing was sent, not now."""
    if request.body:
        return problem(request, "refused", str(error), status=422)
    return problem(request, "refused", str(error))


@api.exception_handler(KeyTaken)
def _key_taken(request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(request, "key-taken")


@api.exception_handler(Unavailable)
def _unavailable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, "unavailable", str(error))


@api.exception_handler(Invalid)
def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    detail = _("Mend the fields in “errors”.")
    return problem(request, "invalid", detail, errors=[error.error])


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    detail = _("Mend the fields in “errors”.")
    errors = [
        FieldError(field=_place(each["loc"]), detail=_sentence(each)) for each in error.errors
    ]
    return problem(request, "invalid", detail, errors=errors)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, "unreadable", str(error), status=error.status_code)


def _place(parts: tuple[Any, ...]) -> str:
    """Where a field stands, without the name of the argument that holds the whole body."""
    place = [str(part) for part in parts]
    if len(place) > 1 and place[0] == "body":
        del place[1:2]
    return ".".join(place)


def _sentence(error: dict[str, Any]) -> str:
    """What is wrong with a field; the usual faults in the language asked for."""
    match error["type"]:
        case "missing":
            return _("It is missing.")
        case "extra_forbidden":
            return _("There is no such field.")
        case "string_pattern_mismatch":
            return _("It is empty, or holds letters that do not belong there.")
    return str(error["msg"])

"""What went wrong, as a program reads it: problem details after RFC 9457."""

from collections.abc import Sequence
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"
EXPLAINED_AT = "/api/v1/docs#problem-"

Kind = Literal[
    "unreadable",
    "unauthenticated",
    "forbidden",
    "not-found",
    "wrong-method",
    "refused",
    "too-large",
    "wrong-media-type",
    "invalid",
    "key-taken",
    "too-many-requests",
    "broken",
    "unavailable",
]

KINDS = {
    "unreadable": (400, gettext_lazy("The request cannot be read")),
    "unauthenticated": (401, gettext_lazy("No good token")),
    "forbidden": (403, gettext_lazy("Not for this token")),
    "not-found": (404, gettext_lazy("There is nothing here")),
    "wrong-method": (405, gettext_lazy("Not by this method")),
    "refused": (409, gettext_lazy("Refused")),
    "too-large": (413, gettext_lazy("Too large")),
    "wrong-media-type": (415, gettext_lazy("Send JSON")),
    "invalid": (422, gettext_lazy("Not as it has to be")),
    "key-taken": (422, gettext_lazy("This key belongs to another request")),
    "too-many-requests": (429, gettext_lazy("Too many requests")),
    "broken": (500, gettext_lazy("We could not do this")),
    "unavailable": (503, gettext_lazy("Something is out of reach")),
}
"""Each kind with its usual status and its title."""


class FieldError(BaseModel):
    """One thing that is wrong in what was sent."""

    field: str = Field(description="Where it stands, such as body.subject or query.limit.")
    detail: str


class Problem(BaseModel):
    """An error, after RFC 9457."""

    type: str = Field(description="An address that explains this kind of error.")
    title: str
    status: int
    detail: str = Field(description="What to do about it, in the language asked for.")
    errors: list[FieldError] = Field(description="The fields that are wrong, if any are.")
    request_id: str = Field(description="By which the log of the desk knows this request.")


def problem(
    request: HttpRequest,
    kind: Kind,
    detail: str = "",
    *,
    errors: Sequence[FieldError] = (),
    status: int = 0,
) -> HttpResponse:
    """An answer that says what is wrong. Its status is the usual one of its kind."""
    usual, title = KINDS[kind]
    told = Problem(
        type=f"{EXPLAINED_AT}{kind}",
        title=str(title),
        status=status or usual,
        detail=detail or _usual_detail(kind),
        errors=list(errors),
        request_id=getattr(request, "request_id", ""),
    )
    return HttpResponse(told.model_dump_json(), status=told.status, content_type=MEDIA_TYPE)


def _usual_detail(kind: Kind) -> str:
    match kind:
        case "unauthenticated":
            return _("Send the header “Authorization: Bearer …” with a token of your profile.")
        case "not-found":
            return _(
                "The address is wrong, it was removed, or the departments of the token’s owner do"
                " not include it."
            )
        case "wrong-media-type":
            return _("Send the body as JSON, with the header “Content-Type: application/json”.")
        case "wrong-method":
            return _("The header “Allow” names the methods that this address knows.")
        case "key-taken":
            return _("Another request came with this Idempotency-Key. Choose a new one.")
        case "too-large":
            return _("A request holds at most 5 MB. Send large files in several requests.")
        case "broken":
            return _("It is our fault, and it is written down. Try again later.")
        case "unavailable":
            return _("Try again later.")
    return _("The request was not understood.")

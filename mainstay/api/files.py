"""Bytes: the files of messages, and messages as they arrived."""

import io
from collections.abc import Callable
from functools import partial

from django.http import FileResponse, Http404
from ninja import Router

from mainstay.api.conversations.finding import find_message
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.shapes import Id
from mainstay.channels import files, intake
from mainstay.conversations.models import Attachment
from mainstay.conversations.sides import within_reach
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["files"])
_READ = behind(Scope.READ_CONVERSATIONS)


@router.get("/files/{id}", **_READ)
def file(request: TokenRequest, id: Id) -> FileResponse:  # noqa: A002
    """Download a file of a message"""
    reached = within_reach(member_of(request))
    rows = Attachment.objects.filter(pk=id, message__conversation__in=reached)
    found = next(iter(rows), None)
    if found is None:
        raise Http404
    return _download(partial(files.read, found.file), found.filename)


@router.get("/messages/{id}/raw", **_READ)
def raw(request: TokenRequest, id: Id) -> FileResponse:  # noqa: A002
    """Download a message as it arrived"""
    found = find_message(request, id)
    if found.raw_id is None:
        raise Http404
    return _download(partial(intake.content_of, found.raw_id), f"message-{found.pk}.eml")


def _download(read: Callable[[], bytes], name: str) -> FileResponse:
    """Bytes that are gone from the disk are told of as everything else that is not there."""
    try:
        content = read()
    except FileNotFoundError as gone:
        raise Http404 from gone
    # A line break would end the header, a bidirectional mark hide the true ending of the name.
    readable = "".join(each for each in name if each.isprintable()).strip()
    return FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=readable or "file",
        content_type="application/octet-stream",
        headers={"Content-Security-Policy": "default-src 'none'; sandbox"},
    )

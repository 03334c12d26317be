"""What came with a message: its HTML body, its files, its bytes. Never trusted, never run."""

import io
from collections.abc import Callable
from functools import partial

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from mainstay.channels import files, intake
from mainstay.channels.email.html import sanitise
from mainstay.conversations.models import Attachment
from mainstay.conversations.sides import within_reach
from mainstay.web.addresses import reverse
from mainstay.web.conversation.access import find_message
from mainstay.web.pages import MemberRequest

_BODY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self';"
    " sandbox allow-popups allow-popups-to-escape-sandbox allow-same-origin"
)
_FILE_POLICY = "default-src 'none'; sandbox"
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_STYLE = (
    "html{font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere;background:#fff;color:#222}"
    "body{margin:0}img{max-width:100%;height:auto}"
)
_HEAD = f"<!doctype html><meta charset=utf-8><base target=_blank><style>{_STYLE}</style>"


@require_safe
@xframe_options_sameorigin
def body(request: MemberRequest, pk: int) -> HttpResponse:
    """The HTML of a mail, cleaned, under a policy of its own, for a sandboxed frame."""
    message = find_message(request, pk)
    if not message.html:
        raise Http404
    pictures = {
        each.content_id.strip("<>"): each
        for each in message.attachments.all()
        if each.content_id and each.content_type in _PICTURES
    }

    def inline(content_id: str) -> str | None:
        found = pictures.get(content_id.strip("<>"))
        return reverse("web:picture", args=[found.pk]) if found else None

    cleaned = sanitise(message.html, inline=inline)
    return HttpResponse(_HEAD + cleaned, headers={"Content-Security-Policy": _BODY_POLICY})


@require_safe
def picture(request: MemberRequest, pk: int) -> HttpResponse:
    """A picture inside a mail's HTML. Only kinds that cannot carry a script."""
    found = _find(request, pk)
    if found.content_type not in _PICTURES:
        raise Http404
    return shown(found.file, found.content_type)


@require_safe
def attachment(request: MemberRequest, pk: int) -> FileResponse:
    """A file, always to be saved and never shown by the browser."""
    found = _find(request, pk)
    return saved(found.file, found.filename)


@require_safe
def raw(request: MemberRequest, pk: int) -> FileResponse:
    """The message as it arrived."""
    message = find_message(request, pk)
    if message.raw_id is None:
        raise Http404
    return _download(
        _or_404(partial(intake.content_of, message.raw_id)), f"message-{message.pk}.eml"
    )


def shown(key: str, content_type: str) -> HttpResponse:
    """A picture by its key in the file store."""
    return HttpResponse(
        _or_404(partial(files.read, key)),
        content_type=content_type,
        headers={
            "Content-Security-Policy": _FILE_POLICY,
            "Cache-Control": "private, max-age=86400",
        },
    )


def saved(key: str, filename: str) -> FileResponse:
    """A file by its key in the file store, to be saved."""
    return _download(_or_404(partial(files.read, key)), filename)


def _find(request: MemberRequest, pk: int) -> Attachment:
    reached = within_reach(request.user)
    return get_object_or_404(Attachment, pk=pk, message__conversation__in=reached)


def _or_404(read: Callable[[], bytes]) -> bytes:
    """Bytes that are gone from the disk are told of as everything else that is not there."""
    try:
        return read()
    except FileNotFoundError as gone:
        raise Http404 from gone


def _download(content: bytes, name: str) -> FileResponse:
    # A line break would end the header, a bidirectional mark hide the true ending of the name.
    readable = "".join(each for each in name if each.isprintable()).strip()
    response = FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=readable or "file",
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = _FILE_POLICY
    return response

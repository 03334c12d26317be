"""The bytes of files that wait with a draft."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from mainstay.conversations.actions.draft_files import PICTURES
from mainstay.conversations.models import DraftFile
from mainstay.web.conversation import files
from mainstay.web.conversation.access import drafts_seen_by
from mainstay.web.pages import MemberRequest


@require_safe
def download(request: MemberRequest, pk: int) -> FileResponse:
    found = _find(request, pk)
    return files.saved(found.file, found.filename)


@require_safe
def picture(request: MemberRequest, pk: int) -> HttpResponse:
    """A picture in a draft. Only kinds that cannot carry a script."""
    found = _find(request, pk)
    if found.content_type not in PICTURES:
        raise Http404
    return files.shown(found.file, found.content_type)


def _find(request: MemberRequest, pk: int) -> DraftFile:
    return get_object_or_404(DraftFile, pk=pk, draft__in=drafts_seen_by(request.user))

"""The words of a message under one's own."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.conversations.formatting import plain
from mainstay.conversations.models import Message
from mainstay.web.conversation import moments
from mainstay.web.conversation.access import find, find_message
from mainstay.web.conversation.composer import build_composer
from mainstay.web.conversation.known import Known
from mainstay.web.conversation.views import show
from mainstay.web.pages import MemberRequest, is_htmx

LONGEST = 10_000
"""Characters of a quote; nobody answers more than that at once."""


@require_safe
def quote(request: MemberRequest, pk: int) -> HttpResponse:
    """The quoted words alone for a script, else the conversation with them in its composer."""
    message = find_message(request, pk)
    if message.kind == Message.Kind.NOTE:
        # It would go to the client.
        raise Http404
    words = quoted(message)
    if is_htmx(request):
        return HttpResponse(words, content_type="text/plain; charset=utf-8")
    found = find(request, message.conversation_id)
    return show(request, found, build_composer(Known(found, request.user), added=words))


def quoted(message: Message) -> str:
    """Who wrote when, over what they wrote behind marks of quotation."""
    author = message.contact or message.member
    said = _("{name}, {time}:").format(name=author or "", time=moments.told(message.at))
    lines = plain(message.text)[:LONGEST].strip().split("\n")
    return "\n".join([said, *(f"> {line}".rstrip() for line in lines)])

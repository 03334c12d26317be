"""How a saved reply reads in a conversation, before somebody uses it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from mainstay.conversations import saved_replies
from mainstay.conversations.models import Conversation
from mainstay.team.languages import language_name
from mainstay.web.pages import MemberRequest
from mainstay.web.settings_nav import settings_page


@require_safe
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    """In each language, with the latest conversation that one sees, or the one that is named."""
    found = get_object_or_404(saved_replies.replies_of(request.user), pk=pk)
    rows = Conversation.objects.visible_to(request.user).filter(contact__isnull=False)
    rows = rows.select_related("contact", "organisation", "department")
    number = request.GET.get("number", "")
    if number.isdecimal() and len(number) < 10:
        rows = rows.filter(pk=number)
    sample = rows.order_by("-id").first()
    texts = [
        (language_name(each.language), saved_replies.fill(each.text, sample, request.user))
        for each in found.texts.all()
        if sample
    ]
    context = {"reply": found, "sample": sample, "texts": texts, "number": number}
    return settings_page(request, "web/saved_replies/preview.html", context, at="saved_replies")

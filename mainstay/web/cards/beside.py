"""What other programs know about a client, beside an open conversation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mainstay.clients.cards import used
from mainstay.clients.cards.asking import cards_about
from mainstay.conversations.models import Conversation
from mainstay.web.addresses import reverse
from mainstay.web.conversation.access import find
from mainstay.web.pages import MemberRequest, is_htmx, page


def cards_url(conversation: Conversation) -> str:
    """Where the cards of a conversation are asked for; empty when no program is asked."""
    if conversation.contact_id is None or not used.is_used():
        return ""
    return reverse("web:cards", args=[conversation.number])


@require_safe
def cards(request: MemberRequest, number: int) -> HttpResponse:
    """The cards alone, after the page is there. Without a script they are a page of their own."""
    found = find(request, number)
    shown = cards_about(found.contact, found.number) if found.contact else []
    context = {"conversation": found, "shown": shown}
    if is_htmx(request):
        return render(request, "web/cards/_cards.html", context)
    return page(request, "web/cards/page.html", context, at="inbox")

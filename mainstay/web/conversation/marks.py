"""What a conversation is called and marked with, and who watches it: small forms of its panel."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.clients.models import Tag
from mainstay.conversations import actions, details
from mainstay.conversations.models import Category, Conversation
from mainstay.core.errors import Refused
from mainstay.ui.context import Toast
from mainstay.web.conversation.access import find
from mainstay.web.conversation.returning import page_of
from mainstay.web.pages import MemberRequest, came_from, go, refusals_lead_back


@require_POST
@refusals_lead_back
def kind(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    actions.call_it(found, request.POST.get("kind", ""), by=request.user)
    return _back(request, found)


@require_POST
@refusals_lead_back
def category(request: MemberRequest, number: int) -> HttpResponse:
    """`category` is the way to it in words, "Publications / Link removed", or its name alone."""
    found = find(request, number)
    actions.categorise(found, _chosen(request.POST.get("category", "")), by=request.user)
    return _back(request, found)


@require_POST
@refusals_lead_back
def tags(request: MemberRequest, number: int) -> HttpResponse:
    """`remove` names a tag by its id, `add` one by its name, several with commas between."""
    found = find(request, number)
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 19:
        for tag in Tag.objects.filter(pk=removed):
            actions.untag(found, tag, by=request.user)
    elif "remove" not in request.POST:
        for name in request.POST.get("add", "").split(",")[:10]:
            actions.tag(found, name, by=request.user)
    return _back(request, found)


@require_POST
@refusals_lead_back
def watching(request: MemberRequest, number: int) -> HttpResponse:
    """`watch` is "1" to begin and empty to end."""
    found = find(request, number)
    if request.POST.get("watch"):
        actions.watch(found, request.user, by=request.user)
        said = Toast(_("You watch this: it stands under Watching."))
    else:
        actions.unwatch(found, request.user, by=request.user)
        said = Toast(_("You watch this no longer."))
    return go(request, came_from(request), said)


def _chosen(words: str) -> Category | None:
    words = " ".join(words.split())
    if not words:
        return None
    known = details.topics_by_path(details.topics())
    topic = known.get(" / ".join(part.strip() for part in words.casefold().split("/")))
    topic = topic or known.get(words.casefold())
    if topic is None:
        raise Refused(
            _("There is no category “{name}”. Choose one of the list.").format(name=words[:80])
        )
    return Category.objects.get(pk=topic.id)


def _back(request: MemberRequest, found: Conversation) -> HttpResponse:
    return go(request, f"{page_of(request, found.number)}#details")

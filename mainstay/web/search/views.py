"""One search box over everything: the page, and the palette's quick answer."""

import re
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from mainstay.clients import queries as clients
from mainstay.conversations import queries as conversations
from mainstay.conversations import search as messages
from mainstay.conversations.views import find_views
from mainstay.team.models import Member
from mainstay.ui.context import EmptyState, Link, PaletteItem
from mainstay.web.addresses import reverse
from mainstay.web.inbox.rows import build_rows, where
from mainstay.web.pages import MemberRequest, is_htmx, page

_MARKED = re.compile(f"{messages.FROM}(.*?){messages.TO}")
_QUICK = 6


@require_safe
def search(request: MemberRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    if is_htmx(request):
        items = _quick(request.user, words)
        context = {"items": items, "words": words}
        return render(request, "web/search/_palette_results.html", context)
    return page(request, "web/search/page.html", _found(request.user, words), at="search")


def _found(member: Member, words: str) -> dict[str, object]:
    found = messages.find(member, words)
    listed = conversations.by_ids(member, [hit.conversation_id for hit in found.hits])
    snippets = {hit.conversation_id: hit.snippet for hit in found.hits}
    rows = build_rows(listed, where("all", "active"))
    people = clients.find_contacts(member, words)
    organisations = clients.find_organisations(member, words)
    nothing = bool(words) and not (rows or people or organisations)
    return {
        "words": words,
        "rows": [
            replace(row, line=_marked(snippets[each.id]) or row.line)
            for row, each in zip(rows, listed, strict=True)
        ],
        "summary": _summary(found, len(rows)) if rows else "",
        "people": [
            Link(
                each.name,
                reverse("web:contact", args=[each.id]),
                " · ".join(filter(None, [each.organisation, *each.addresses])),
                "user",
            )
            for each in people
        ],
        "organisations": [
            Link(name, reverse("web:organisation", args=[pk]), icon="clients")
            for pk, name in organisations
        ],
        "empty": _empty(words) if nothing or not words else None,
    }


def _quick(member: Member, words: str) -> list[PaletteItem]:
    if not words:
        return []
    items = [
        PaletteItem(
            name,
            reverse("web:view", args=[pk]),
            icon="filter",
            aside=_("Shared view") if is_shared else pgettext("list", "View"),
        )
        for pk, name, is_shared in find_views(member, words)
    ]
    items += [
        PaletteItem(name, reverse("web:organisation", args=[pk]), icon="clients", aside=_("Client"))
        for pk, name in clients.find_organisations(member, words)[:3]
    ]
    items += [
        PaletteItem(
            each.name, reverse("web:contact", args=[each.id]), icon="user", aside=each.organisation
        )
        for each in clients.find_contacts(member, words)[:4]
    ]
    hits = messages.find(member, words).hits[:_QUICK]
    items += [
        PaletteItem(
            each.subject,
            reverse("web:conversation", args=[each.id]),
            icon="chat",
            aside=f"{each.contact_name} · {each.id}",
        )
        for each in conversations.by_ids(member, [hit.conversation_id for hit in hits])
    ]
    everywhere = f"{reverse('web:search')}?{urlencode({'q': words})}"
    if items:
        items.append(PaletteItem(_("All that was found"), everywhere, icon="search"))
    return items


def _marked(snippet: str) -> SafeString:
    """The snippet with its hits marked; everything else is escaped."""
    return mark_safe(_MARKED.sub(r"<mark>\1</mark>", escape(snippet)))  # noqa: S308


def _summary(found: messages.Found, conversations_shown: int) -> str:
    text = ngettext("{count} conversation", "{count} conversations", conversations_shown).format(
        count=conversations_shown
    )
    if found.is_capped:
        return _("{conversations}, the best of more than {count} messages").format(
            conversations=text, count=messages.CAP
        )
    return text


def _empty(words: str) -> EmptyState:
    if not words:
        return EmptyState(
            _("Search everything that was said"),
            _("Words, a “phrase in quotes”, -without, a name, an address or a number."),
            icon="search",
        )
    return EmptyState(
        _("Nothing found for “{words}”").format(words=words),
        _(
            "Looked in the messages, notes, people and clients that you may see. Try fewer"
            " letters or another form of the word."
        ),
        icon="search",
    )

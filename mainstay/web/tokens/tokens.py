"""Keys by which programs act for somebody: one's own, and everybody's."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.core.errors import Refused
from mainstay.team.models import ApiToken
from mainstay.team.tokens import actions, queries
from mainstay.team.tokens.queries import ListedToken
from mainstay.team.tokens.scopes import Scope
from mainstay.ui.context import Column, EmptyState, Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, came_from, go, refusals_lead_back
from mainstay.web.settings_nav import settings_page
from mainstay.web.tokens.forms import TokenForm


@require_safe
def tokens(request: MemberRequest) -> HttpResponse:
    """One's own."""
    rows = queries.tokens_of(request.user)
    empty = EmptyState(
        _("Let another program work for you"),
        _("A token lets it read or write here in your name: a form, a report, an integration."),
        icon="key",
        step_label=_("Make a token"),
        step_url=reverse("web:token_new"),
    )
    context = {**_table(rows), "empty": None if rows else empty, "is_own": True}
    return settings_page(request, "web/tokens/tokens.html", context, at="tokens")


@require_safe
@administrators_only
def all_tokens(request: MemberRequest) -> HttpResponse:
    """Everybody's, for who answers for the desk."""
    rows = queries.all_tokens()
    empty = EmptyState(
        _("No program works here yet"),
        _("Whoever makes a token in their profile is listed here, with what it may do."),
        icon="key",
    )
    context = {**_table(rows), "empty": None if rows else empty, "is_own": False}
    return settings_page(request, "web/tokens/tokens.html", context, at="all_tokens")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    """Shows the token instead of leading on: it is kept nowhere and never shown again."""
    form = TokenForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            token, text = actions.make(by=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            made = {"token": token, "text": text, "address": request.build_absolute_uri("/api/v1")}
            return settings_page(request, "web/tokens/made.html", made, at="tokens")
    status = 422 if form.errors else 200
    return settings_page(request, "web/tokens/new.html", {"form": form}, at="tokens", status=status)


@require_POST
@refusals_lead_back
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own; anybody's for an administrator."""
    rows = ApiToken.objects.all()
    if not request.user.is_administrator:
        rows = rows.filter(owner=request.user)
    token = rows.filter(pk=pk).first()
    if token is None:
        raise Http404
    actions.revoke(token, by=request.user)
    said = _("{name} opens nothing any more.").format(name=token.name)
    return go(request, came_from(request), Toast(said, tone="kept"))


def _table(rows: list[ListedToken]) -> dict[str, object]:
    return {
        "columns": [
            Column(_("For"), is_row_header=True),
            Column(_("May")),
            Column(_("Last used")),
            Column(_("Good until")),
            Column(pgettext("column", "Revoke")),
        ],
        "rows": [(row, _scopes(row.scopes), _state(row)) for row in rows],
    }


def _scopes(scopes: list[str]) -> list[str]:
    return [str(scope.label) for scope in Scope if scope.value in scopes]


def _state(row: ListedToken) -> str:
    """Why it opens nothing; empty while it does."""
    return {
        "good": "",
        "expired": pgettext("token", "Over"),
        "revoked": pgettext("token", "Revoked"),
        "closed": _("Account closed"),
    }[row.state]

"""Views: lists that somebody keeps. One is shown, made, changed and thrown away."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.conversations import actions
from mainstay.conversations import views as queries
from mainstay.conversations.actions.sharing import Sharing, can_change, sharing_of
from mainstay.conversations.filtering import Filter, from_json
from mainstay.conversations.models import View
from mainstay.conversations.views import COLUMNS, MOST_COUNTED, SORTS, USUAL_COLUMNS, Sort
from mainstay.core.errors import Refused
from mainstay.team.models import Department, Member
from mainstay.ui.context import Column, EmptyState, Toast
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, is_htmx, page, refusals_lead_back
from mainstay.web.views import builder
from mainstay.web.views.cells import build_rows

_SALT = "mainstay.views"
_UNDO_SECONDS = 3600

SORT_WORDS = {
    "turn": gettext_lazy("Whose turn it is, unfinished ones"),
    "newest": gettext_lazy("Newest first"),
    "oldest": gettext_lazy("Oldest first"),
}
COLUMN_WORDS = {
    "number": gettext_lazy("Number"),
    "state": gettext_lazy("State"),
    "assignee": gettext_lazy("Assigned to"),
    "department": gettext_lazy("Department"),
    "category": gettext_lazy("Category"),
    "begun": gettext_lazy("Begun"),
    "last_message": gettext_lazy("Last message"),
}


class ViewForm(forms.Form):
    """What a view is called, who sees it, and how its list looks."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    sharing = forms.ChoiceField(
        label=gettext_lazy("Who sees it"),
        choices=[
            ("own", gettext_lazy("Only me")),
            ("department", gettext_lazy("A department")),
            ("everybody", gettext_lazy("Everybody")),
        ],
        initial="own",
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    sort = forms.ChoiceField(label=gettext_lazy("Order"), choices=SORT_WORDS.items())
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        choices=COLUMN_WORDS.items(),
        required=False,
        initial=USUAL_COLUMNS,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = Department.objects.order_by("name")
        if not member.sees_all:
            departments = departments.filter(pk__in=member.department_ids)
        field = cast("forms.ModelChoiceField[Department]", self.fields["department"])
        field.queryset = departments
        if not member.keeps_watch:
            # Leads share; who may not is not asked.
            del self.fields["sharing"], self.fields["department"]


@dataclass(frozen=True)
class Shown:
    """A list as the page needs it."""

    columns: list[Column]
    rows: list[Any]
    count: str
    more_url: str
    refresh_url: str
    empty: EmptyState | None


@require_safe
def view(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    context = {
        "view": found,
        "selects": request.user.may_write,
        **_listed(request, queries.filter_of(found), queries.sort_of(found), found.columns),
    }
    if is_htmx(request):
        response = render(request, "web/views/_list_again.html", context)
    else:
        context["may_change"] = can_change(found, request.user)
        response = page(request, "web/views/view.html", context, at="inbox")
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _edit(request, _find(request, pk))


@require_POST
@refusals_lead_back
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    kept = signing.dumps(
        [
            found.name,
            found.filter,
            found.sort,
            found.columns,
            sharing_of(found),
            found.department_id,
        ],
        salt=_SALT,
        compress=True,
    )
    actions.remove_view(found, by=request.user)
    undo = reverse("web:view_return", args=[kept])
    said = _("The view {name} is gone.").format(name=found.name)
    return go(request, reverse("web:inbox"), Toast(said, undo_url=undo))


@require_POST
@refusals_lead_back
def bring_back(request: MemberRequest, kept: str) -> HttpResponse:
    """Undo of a removal: the view as it was, under a new number."""
    try:
        name, tree, sort, columns, sharing, department = signing.loads(
            kept, salt=_SALT, max_age=_UNDO_SECONDS
        )
    except signing.BadSignature as error:
        raise Http404 from error
    made = actions.save_view(
        name,
        from_json(tree),
        by=request.user,
        sharing=sharing,
        department=Department.objects.filter(pk=department).first(),
        sort=sort,
        columns=columns,
    )
    return go(request, reverse("web:view", args=[made.pk]), Toast(_("It is back.")))


def _edit(request: MemberRequest, found: View | None) -> HttpResponse:
    wanted = queries.filter_of(found) if found else Filter()
    form = ViewForm(member=request.user, initial=_initial(found))
    status, errors = 200, []
    if request.method == "POST":
        wanted = builder.read(request.POST.dict())
        does = request.POST.get("do", "")
        form = ViewForm(request.POST, member=request.user)
        if does == "save":
            try:
                if form.is_valid():
                    return _saved(request, found, builder.without_empty(wanted), form)
            except Refused as refusal:
                errors.append(str(refusal))
            status = 422
        else:
            # A row more, a row less, a look: nothing of it is wrong yet.
            form = ViewForm(member=request.user, initial=_typed(request))
    context = {
        "view": found,
        "form": form,
        "errors": errors,
        "builder": builder.build(wanted, request.user),
        "action": reverse("web:view_edit", args=[found.pk]) if found else reverse("web:view_new"),
        "listed": None,
    }
    if request.POST.get("do") == "look":
        sort = cast(Sort, request.POST.get("sort", "turn"))
        columns = request.POST.getlist("columns")
        sort = sort if sort in SORTS else "turn"
        context |= _listed(request, builder.without_empty(wanted), sort, columns, pages=False)
    return page(request, "web/views/edit.html", context, at="inbox", status=status)


def _saved(
    request: MemberRequest, found: View | None, wanted: Filter, form: ViewForm
) -> HttpResponse:
    typed = form.cleaned_data
    saved = actions.save_view(
        typed["name"],
        wanted,
        by=request.user,
        view=found,
        sharing=cast(Sharing, typed.get("sharing", "own")),
        department=typed.get("department"),
        sort=typed["sort"],
        columns=typed["columns"],
    )
    return go(request, reverse("web:view", args=[saved.pk]), Toast(_("Saved."), "kept"))


def _listed(
    request: MemberRequest, wanted: Filter, sort: Sort, columns: list[str], *, pages: bool = True
) -> dict[str, Any]:
    """The rows of a filter; a refusal stands in their place."""
    member, key = request.user, request.GET.get("after", "") if pages else ""
    try:
        found, next_key = queries.page(member, wanted, sort, key)
        counted = queries.count(member, wanted, sort)
    except Refused as refusal:
        nothing = EmptyState(_("This cannot be shown"), str(refusal), icon="alert")
        return {"listed": Shown([], [], "", "", request.get_full_path(), nothing)}
    chosen = [each for each in COLUMNS if each in columns]
    empty = None
    if not found:
        empty = EmptyState(
            _("Nothing meets this filter"),
            _("Conversations stand here as soon as they do."),
            icon="search",
        )
    heads = [Column(_("Conversation"), is_row_header=True)]
    heads += [Column(str(COLUMN_WORDS[each])) for each in chosen]
    shown = Shown(
        heads,
        build_rows(found, chosen),
        f"{MOST_COUNTED}+" if counted > MOST_COUNTED else str(counted),
        f"{request.path}?{urlencode({'after': next_key})}" if next_key and pages else "",
        request.get_full_path(),
        empty,
    )
    return {"listed": shown}


def _find(request: MemberRequest, pk: int) -> View:
    return get_object_or_404(queries.views_of(request.user), pk=pk)


def _initial(found: View | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "name": found.name,
        "sharing": sharing_of(found),
        "department": found.department_id,
        "sort": found.sort,
        "columns": found.columns,
    }


def _typed(request: MemberRequest) -> dict[str, Any]:
    names = ("name", "sharing", "department", "sort")
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
    return typed | {"columns": request.POST.getlist("columns")}

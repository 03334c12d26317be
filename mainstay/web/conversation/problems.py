"""One problem, many reports: saying so, and answering all."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.conversations import actions, reports
from mainstay.conversations.reports import ENGLISH, Report
from mainstay.core.errors import Refused
from mainstay.team.languages import language_name
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation.access import find
from mainstay.web.conversation.choosing import chosen, context_of
from mainstay.web.pages import MemberRequest, came_from, go, page, refusals_lead_back


@dataclass(frozen=True)
class TextField:
    """The field of one language, with how many read it."""

    code: str
    label: str
    text: str


@require_http_methods(["GET", "HEAD", "POST"])
def same_as(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    other, refusal = chosen(request, found), ""
    here = reverse("web:conversation", args=[found.number])
    if request.method == "POST" and other:
        try:
            actions.set_problem(found, other, by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            undo = reverse("web:problem_end", args=[found.number])
            text = _("Noted as the same problem as {number}.").format(number=other.number)
            return go(request, here, Toast(text, "kept", undo_url=undo))
    context = context_of(request, found, looks=True) | {
        "title": _("Same as…"),
        "intro": _(
            "Choose the conversation that stands for the problem. Once it is solved, all who"
            " report it are answered at once."
        ),
        "here": reverse("web:problem_of", args=[found.number]),
        "do": _("The same"),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return page(request, "web/conversation/choosing.html", context, at="inbox", status=status)


@require_POST
@refusals_lead_back
def end(request: MemberRequest, number: int) -> HttpResponse:
    actions.unset_problem(find(request, number), by=request.user)
    return go(request, came_from(request), Toast(_("Another matter again.")))


@require_http_methods(["GET", "HEAD", "POST"])
def answering_all(request: MemberRequest, number: int) -> HttpResponse:
    """One text for each language that is read; what is missing is said before anything is sent."""
    found = find(request, number)
    waiting = reports.to_be_answered(found, request.user)
    counts = reports.languages_of(waiting)
    codes = list(dict.fromkeys([*counts, ENGLISH]))
    texts = {code: request.POST.get(f"text_{code}", "").replace("\x00", "") for code in codes}
    fallen = reports.falls_to_english(waiting, texts)
    refusal = ""
    if request.method == "POST":
        confirmed = not fallen or request.POST.get("falls") == "1"
        if confirmed:
            try:
                bulk = actions.answer_all(
                    found, texts, by=request.user, solve=request.POST.get("then") == "solve"
                )
            except Refused as refused:
                refusal = str(refused)
            else:
                return go(request, reverse("web:bulk", args=[bulk.pk]))
    context = {
        "conversation": found,
        "page_url": reverse("web:conversation", args=[found.number]),
        "waiting": waiting,
        "fields": [TextField(code, _label(code, counts), texts[code]) for code in codes],
        "solves": request.POST.get("then") == "solve",
        "fallen": _fallen(fallen, texts) if request.method == "POST" else "",
        "refusal": refusal,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "web/conversation/answering_all.html", context, at="inbox", status=status)


def _label(code: str, counts: dict[str, int]) -> str:
    count = counts.get(code, 0)
    people = ngettext("{count} client", "{count} clients", count).format(count=count)
    return f"{language_name(code)} · {people}"


def _fallen(fallen: list[Report], texts: dict[str, str]) -> str:
    if not fallen:
        return ""
    names = ", ".join(each.name or str(each.number) for each in fallen[:10])
    if texts.get(ENGLISH, "").strip():
        return _("Without a text in their language these get the English one: {names}.").format(
            names=names
        )
    return _("There is no text for these, not even in English: {names}.").format(names=names)

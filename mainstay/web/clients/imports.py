"""A file of clients: chosen, looked through, taken in; and the base as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.clients import actions
from mainstay.clients.importing.rows import COLUMNS
from mainstay.clients.models import ClientImport, CustomField
from mainstay.core.errors import Refused
from mainstay.ui.context import Column
from mainstay.web.access import watch_keepers_only
from mainstay.web.addresses import reverse
from mainstay.web.clients.forms import ImportForm
from mainstay.web.pages import MemberRequest, go, page, refusals_lead_back

LATEST = 10


@require_http_methods(["GET", "HEAD", "POST"])
@watch_keepers_only
def create(request: MemberRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.begin_import(file.name, file.read(), by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return go(request, reverse("web:client_import", args=[made.pk]))
    latest = ClientImport.objects.select_related("member").defer("content").order_by("-pk")
    context = {
        "form": form,
        "columns": COLUMNS,
        "own_columns": [each.name for each in CustomField.objects.of("organisation")]
        + [f"contact: {each.name}" for each in CustomField.objects.of("contact")],
        "latest": [(each, _spoken(each)) for each in latest[:LATEST]],
        "latest_columns": [
            Column(_("File"), is_row_header=True),
            Column(_("By")),
            Column(_("State")),
        ],
    }
    status = 422 if form.errors else 200
    return page(request, "web/clients/import_new.html", context, at="clients", status=status)


@require_safe
@watch_keepers_only
def client_import(request: MemberRequest, pk: int) -> HttpResponse:
    return page(request, "web/clients/import.html", _context(pk), at="clients")


@require_safe
@watch_keepers_only
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """How far it is, for a page that asks again and again while it works."""
    return render(request, "web/clients/_import.html", _context(pk))


@require_POST
@watch_keepers_only
@refusals_lead_back
def start(request: MemberRequest, pk: int) -> HttpResponse:
    actions.start_import(get_object_or_404(ClientImport, pk=pk), by=request.user)
    return go(request, reverse("web:client_import", args=[pk]))


@require_POST
@watch_keepers_only
@refusals_lead_back
def export(request: MemberRequest) -> HttpResponse:
    rows = actions.export_clients(by=request.user)
    # With a mark, because a spreadsheet takes the bytes for something else without it.
    lines = (line.encode() for line in ("\ufeff", *rows))
    return HttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="clients.csv"'},
    )


def _context(pk: int) -> dict[str, Any]:
    found = get_object_or_404(ClientImport.objects.defer("content"), pk=pk)
    is_kept = ClientImport.objects.filter(pk=pk, content__isnull=False).exists()
    result = found.result
    faults = result.get("faults", [])
    return {
        "found": found,
        "may_start": found.state == ClientImport.State.CHECKED and is_kept,
        "is_gone": found.state == ClientImport.State.CHECKED and not is_kept,
        "to_do": sum(result.get(each, 0) for each in _CHANGES),
        "figures": [
            (_("Clients added"), result.get("clients_added", 0)),
            (_("Clients changed"), result.get("clients_changed", 0)),
            (_("People added"), result.get("contacts_added", 0)),
            (_("People changed"), result.get("contacts_changed", 0)),
            (_("Rows that change nothing"), result.get("unchanged", 0)),
            (_("Bad rows"), result.get("bad", 0)),
        ]
        if result
        else [],
        "faults": faults,
        "more_faults": result.get("bad", 0) - len(faults),
        "fault_columns": [
            Column(_("Line"), is_row_header=True),
            Column(_("Column")),
            Column(_("Reason")),
        ],
        "ignored": result.get("ignored", []),
    }


_CHANGES = ("clients_added", "clients_changed", "contacts_added", "contacts_changed")


def _spoken(found: ClientImport) -> str:
    """Its state in a few words."""
    if found.state == ClientImport.State.DONE:
        count = sum(found.result.get(each, 0) for each in _CHANGES)
        said = ngettext("{count} added or changed", "{count} added or changed", count)
        return said.format(count=count)
    return found.get_state_display()

"""The rights of a person: everything in one file, and to be forgotten."""

import tempfile

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.clients import actions, queries
from mainstay.clients.models import Contact, family_of, target_of
from mainstay.conversations.models import Attachment, Message
from mainstay.core import personal
from mainstay.core.errors import Refused
from mainstay.ui.context import Toast
from mainstay.web.access import takers_out_only
from mainstay.web.addresses import reverse
from mainstay.web.clients.forms import ErasureForm
from mainstay.web.pages import MemberRequest, go, page, refusals_lead_back

_IN_MEMORY = 4 * 1024 * 1024


@require_POST
def export(request: MemberRequest, pk: int) -> FileResponse:
    """All that is held of a person as a ZIP file."""
    if not request.user.sees_all:
        raise PermissionDenied
    contact = actions.export_person(_find(request, pk), by=request.user)
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (the response closes it)
    personal.write_archive(contact.pk, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"person-{contact.pk}.zip")


@require_http_methods(["GET", "HEAD", "POST"])
@takers_out_only
@refusals_lead_back
def erasure(request: MemberRequest, pk: int) -> HttpResponse:
    contact = _find(request, pk)
    if contact.merged_into_id is not None:
        return redirect("web:contact_erasure", target_of(contact).pk)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.ask_to_erase(contact, by=request.user, words=form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            said = _("This person is being erased. It takes a moment.")
            return go(request, reverse("web:contact", args=[pk]), Toast(said, tone="kept"))
    addresses = queries.addresses_of(contact)
    context = {
        "contact": contact,
        "name": contact.name or (addresses or [str(contact)])[0],
        "form": form,
        "what": _what_goes(contact, addresses),
        "namesakes": _namesakes(request, contact),
        "back_url": reverse("web:contact", args=[pk]),
    }
    status = 422 if form.errors else 200
    return page(request, "web/clients/erasure.html", context, at="clients", status=status)


def _find(request: MemberRequest, pk: int) -> Contact:
    return get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)


def _what_goes(contact: Contact, addresses: list[str]) -> list[str]:
    """What will happen, a sentence each."""
    family = family_of(Contact, contact.pk)
    said = Message.objects.filter(contact__in=family)
    messages = said.count()
    files = Attachment.objects.filter(message__in=said).count()
    sentences = [
        ngettext(
            "{count} message of theirs is emptied, with the mail as it arrived.",
            "{count} messages of theirs are emptied, with the mail as it arrived.",
            messages,
        ).format(count=messages),
        _("Name, note, tags and addresses go: {addresses}.").format(
            addresses=", ".join(addresses) or _("none")
        ),
        _("In what others wrote, in our answers and in notes their name becomes “[erased]”."),
        _("Conversations, their number and their times stay, without a subject."),
        _("Backups from before still hold it until you delete them."),
    ]
    if files:
        sentence = ngettext(
            "{count} file of theirs is deleted, unless somebody else sent it too.",
            "{count} files of theirs are deleted, unless somebody else sent them too.",
            files,
        )
        sentences.insert(1, sentence.format(count=files))
    if len(family) > 1:
        parts = _("{count} contacts that are merged are erased as one person.")
        sentences.insert(0, parts.format(count=len(family)))
    return sentences


def _namesakes(request: MemberRequest, contact: Contact) -> list[queries.Known]:
    """Others of the same name, who may be the same person by another address."""
    if not contact.name:
        return []
    found = queries.find_contacts(request.user, contact.name)
    return [each for each in found if each.id != contact.pk and each.name == contact.name]

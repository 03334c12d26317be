"""One message that was set aside: why, its beginning, and the two ways out."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mainstay.channels import intake
from mainstay.channels.models import RawMessage
from mainstay.conversations.actions.receiving import Received
from mainstay.conversations.actions.retaking import retake, take_as_good
from mainstay.conversations.models import Conversation
from mainstay.ui.context import Toast
from mainstay.web.access import watch_keepers_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.quarantine.causes import meaning_of, source_name, title_of
from mainstay.web.settings_nav import settings_page

SHOWN = 4096
"""Bytes of its beginning that a page shows."""


@require_safe
@watch_keepers_only
def quarantined(request: MemberRequest, pk: int) -> HttpResponse:
    raw = _find(pk)
    beginning = intake.beginnings_of([pk], SHOWN).get(pk, b"")
    context = {
        "raw": raw,
        "title": title_of(raw.cause),
        "meaning": meaning_of(raw.cause),
        "beginning": _readable(beginning),
        "is_cut": raw.size > len(beginning),
        "source": source_name(raw.source),
        "is_spam": raw.cause == RawMessage.SPAM,
    }
    return settings_page(request, "web/quarantine/quarantined.html", context, at="quarantine")


@require_POST
@watch_keepers_only
@refusals_lead_back
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    received = retake(get_object_or_404(RawMessage, pk=pk), by=request.user)
    if received is None:
        still = Toast(_("It cannot be read yet: it stays here."), tone="late")
        return go(request, reverse("web:quarantined", args=[pk]), still)
    return _taken_in(request, received, _("The message could be read this time."))


@require_POST
@watch_keepers_only
@refusals_lead_back
def no_spam(request: MemberRequest, pk: int) -> HttpResponse:
    trusts = bool(request.POST.get("trusts_sender"))
    raw = get_object_or_404(RawMessage, pk=pk)
    received = take_as_good(raw, by=request.user, trusts_sender=trusts)
    if received is None:
        still = Toast(_("It cannot be read yet: it stays here."), tone="late")
        return go(request, reverse("web:quarantined", args=[pk]), still)
    return _taken_in(request, received, _("It is no spam and was taken in."))


@require_safe
@watch_keepers_only
def export(request: MemberRequest, pk: int) -> HttpResponse:
    raw = _find(pk)
    return HttpResponse(
        intake.content_of(raw.pk),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="quarantined-{raw.pk}.eml"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


def _find(pk: int) -> RawMessage:
    return get_object_or_404(RawMessage.objects.quarantined(), pk=pk)


def _taken_in(request: MemberRequest, received: Received, said: str) -> HttpResponse:
    """To the conversation, unless it lies in a department of others."""
    visible = Conversation.objects.visible_to(request.user)
    if not visible.filter(pk=received.conversation_id).exists():
        return go(request, reverse("web:quarantine"), Toast(said, tone="kept"))
    conversation = reverse("web:conversation", args=[received.conversation_id])
    return go(request, conversation, Toast(said, tone="kept"))


def _readable(beginning: bytes) -> str:
    """Bytes as text in which nothing hides: what is no character shows as one."""
    text = beginning.decode("utf-8", "replace").replace("\r\n", "\n")
    return "".join(each if each.isprintable() or each in "\n\t" else "�" for each in text)

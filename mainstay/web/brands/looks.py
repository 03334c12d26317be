"""The look of a brand: its colour, its logo, its pages, shown while it is chosen."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.channels import colours, files
from mainstay.channels.brands import BrandLook, look_of, sender_name
from mainstay.channels.dressing import dressed
from mainstay.channels.mailboxes import brands as actions
from mainstay.channels.models import Brand
from mainstay.core.errors import Refused
from mainstay.team.models import Member
from mainstay.ui.context import Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.brands.forms import LOOK, LookForm
from mainstay.web.brands.tabs import brand_tabs
from mainstay.web.pages import MemberRequest, go
from mainstay.web.settings_nav import settings_page

_FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox"
    " allow-same-origin"
)
_LOGO_POLICY = "default-src 'none'; sandbox"


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def look(request: MemberRequest, pk: int) -> HttpResponse:
    brand = get_object_or_404(Brand, pk=pk)
    person = request.user.name
    form = LookForm(request.POST or None, request.FILES or None, brand=brand, person=person)
    if form.is_valid() and _saved(form, brand, request.user):
        said = Toast(_("The look of {name} is saved.").format(name=brand.name), tone="kept")
        return go(request, reverse("web:brand_look", args=[pk]), said)
    context = {
        "form": form,
        "brand": brand,
        "tabs": brand_tabs(brand, at="look"),
        **_preview(brand, _typed(brand, form.data if form.is_bound else {}), request.user),
    }
    status = 422 if form.errors else 200
    return settings_page(request, "web/brands/look.html", context, at="brands", status=status)


@require_safe
@administrators_only
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    """The frames with what is typed and not saved yet."""
    brand = get_object_or_404(Brand, pk=pk)
    context = _preview(brand, _typed(brand, request.GET), request.user)
    return render(request, "web/brands/_preview.html", context)


@require_safe
@administrators_only
@xframe_options_sameorigin
def preview_mail(request: MemberRequest, pk: int) -> HttpResponse:
    """The very HTML that leaves, for a sandboxed frame."""
    brand = get_object_or_404(Brand, pk=pk)
    shown = _look(brand, _typed(brand, request.GET))
    words = _("Hello Claire,\n\nyour link is live: {address}\n\nIs there anything else?")
    below = "\n\n".join(filter(None, [request.user.signature.strip(), brand.footer.strip()]))
    text = words.format(address="https://example.com/may") + (f"\n\n-- \n{below}" if below else "")
    return _framed(dressed(text, shown, logo=_logo_url(shown)))


@require_safe
@administrators_only
@xframe_options_sameorigin
def preview_page(request: MemberRequest, pk: int) -> HttpResponse:
    """What a page for clients looks like, for a sandboxed frame."""
    brand = get_object_or_404(Brand, pk=pk)
    shown = _look(brand, _typed(brand, request.GET))
    context = {"look": shown, "logo_url": _logo_url(shown), "language": get_language()}
    return _framed(render(request, "web/brands/client_page.html", context).content)


@login_not_required
@require_safe
def logo(_request: HttpRequest, pk: int, version: str) -> HttpResponse:
    """The logo, for everybody: pages for clients show it. A new one has another address."""
    found = look_of(get_object_or_404(Brand, pk=pk))
    if not found.logo or found.logo_version != version:
        raise Http404
    try:
        content = files.read(found.logo)
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(
        content,
        content_type=found.logo_type,
        headers={
            "Content-Security-Policy": _LOGO_POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=31536000, immutable",
        },
    )


def _saved(form: LookForm, brand: Brand, by: Member) -> bool:
    """Both changes or none: a refusal answers 422, and with it the whole request is undone."""
    chosen = form.cleaned_data
    field = "accent"
    try:
        actions.dress(brand, **{name: chosen[name] for name in LOOK}, by=by)
        field = "logo"
        if chosen["logo"]:
            # One byte more than may be: enough to see that it is too large.
            actions.put_logo(brand, chosen["logo"].read(actions.LARGEST_LOGO + 1), by=by)
        elif chosen.get("drops_logo"):
            actions.drop_logo(brand, by=by)
    except Refused as refusal:
        form.add_error(field, str(refusal))
        return False
    return True


def _typed(brand: Brand, given: Any) -> dict[str, str]:
    """What was typed, as far as it was, over what is saved."""
    typed = {name: str(given.get(name, getattr(brand, name)))[:300] for name in LOOK}
    colour = colours.normal(typed["accent"])
    typed["accent"] = colour if colour and colours.is_readable(colour) else ""
    return typed


def _look(brand: Brand, typed: dict[str, str]) -> BrandLook:
    """The look as it would be with this. Without a saved logo none is shown yet."""
    unsaved = Brand(pk=brand.pk, name=brand.name, footer=brand.footer, **typed)
    shown = look_of(unsaved)
    return replace(shown, logo=brand.logo, logo_type=brand.logo_type)


def _preview(brand: Brand, typed: dict[str, str], member: Member) -> dict[str, Any]:
    asked = urlencode(typed)
    unsaved = Brand(name=brand.name, sender_style=typed["sender_style"])
    return {
        "sender": sender_name(unsaved, member.name),
        "is_text_alone": not (typed["accent"] or brand.logo),
        "mail_url": f"{reverse('web:brand_preview_mail', args=[brand.pk])}?{asked}",
        "page_url": f"{reverse('web:brand_preview_page', args=[brand.pk])}?{asked}",
    }


def _logo_url(shown: BrandLook) -> str:
    if not shown.logo:
        return ""
    return reverse("web:brand_logo", args=[shown.brand_id or 0, shown.logo_version])


def _framed(html: str | bytes) -> HttpResponse:
    return HttpResponse(html, headers={"Content-Security-Policy": _FRAME_POLICY})

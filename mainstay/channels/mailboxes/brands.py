"""Brands: adding, changing and removing the names that clients know us by."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from mainstay.channels import colours, events, files
from mainstay.channels.brands import ACCENT
from mainstay.channels.models import Brand
from mainstay.channels.personal import release
from mainstay.channels.pictures import picture_of
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

LARGEST_LOGO = 200 * 1024
"""Bytes of a logo: every mail of the brand carries it."""
WIDEST_LOGO = 2000
"""Pixels, across and down."""


@transaction.atomic
def add(name: str, footer: str, languages: Sequence[str], *, by: Actor) -> Brand:
    """Add a brand. One of that name, in whatever case, is refused."""
    _only_administrators(by)
    _refuse_taken_name(name)
    brand = Brand.objects.create(
        name=name.strip(), footer=footer.strip(), languages=sorted(languages)
    )
    record(events.BRAND_ADDED, brand, by=by, name=brand.name)
    return brand


@transaction.atomic
def change(brand: Brand, name: str, footer: str, languages: Sequence[str], *, by: Actor) -> Brand:
    _only_administrators(by)
    brand = _locked(brand)
    wanted = (name.strip(), footer.strip(), sorted(languages))
    if wanted == (brand.name, brand.footer, sorted(brand.languages)):
        return brand
    _refuse_taken_name(name, but=brand)
    brand.name, brand.footer, brand.languages = wanted
    brand.save(update_fields=["name", "footer", "languages"])
    record(events.BRAND_CHANGED, brand, by=by, name=brand.name)
    return brand


@transaction.atomic
def dress(
    brand: Brand, *, accent: str, page_title: str, page_help: str, sender_style: str, by: Actor
) -> Brand:
    """Give a brand the look of its mails and pages. An empty accent is none.

    Raises Refused for a colour that is none, or that white words cannot be read on.
    """
    _only_administrators(by)
    brand = _locked(brand)
    wanted = (_accent(accent), page_title.strip(), page_help.strip(), sender_style)
    if wanted == (brand.accent, brand.page_title, brand.page_help, brand.sender_style):
        return brand
    brand.accent, brand.page_title, brand.page_help, brand.sender_style = wanted
    brand.save(update_fields=["accent", "page_title", "page_help", "sender_style"])
    record(events.BRAND_CHANGED, brand, by=by, name=brand.name)
    return brand


@transaction.atomic
def put_logo(brand: Brand, content: bytes, *, by: Actor) -> Brand:
    """Let mails and pages carry this picture. Raises Refused for what is no safe picture."""
    _only_administrators(by)
    content_type = _type_of_logo(content)
    brand = _locked(brand)
    key = files.keep(content)
    if key == brand.logo:
        return brand
    before, brand.logo, brand.logo_type = brand.logo, key, content_type
    brand.save(update_fields=["logo", "logo_type"])
    release([before])
    record(events.BRAND_CHANGED, brand, by=by, name=brand.name)
    return brand


@transaction.atomic
def drop_logo(brand: Brand, *, by: Actor) -> Brand:
    _only_administrators(by)
    brand = _locked(brand)
    if not brand.logo:
        return brand
    release([brand.logo])
    brand.logo = brand.logo_type = ""
    brand.save(update_fields=["logo", "logo_type"])
    record(events.BRAND_CHANGED, brand, by=by, name=brand.name)
    return brand


@transaction.atomic
def remove(brand: Brand, *, by: Actor) -> None:
    """Remove a brand. One that a mailbox speaks for is refused."""
    _only_administrators(by)
    brand = _locked(brand)
    if mailbox := brand.mailboxes.first():
        raise Refused(
            _("{address} speaks for {name}. Give that mailbox another brand first.").format(
                address=mailbox.address, name=brand.name
            )
        )
    record(events.BRAND_REMOVED, brand, by=by, name=brand.name)
    release([brand.logo])
    try:
        brand.delete()
    except ProtectedError as used_above:  # a conversation is in its name
        raise Refused(
            _("Clients were written to in the name of {name}, so it stays.").format(name=brand.name)
        ) from used_above


def _accent(typed: str) -> str:
    if not typed.strip():
        return ""
    colour = colours.normal(typed)
    if colour is None:
        raise Refused(
            _("“{typed}” is no colour. Write it like {example}.").format(
                typed=typed.strip()[:20], example=ACCENT
            )
        )
    if not colours.is_readable(colour):
        raise Refused(
            _("White words cannot be read on {colour}. {shade} is dark enough.").format(
                colour=colour, shade=colours.readable_shade(colour)
            )
        )
    return colour


def _type_of_logo(content: bytes) -> str:
    if len(content) > LARGEST_LOGO:
        raise Refused(
            _("This picture is larger than {size} kB, and every mail would carry it.").format(
                size=LARGEST_LOGO // 1024
            )
        )
    picture = picture_of(content)
    if picture is None:
        raise Refused(_("This is no PNG, JPEG or GIF. Other pictures do not show in every mail."))
    if max(picture.width, picture.height) > WIDEST_LOGO:
        raise Refused(
            _("This picture is {width} × {height}. Make it at most {most} wide and high.").format(
                width=picture.width, height=picture.height, most=WIDEST_LOGO
            )
        )
    return picture.content_type


def _locked(brand: Brand) -> Brand:
    return Brand.objects.select_for_update().get(pk=brand.pk)


def _refuse_taken_name(name: str, but: Brand | None = None) -> None:
    taken = Brand.objects.filter(name__iexact=name.strip())
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if taken.exists():
        raise Refused(_("There is already a brand named {name}.").format(name=name.strip()))


def _only_administrators(by: Actor) -> None:
    if isinstance(by, Member) and not by.is_administrator:
        raise Refused(_("Only administrators look after brands."))

"""How what we send and show looks under a brand."""

from dataclasses import dataclass

from django.conf import settings

from mainstay.channels.models import Brand

ACCENT = "#155a74"
"""The colour where a brand has none of its own."""

LOGO = "brand-logo"
"""The content id of the logo in a mail."""


@dataclass(frozen=True, slots=True)
class BrandLook:
    """What a mail or a page for clients needs to look like its brand.

    `accent` is "#rrggbb" and always dark enough for white words on it. `logo` is a key of
    `channels.files`, empty without one; `logo_version` stands in the address it is served at,
    so that browsers may keep it. `title` heads pages, `help` says where clients find help.
    """

    brand_id: int | None
    name: str
    title: str
    help: str
    footer: str
    accent: str
    logo: str
    logo_type: str
    # Nothing was chosen: mails leave as text alone.
    is_plain: bool

    @property
    def logo_version(self) -> str:
        return self.logo.rpartition("/")[2][:12]


def look_of(brand: Brand | None) -> BrandLook:
    """The look of a brand; without one that of the desk, named as its mails are."""
    if brand is None:
        name = settings.ENV.mail_name
        return BrandLook(None, name, name, "", "", ACCENT, "", "", is_plain=True)
    return BrandLook(
        brand_id=brand.pk,
        name=brand.name,
        title=brand.page_title or brand.name,
        help=brand.page_help,
        footer=brand.footer,
        accent=brand.accent or ACCENT,
        logo=brand.logo,
        logo_type=brand.logo_type,
        is_plain=not (brand.accent or brand.logo),
    )


def sender_name(brand: Brand | None, person: str) -> str:
    """What clients read as the sender of what a person writes; empty where nobody does."""
    if brand is None or not person or brand.sender_style == Brand.SenderStyle.PERSON:
        return person
    if brand.sender_style == Brand.SenderStyle.BRAND:
        return brand.name
    return f"{person}, {brand.name}"

"""How a page for clients looks: in the name and the colour of the brand that they know."""

import base64
import hashlib
from dataclasses import dataclass

from django.urls import reverse

from mainstay.channels.brands import BrandLook, look_of
from mainstay.channels.models import Brand


@dataclass(frozen=True)
class PageLook:
    """`style` is the one inline style of a page, `logo_url` empty without a logo."""

    title: str
    help: str
    style: str
    logo_url: str

    @property
    def initials(self) -> str:
        """Stand for a logo."""
        words = [word for word in self.title.split() if word[0].isalnum()]
        return "".join(word[0] for word in words[:2]).upper() or "?"

    @property
    def policy(self) -> str:
        """The content security policy of the page: our own files, no script, nothing foreign."""
        digest = base64.b64encode(hashlib.sha256(self.style.encode()).digest()).decode()
        return (
            f"default-src 'none'; style-src 'self' 'sha256-{digest}'; img-src 'self' data:;"
            " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )


def page_look(brand: Brand | None) -> PageLook:
    """The look of a brand; without one, that of the desk."""
    look = look_of(brand)
    return PageLook(
        title=look.title,
        help=look.help,
        style=f":root{{--brand-accent:{look.accent}}}",
        logo_url=_logo_url(look),
    )


def _logo_url(look: BrandLook) -> str:
    if not look.logo:
        return ""
    return reverse("web:brand_logo", args=[look.brand_id, look.logo_version])

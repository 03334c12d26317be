"""The two halves of a brand's settings."""

from typing import Literal

from django.utils.translation import gettext as _

from mainstay.channels.models import Brand
from mainstay.ui.context import Option
from mainstay.web.addresses import reverse


def brand_tabs(brand: Brand, *, at: Literal["words", "look"]) -> list[Option]:
    return [
        Option(
            _("Name and words"),
            url=reverse("web:brand", args=[brand.pk]),
            is_current=at == "words",
        ),
        Option(_("Look"), url=reverse("web:brand_look", args=[brand.pk]), is_current=at == "look"),
    ]

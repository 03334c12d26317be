"""What a person may choose from."""

import zoneinfo
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _

INTERFACE_LANGUAGES = [("", _("As the browser")), *settings.LANGUAGES]

_PLACES = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def time_zones() -> list[tuple[str, str]]:
    """The zones that are named after a place, and UTC."""
    named = (name for name in zoneinfo.available_timezones() if name.split("/")[0] in _PLACES)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in sorted(named))]

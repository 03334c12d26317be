"""Facts about tokens."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

MADE = declare(
    "apitoken.made",
    _("{actor} made the API token {name}, which may: {scopes}"),
    personal=(),
    facts=("name", "scopes"),
    icon="key",
)
REVOKED = declare(
    "apitoken.revoked",
    _("{actor} revoked the API token {name} of {member}"),
    personal=(),
    facts=("name",),
    refs={"member": "member"},
    icon="key",
)

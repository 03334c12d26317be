"""What clients of ad networks, link marketplaces and agencies come with: a new desk begins so."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

USUAL = (
    (
        _("Deals"),
        (
            _("New deal"),
            _("Where a deal stands"),
            _("Counter-offer"),
            _("Expired deal"),
            _("Cancelled deal"),
        ),
    ),
    (
        _("Publications"),
        (
            _("Error in a publication"),
            _("Link removed"),
            _("Site changed its owner"),
            _("Price no longer holds"),
            _("Article quality"),
            _("Article written by a machine"),
        ),
    ),
    (
        _("Finding sites"),
        (_("Finding the right site"), _("Site added or changed")),
    ),
    (
        _("Money"),
        (_("Payout"), _("Invoice"), _("Refund"), _("Balance and top-up")),
    ),
    (
        _("Integrations"),
        (
            _("Set-up and instructions"),
            _("Partner integration"),
            _("Is the integration profitable?"),
            _("Tracking and postbacks"),
        ),
    ),
    (
        _("Performance and advice"),
        (
            _("Performance analysis"),
            _("What if we change this?"),
            _("Further service"),
            _("Offers and campaigns"),
        ),
    ),
    (
        _("Account"),
        (_("First steps"), _("Sign-in and access"), _("Personal manager")),
    ),
    (_("Bug"), ()),
    (_("Feature wish"), ()),
    (
        pgettext_lazy("category", "Abuse and safety"),
        (_("Malware"), _("Policy violation"), _("Fraud")),
    ),
)
"""Topics, and what stands below each."""

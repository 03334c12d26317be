"""What our mail server found of a sender, in words."""

from typing import Any

from django.utils.translation import gettext as _

from mainstay.ui.context import Delivery

_CHECKS = (("spf", "SPF"), ("dkim", "DKIM"), ("dmarc", "DMARC"))


def warning(results: dict[str, Any] | None) -> Delivery | None:
    """Under a message whose sender did not pass, with what that means."""
    if not results or not results.get("is_failing"):
        return None
    if "vouched_by" in results:
        return Delivery(_("Not proven by its domain. A colleague said that it is them."), "check")
    words = _("The sender is not proven: somebody else may have written this.")
    return Delivery(words, "alert", "soon")


def mark(results: dict[str, Any] | None) -> str:
    """Beside the name, when all is well; empty otherwise."""
    return _("sender proven") if results and results.get("dmarc") == "pass" else ""


def in_full(results: dict[str, Any] | None) -> Delivery:
    """Each check by its name, for who wants to know."""
    if not results:
        return Delivery(_("Nobody has checked who sent this."), "help")
    found = ", ".join(f"{name} {results.get(key, 'none')}" for key, name in _CHECKS)
    is_proven = results.get("dmarc") == "pass"
    sentence = _("Checked by our mail server: {results}.").format(results=found)
    return Delivery(sentence, "check" if is_proven else "help")

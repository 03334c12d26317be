"""The navigation inside the settings, and the page that carries it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mainstay.automation.webhooks.queries import count_given_up
from mainstay.channels.queries import count_quarantined
from mainstay.core.queries import trouble
from mainstay.team.models import Member
from mainstay.ui.context import RailGroup, RailItem
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, page


def settings_page(
    request: MemberRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    at: str,
    status: int = 200,
) -> HttpResponse:
    """A page of the settings. `at` names its place in their navigation ("people")."""
    nav = settings_nav(request.user, at)
    return page(
        request, template, {**(context or {}), "settings_nav": nav}, at="settings", status=status
    )


def settings_nav(member: Member, at: str) -> list[RailGroup]:
    """What this member may open of the settings. Whoever runs the desk sees more of it."""
    you = [("profile", _("Profile"), "web:profile"), ("security", _("Sign-in"), "mfa_index")]
    you.append(("tokens", _("API tokens"), "web:tokens"))
    desk = [
        ("people", _("People"), "web:people"),
        ("departments", _("Departments"), "web:departments"),
    ]
    if member.is_administrator:
        desk.append(("mailboxes", _("Mailboxes"), "web:mailboxes"))
        desk.append(("telegram", _("Telegram"), "web:telegram"))
        desk.append(("brands", _("Brands"), "web:brands"))
        desk.append(("closing", _("Closing"), "web:closing"))
    counts = {}
    desk.append(("saved_replies", _("Saved replies"), "web:saved_replies"))
    if member.keeps_watch:
        desk.append(("remark_rules", _("Remarks"), "web:remark_rules"))
        desk.append(("categories", _("Categories"), "web:categories"))
        desk.append(("quarantine", _("Quarantine"), "web:quarantine"))
        desk.append(("spam_rules", _("Spam rules"), "web:spam_rules"))
        desk.append(("failed_jobs", _("Failed work"), "web:failed_jobs"))
        counts = {"quarantine": count_quarantined(), "failed_jobs": trouble().failed_jobs}
    if member.is_administrator:
        desk.append(("custom_fields", _("Client fields"), "web:custom_fields"))
    desk.append(("sending", _("Sending"), "web:sending"))
    groups = [(_("You"), you), (_("Desk"), desk)]
    if member.is_administrator:
        counts["webhooks"] = count_given_up()
        programs = [
            ("all_tokens", _("All API tokens"), "web:all_tokens"),
            ("webhooks", _("Webhooks"), "web:webhooks"),
            ("cards", _("Cards"), "web:card_sources"),
        ]
        groups.append((_("Other programs"), programs))
    return [
        RailGroup(label, tuple(_item(*place, at, counts) for place in places))
        for label, places in groups
    ]


def _item(key: str, label: str, name: str, at: str, counts: Mapping[str, int]) -> RailItem:
    return RailItem(
        label, reverse(name), is_current=key == at, count=counts.get(key) or None, tone="soon"
    )

"""What stands around every page: rail, banners, toasts, palette."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from mainstay.channels.queries import count_quarantined
from mainstay.core import live
from mainstay.core.queries import Trouble, trouble
from mainstay.team.models import Member
from mainstay.ui import form_keys
from mainstay.ui.context import Banner, Frame, PaletteItem, Person, RailItem, Toast
from mainstay.ui.modules import import_map
from mainstay.web.addresses import reverse
from mainstay.web.calls import calls_on

if TYPE_CHECKING:
    from mainstay.web.pages import MemberRequest


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template may use, with or without a frame."""
    form_keys.belong_to(request)
    language = translation.get_language() or "en"
    return {
        "import_map": mark_safe(import_map()),  # noqa: S308  (our own file names)
        "language_code": language,
        "interface_languages": settings.LANGUAGES,
        "text_direction": "rtl" if translation.get_language_bidi() else "ltr",
    }


def build_frame(request: "MemberRequest", at: str) -> Frame:
    """The frame of a page at a place of the rail ("inbox", "clients", "settings")."""
    member = request.user
    state = trouble()
    wrong = state.failed_jobs + count_quarantined() if member.keeps_watch else 0
    return Frame(
        person=Person(member.name, str(member.get_role_display()), member.pk),
        rail=_rail(request, at),
        settings_rail=(_insights(at), _settings(wrong, at)),
        home_url=reverse("web:inbox"),
        profile_url=reverse("web:profile"),
        sign_out_url=reverse("account_logout"),
        search_url=reverse("web:search"),
        look_url=reverse("web:look"),
        palette=_palette(member),
        banners=_banners(member, state),
        toasts=tuple(_toasts(request)),
        live_url=f"{settings.ENV.public_live_url}/live/",
        live_token=live.token(_audiences(member)),
        language_code=translation.get_language() or "en",
        text_direction="rtl" if translation.get_language_bidi() else "ltr",
        theme=member.theme,  # type: ignore[arg-type]
        density=member.density,  # type: ignore[arg-type]
        single_keys=member.has_hot_keys,
    )


def _rail(request: "MemberRequest", at: str) -> tuple[RailItem, ...]:
    waiting = calls_on(request).answers
    return (
        RailItem(
            _("Inbox"), reverse("web:inbox"), "inbox", at == "inbox", waiting or None, keys="g i"
        ),
        RailItem(_("Clients"), reverse("web:clients"), "clients", at == "clients", keys="g c"),
    )


def _insights(at: str) -> RailItem:
    is_here = at == "insights"
    return RailItem(_("Insights"), reverse("web:insights"), "insights", is_here, keys="g r")


def _settings(wrong: int, at: str) -> RailItem:
    return RailItem(
        _("Settings"),
        reverse("web:profile"),
        "settings",
        at == "settings",
        wrong or None,
        "soon" if wrong else "",
        keys="g s",
    )


def _banners(member: Member, state: Trouble) -> tuple[Banner, ...]:
    if not state.sending_is_off:
        return ()
    return (
        Banner(
            _("Sending is paused: {reason}. Replies wait and leave when it goes on.").format(
                reason=state.sending_reason
            ),
            url=reverse("web:sending") if member.is_administrator else "",
            label=_("Resume sending") if member.is_administrator else "",
        ),
    )


def _palette(member: Member) -> tuple[PaletteItem, ...]:
    made = [PaletteItem(_("Your profile"), reverse("web:profile"), icon="user")]
    if member.may_write:
        made.append(PaletteItem(_("My drafts"), reverse("web:drafts"), icon="edit"))
        made.append(PaletteItem(_("New client"), reverse("web:organisation_new"), icon="plus"))
        made.append(PaletteItem(_("New contact"), reverse("web:contact_new"), icon="plus"))
    made.append(PaletteItem(_("Sign out"), post=reverse("account_logout"), icon="arrow-right"))
    return tuple(made)


def _toasts(request: HttpRequest) -> list[Toast]:
    made = []
    for message in messages.get_messages(request):
        tone, undo_url, until = (str(message.extra_tags or "||") + "||").split("|")[:3]
        made.append(
            Toast(
                str(message.message),
                tone if tone in ("late", "kept", "soon") else "",  # type: ignore[arg-type]
                undo_url,
                datetime.fromisoformat(until) if until else None,
                seconds=12 if tone == "late" else 6,
            )
        )
    return made


def _audiences(member: Member) -> list[str]:
    if member.sees_all:
        return [live.EVERYTHING]
    return [f"department:{pk}" for pk in member.department_ids]

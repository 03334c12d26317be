"""The desk's own rules about spam: what they look for, and how often they decided."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.channels.models import SpamRule
from mainstay.channels.spam_rules import actions
from mainstay.channels.spam_rules.trial import Trial, trial_of
from mainstay.conversations.models import Conversation, Message
from mainstay.core.errors import Refused
from mainstay.ui.context import Column, EmptyState, Toast
from mainstay.web.access import watch_keepers_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go
from mainstay.web.settings_nav import settings_page
from mainstay.web.spam_rules.forms import SpamRuleForm

SHOWN = 10
"""Conversations that a trial names, so that one can see who would have been set aside."""


@require_safe
@watch_keepers_only
def spam_rules(request: MemberRequest) -> HttpResponse:
    rows = list(SpamRule.objects.kept().select_related("created_by"))
    context = {
        "columns": [
            Column(_("Words"), is_row_header=True),
            Column(_("Says")),
            Column(_("Mails"), is_number=True),
            Column(_("Last one")),
            Column(_("Made by")),
            Column(_("At work")),
        ],
        "rows": rows,
        "empty": None if rows else _empty(),
    }
    return settings_page(request, "web/spam_rules/spam_rules.html", context, at="spam_rules")


@require_http_methods(["GET", "HEAD", "POST"])
@watch_keepers_only
def new(request: MemberRequest) -> HttpResponse:
    form = SpamRuleForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.add(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            return _back(request, _("Mail is compared with “{words}” from now on."), made)
    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@watch_keepers_only
def spam_rule(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(pk)
    form = SpamRuleForm(request.POST or None, initial=_typed(found))
    if form.is_valid():
        try:
            found = actions.change(found, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            return _back(request, _("The rule “{words}” is saved."), found)
    return _page(request, form, rule=found)


@require_POST
@watch_keepers_only
def trial(request: MemberRequest, pk: int | None = None) -> HttpResponse:
    """The form as it was typed, and what it would have done. Nothing is saved."""
    rule = _find(pk) if pk is not None else None
    form = SpamRuleForm(request.POST)
    if not form.is_valid():
        return _page(request, form, rule=rule)
    try:
        tried = trial_of(actions.unsaved(**form.cleaned_data))
    except Refused as refusal:
        form.add_error("words", str(refusal))
        return _page(request, form, rule=rule)
    return _page(request, form, rule=rule, tried=tried)


def _find(pk: int) -> SpamRule:
    return get_object_or_404(SpamRule.objects.kept(), pk=pk)


def _typed(rule: SpamRule) -> dict[str, str]:
    return {name: getattr(rule, name) for name in ("verdict", "field", "words", "header")}


def _empty() -> EmptyState:
    return EmptyState(
        _("No rules of your own"),
        _(
            "What your mail server marks as spam is marked here too. Add a rule for what it lets"
            " through, or for somebody it wrongs."
        ),
        icon="filter",
        step_label=_("New rule"),
        step_url=reverse("web:spam_rule_new"),
    )


def _back(request: MemberRequest, sentence: str, rule: SpamRule) -> HttpResponse:
    said = Toast(sentence.format(words=rule.words), tone="kept")
    return go(request, reverse("web:spam_rules"), said)


def _page(
    request: MemberRequest,
    form: SpamRuleForm,
    *,
    rule: SpamRule | None = None,
    tried: Trial | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "rule": rule,
        "tried": tried,
        "examples": _examples(request, tried) if tried else [],
    }
    status = 422 if form.errors else 200
    return settings_page(
        request, "web/spam_rules/spam_rule.html", context, at="spam_rules", status=status
    )


def _examples(request: MemberRequest, tried: Trial) -> list[tuple[str, str, str]]:
    """Address, subject and sender of conversations that this member may see among the matches."""
    said = Message.objects.filter(
        raw__in=tried.raw_ids,
        conversation__in=Conversation.objects.visible_to(request.user),
    )
    last = said.order_by("conversation", "-id").distinct("conversation").values("pk")
    rows = Message.objects.filter(pk__in=last).order_by("-id")
    found = rows.values_list("conversation_id", "subject", "sender")[:SHOWN]
    return [
        (reverse("web:conversation", args=[number]), subject, sender[1] if sender else "")
        for number, subject, sender in found
    ]

"""Remarks before sending: which there are, and by which words they are found. For leads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.conversations.actions.ruling_remarks import rule_remark
from mainstay.conversations.remarks import LANGUAGES, Ruled, Words, ruled
from mainstay.core.errors import Refused
from mainstay.team.languages import language_name
from mainstay.ui.context import Column, Toast
from mainstay.web.access import watch_keepers_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.settings_nav import settings_page


class WordsForm(forms.Form):
    """Words of a remark, a line each, in one field for each language."""

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(dict.fromkeys((*LANGUAGES, *words)))
        for code in self.languages:
            self.fields[code] = forms.CharField(
                label=language_name(code),
                required=False,
                max_length=20_000,
                initial="\n".join(words.get(code, ())),
                widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "lang": code}),
            )

    @property
    def words(self) -> dict[str, list[str]]:
        return {code: self.cleaned_data[code].splitlines() for code in self.languages}


@require_safe
@watch_keepers_only
def remark_rules(request: MemberRequest) -> HttpResponse:
    context = {
        "columns": [Column(_("Remark"), is_row_header=True), Column(_("Words")), Column(_("Use"))],
        "rules": ruled(),
    }
    return settings_page(request, "web/remark_rules/remark_rules.html", context, at="remark_rules")


@require_http_methods(["GET", "HEAD", "POST"])
@watch_keepers_only
def remark_rule(request: MemberRequest, key: str) -> HttpResponse:
    found = _find(key)
    form = WordsForm(request.POST or None, words=found.words)
    if form.is_valid():
        try:
            rule_remark(key, by=request.user, words=form.words)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, _("The words of “{name}” are saved."), found)
    context = {"form": form, "rule": found}
    status = 422 if form.errors else 200
    return settings_page(
        request, "web/remark_rules/remark_rule.html", context, at="remark_rules", status=status
    )


@require_POST
@watch_keepers_only
@refusals_lead_back
def switch(request: MemberRequest, key: str) -> HttpResponse:
    found = _find(key)
    is_on = request.POST.get("on") == "yes"
    rule_remark(key, by=request.user, is_on=is_on)
    said = _("“{name}” is remarked upon.") if is_on else _("“{name}” is remarked upon no more.")
    return _back(request, said, found)


def _find(key: str) -> Ruled:
    for each in ruled():
        if each.remark.key == key:
            return each
    raise Http404


def _back(request: MemberRequest, sentence: str, about: Ruled) -> HttpResponse:
    said = Toast(sentence.format(name=str(about.remark.label).strip("“”")), tone="kept")
    return go(request, reverse("web:remark_rules"), said)

"""Asking somebody else for the sake of a client: the two forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.channels.email.inbound import Address
from mainstay.clients import queries as clients
from mainstay.clients.addresses import EMAIL, normal
from mainstay.clients.models import Contact
from mainstay.conversations import actions, sides
from mainstay.conversations.actions.siding import PARTIES_OUTSIDE
from mainstay.conversations.apart import is_of_the_client
from mainstay.conversations.models import Attachment, Conversation
from mainstay.core.errors import Refused
from mainstay.team.models import Department, Member
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation import moments
from mainstay.web.conversation.access import find
from mainstay.web.conversation.writing import loosely, people
from mainstay.web.pages import MemberRequest, go, page
from mainstay.web.templating import file_size


class AskingForm(forms.Form):
    """What both ways of asking have."""

    text = forms.CharField(
        label=gettext_lazy("Your words"), widget=forms.Textarea(attrs={"rows": 9, "dir": "auto"})
    )
    attached = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Files that go along"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    waits = forms.BooleanField(label="", required=False, initial=True)

    def __init__(self, *args: Any, main: Conversation, files: Sequence[Attachment], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["attached"].choices = [(each.pk, _file(each)) for each in files]  # type: ignore[attr-defined]
        self.fields["waits"].label = _("Let #{number} wait on them meanwhile").format(
            number=main.number
        )


class OutsideForm(AskingForm):
    party = forms.ChoiceField(
        label=gettext_lazy("Who it is"),
        choices=[(party.value, party.label) for party in PARTIES_OUTSIDE],
        widget=forms.RadioSelect,
    )
    whom = forms.CharField(
        label=gettext_lazy("Whom you ask"),
        help_text=gettext_lazy("A name or an address of somebody known, or a new address."),
        max_length=400,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "list": "side_people"}),
    )
    chosen = forms.TypedChoiceField(
        label=gettext_lazy("Several fit. Which one?"),
        coerce=int,
        required=False,
        widget=forms.RadioSelect,
    )
    cc = forms.CharField(
        label=gettext_lazy("Copy to"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        help_text=gettext_lazy("The mail’s own. What the client called it stays here."),
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    field_order = ("party", "whom", "chosen", "cc", "subject", "text", "attached", "waits")


class DepartmentForm(AskingForm):
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"), queryset=Department.objects.none(), empty_label=None
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        help_text=gettext_lazy("Without one the first words stand there."),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    field_order = ("department", "subject", "text", "attached", "waits")


@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: MemberRequest, number: int) -> HttpResponse:
    """Ask the publisher, the advertiser or somebody else by a mail of its own."""
    main = _main(request, number)
    files = sides.files_of(main)
    form = OutsideForm(
        request.POST or None,
        main=main,
        files=files,
        initial={"party": request.GET.get("party") or Conversation.Party.PUBLISHER},
    )
    candidates = _candidates(request.user, main, form) if form.is_bound else []
    form.fields["chosen"].choices = [  # type: ignore[attr-defined]
        (each.id, " · ".join(filter(None, [each.name, each.organisation, _address(each)])))
        for each in candidates
    ]
    if form.is_valid():
        try:
            side = _ask_outside(request, main, form.cleaned_data, files, candidates)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            sent = side.messages.get()
            undo = reverse("web:message_undoing", args=[sent.pk])
            assert sent.outbound is not None
            said = _("Sending to {name}").format(name=sent.to[0][0] or sent.to[0][1])
            toast = Toast(said, undo_url=undo, undo_until=sent.outbound.due_at)
            return go(request, reverse("web:conversation", args=[main.number]), toast)
    context = {"conversation": main, "form": form, "is_unsure": len(candidates) > 1}
    return _page(request, "side_outside.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def department(request: MemberRequest, number: int) -> HttpResponse:
    """Ask another department of ours, which sees nothing but what is written here."""
    main = _main(request, number)
    files = sides.files_of(main)
    form = DepartmentForm(request.POST or None, main=main, files=files)
    others: Any = form.fields["department"]
    others.queryset = Department.objects.exclude(pk=main.department_id).order_by("name")
    others.choices = list(others.choices)  # read here: a template asks no database
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.ask_department(
                main,
                given["department"],
                given["text"],
                by=request.user,
                subject=given["subject"],
                files=[each for each in files if each.pk in given["attached"]],
                waits=given["waits"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            asked = _("{department} is asked.").format(department=given["department"].name)
            return go(request, reverse("web:conversation", args=[main.number]), Toast(asked))
    context = {"conversation": main, "form": form, "has_others": bool(others.choices)}
    return _page(request, "side_department.html", context, form)


@require_safe
def known_people(request: MemberRequest, number: int) -> HttpResponse:
    """Whom one may mean by the words typed so far: options of the field."""
    main = _main(request, number)
    found = _askable(request.user, main, request.GET.get("whom", ""))
    options = [
        (_address(each), " · ".join(filter(None, [each.name, each.organisation]))) for each in found
    ]
    return render(request, "web/conversation/_side_people.html", {"options": options})


def _main(request: MemberRequest, number: int) -> Conversation:
    if not request.user.may_write:
        raise PermissionDenied
    return find(request, number)


def _page(
    request: MemberRequest, template: str, context: dict[str, Any], form: forms.Form
) -> HttpResponse:
    status = 422 if form.errors else 200
    return page(request, f"web/conversation/{template}", context, at="inbox", status=status)


def _ask_outside(
    request: MemberRequest,
    main: Conversation,
    given: dict[str, Any],
    files: Sequence[Attachment],
    candidates: Sequence[clients.Known],
) -> Conversation:
    return actions.ask_outside(
        main,
        _whom(given, candidates),
        given["subject"],
        given["text"],
        by=request.user,
        party=given["party"],
        cc=people(given["cc"], {}) if given["cc"] else (),
        files=[each for each in files if each.pk in given["attached"]],
        waits=given["waits"],
    )


def _whom(given: dict[str, Any], candidates: Sequence[clients.Known]) -> Contact | Address:
    """The one who was chosen or is the only one to fit; else the address that was typed."""
    typed = given["whom"]
    ids = [each.id for each in candidates]
    if given["chosen"] in ids or len(ids) == 1:
        return Contact.objects.get(pk=given["chosen"] or ids[0])
    if ids:
        raise Refused(_("Several people fit “{words}”. Choose one.").format(words=typed))
    address = next(iter(loosely(typed)), None)
    if address is None or not EMAIL.fullmatch(normal(address.address)):
        raise Refused(
            _("Nobody with an address fits “{words}”. Type the whole address.").format(words=typed)
        )
    return address


def _candidates(member: Member, main: Conversation, form: OutsideForm) -> list[clients.Known]:
    """Whom the words of a form may mean; nobody where they are an address."""
    typed = str(form.data.get("whom", ""))
    return [] if "@" in typed else _askable(member, main, typed)


def _askable(member: Member, main: Conversation, words: str) -> list[clients.Known]:
    """People with a mail address who are not of the client's side."""
    found = [each for each in clients.find_contacts(member, words) if _address(each)]
    rows = Contact.objects.in_bulk([each.id for each in found])
    return [each for each in found if not is_of_the_client(main, rows[each.id])]


def _address(known: clients.Known) -> str:
    """The first mail address; empty for who has none."""
    return next((each for each in known.addresses if "@" in each), "")


def _file(file: Attachment) -> str:
    author = file.message.contact or file.message.member
    parts = [file.filename or _("file"), file_size(file.size), str(author or "")]
    return " · ".join([*parts, moments.told(file.message.at)])

"""Conversations that have to do with each other, and problems that many report."""

from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from mainstay.api.answering import Created
from mainstay.api.conversations.bulk import ChangeShown
from mainstay.api.conversations.bulk import told as told_change
from mainstay.api.conversations.finding import find
from mainstay.api.conversations.merging import Merged, router
from mainstay.api.conversations.offering import HandoverShown
from mainstay.api.conversations.offering import told as told_handover
from mainstay.api.conversations.sent import MessageText
from mainstay.api.cursors import Invalid
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Given, Id, Named
from mainstay.conversations import actions, merged, reports, together
from mainstay.conversations.models import Conversation
from mainstay.conversations.reports import ENGLISH, Report
from mainstay.team.languages import LANGUAGES
from mainstay.team.models import Member
from mainstay.team.tokens.scopes import Scope

_READ, _WRITE = behind(Scope.READ_CONVERSATIONS), behind(Scope.WRITE_CONVERSATIONS)
_CODES = frozenset(code for code, _name in LANGUAGES)


class Other(Given):
    """Another conversation."""

    conversation: Id = Field(description="Its number.")


class Tied(BaseModel):
    """Another conversation that this one has to do with."""

    number: int
    subject: str
    state: Conversation.State


class Ties(BaseModel):
    """What it has to do with, as far as it may be seen; 50 of each at most."""

    linked: list[Tied]
    split_off: list[Tied]
    split_from: list[Tied]
    problem: Tied | None = Field(description="What it reports.")
    reports: list[Tied] = Field(description="What reports this one.")
    merged: list[Merged] = Field(description="What came into it, the latest first.")
    handover: HandoverShown | None = Field(description="To whom it is offered.")


class ReportShown(BaseModel):
    """A conversation that waits for an answer to a problem."""

    number: int
    subject: str
    state: Conversation.State
    contact: Named
    organisation: str
    language: str = Field(description="In which it is answered.")


class Reports(BaseModel):
    """Who waits for an answer to a problem, and how many read each language."""

    items: list[ReportShown]
    languages: dict[str, int]


class AnswerToAll(Given):
    """One text for each language. {name} and {number} are filled in."""

    texts: dict[str, MessageText] = Field(
        description="By language, such as “en”. Whose language is missing gets the English one."
    )
    english_for_others: bool = Field(
        False, description="Say that this is meant where a language is missing."
    )
    solve: bool = False


@router.get("/conversations/{number}/ties", response=Ties, **_READ)
def ties(request: TokenRequest, number: Id) -> Ties:
    """What it has to do with: links, splits, merges, problems and offers"""
    return _ties(find(request, number), member_of(request))


@router.post("/conversations/{number}/links", response=Ties, **_WRITE)
def link(request: TokenRequest, number: Id, given: Other) -> Ties:
    """Let this and another conversation show each other

    Nothing moves, and the client sees nothing of it.
    """
    by, found = member_of(request), find(request, number)
    actions.link(found, _other(found, given, by), by=by)
    return _ties(found, by)


@router.api_operation(["DELETE"], "/conversations/{number}/links/{other}", response=Ties, **_WRITE)
def unlink(request: TokenRequest, number: Id, other: Id) -> Ties:
    """They have nothing to do with each other after all"""
    by, found = member_of(request), find(request, number)
    actions.unlink(found, find(request, other), by=by)
    return _ties(found, by)


@router.post("/conversations/{number}/problem", response=Ties, **_WRITE)
def report(request: TokenRequest, number: Id, given: Other) -> Ties:
    """Say that it reports the same problem as another, which is called a problem then"""
    by, found = member_of(request), find(request, number)
    found = actions.set_problem(found, _other(found, given, by), by=by)
    return _ties(found, by)


@router.api_operation(["DELETE"], "/conversations/{number}/problem", response=Ties, **_WRITE)
def report_no_more(request: TokenRequest, number: Id) -> Ties:
    """It was something else after all"""
    by = member_of(request)
    return _ties(actions.unset_problem(find(request, number), by=by), by)


@router.get("/conversations/{number}/reports", response=Reports, **_READ)
def problem_reports(request: TokenRequest, number: Id) -> Reports:
    """Who waits for an answer to this problem

    The unfinished ones that report it, and the problem itself when a client waits for it too.
    """
    waiting = reports.to_be_answered(find(request, number), member_of(request))
    items = [_report(each) for each in waiting]
    return Reports(items=items, languages=reports.languages_of(waiting))


@router.post("/conversations/{number}/reports/answers", response={201: ChangeShown}, **_WRITE)
def answer_all(request: TokenRequest, number: Id, given: AnswerToAll) -> Created:
    """Answer everybody who reports a problem, each in a thread of their own

    It runs as a change of many conversations, whose progress is asked for at `Location`.
    """
    by, found = member_of(request), find(request, number)
    if unknown := sorted(given.texts.keys() - _CODES):
        raise Invalid(f"body.texts.{unknown[0][:20]}", _("There is no such field."))
    fallen = reports.falls_to_english(reports.to_be_answered(found, by), given.texts)
    if fallen and not (given.english_for_others and ENGLISH in given.texts):
        raise Invalid("body.texts", _fallen(fallen, has_english=ENGLISH in given.texts))
    begun = actions.answer_all(found, given.texts, by=by, solve=given.solve)
    return Created(told_change(begun, by), reverse("api:change_progress", args=[begun.pk]))


def _ties(found: Conversation, member: Member) -> Ties:
    around = together.around(found, member)
    lists = {
        name: [Tied(number=each.number, subject=each.subject, state=each.state) for each in rows]
        for name, rows in (
            ("linked", around.linked),
            ("split_off", around.split_off),
            ("split_from", around.split_from),
            ("problem", around.problem),
            ("reports", around.reports),
        )
    }
    came = merged.came_into(found)
    return Ties(
        linked=lists["linked"],
        split_off=lists["split_off"],
        split_from=lists["split_from"],
        problem=next(iter(lists["problem"]), None),
        reports=lists["reports"],
        merged=[
            Merged(
                id=each.merge_id,
                source=each.number,
                subject=each.subject,
                target=found.number,
                messages=each.messages,
                by=each.member,
            )
            for each in came
        ],
        handover=told_handover(around.handover) if around.handover else None,
    )


def _other(found: Conversation, given: Other, by: Member) -> Conversation:
    """Another that the member sees. One's own number is refused by the action."""
    if given.conversation == found.pk:
        return found
    return existing(merged.may_be_target(found, by), given.conversation, "body.conversation")


def _report(row: Report) -> ReportShown:
    return ReportShown(
        number=row.number,
        subject=row.subject,
        state=Conversation.State(row.state),
        contact=Named(id=row.contact_id, name=row.name),
        organisation=row.organisation,
        language=row.language,
    )


def _fallen(fallen: list[Report], *, has_english: bool) -> str:
    names = ", ".join(each.name or str(each.number) for each in fallen[:10])
    if has_english:
        return _("Without a text in their language these get the English one: {names}.").format(
            names=names
        )
    return _("There is no text for these, not even in English: {names}.").format(names=names)

"""One problem that many clients report."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.access import may_write, sees
from mainstay.conversations.actions.categorising import call_it
from mainstay.conversations.actions.merging import lock_both
from mainstay.conversations.models import Conversation
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

_PROBLEMS = (Conversation.Kind.PROBLEM, Conversation.Kind.INCIDENT)


@transaction.atomic
def set_problem(report: Conversation, problem: Conversation, *, by: Member) -> Conversation:
    """Say that a conversation reports the same problem as another, which is called so then.

    Raises Refused where the other one is a report itself, or this one has reports.
    """
    report, problem = lock_both(report, problem)
    if report.problem_id == problem.pk:
        return report
    may_write(by)
    if report.pk == problem.pk:
        raise Refused(_("Choose another conversation: this is the same one."))
    for each in (report, problem):
        if each.merged_into_id or each.side_of_id:
            raise Refused(
                _("Conversation {number} belongs to another one. Choose that.").format(
                    number=each.number
                )
            )
        if not sees(by, each):
            raise Refused(_("You do not see conversation {number}.").format(number=each.number))
    if problem.problem_id:
        raise Refused(
            _("Conversation {number} reports problem {other} itself. Choose that.").format(
                number=problem.number, other=problem.problem_id
            )
        )
    if report.reports.exists():
        raise Refused(_("Others report this one. Choose it from there, the other way around."))
    if problem.kind not in _PROBLEMS:
        call_it(problem, Conversation.Kind.PROBLEM, by=by)
    report.problem = problem
    report.save(update_fields=["problem"])
    record(events.REPORTS_PROBLEM, report, by=by, conversation=problem.pk)
    return report


@transaction.atomic
def unset_problem(report: Conversation, *, by: Member) -> Conversation:
    """It was something else after all."""
    rows = Conversation.objects.select_for_update(of=("self",))
    report = rows.get(pk=report.pk)
    before = report.problem_id
    if before is None:
        return report
    may_write(by)
    report.problem = None
    report.save(update_fields=["problem"])
    record(events.REPORTS_NO_PROBLEM, report, by=by, conversation=before)
    return report

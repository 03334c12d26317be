"""A lead says how well a conversation was led."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.surveys import events
from mainstay.surveys.models import Review, Sampled
from mainstay.team.models import Member

LONGEST = 4000


@transaction.atomic
def review(
    sampled: Sampled, *, by: Member, solution: int, guidelines: int, needs: int, comment: str = ""
) -> Review:
    """Write a review, or change one's own. Nobody reviews themselves, and no agent anybody."""
    sampled = Sampled.objects.select_for_update().get(pk=sampled.pk)
    found = Review.objects.filter(conversation=sampled.conversation_id, reviewer=by).first()
    scores = {"solution": solution, "guidelines": guidelines, "needs": needs}
    comment = comment.replace("\r\n", "\n").replace("\x00", "").strip()
    if found and {**scores, "comment": comment} == _said(found):
        return found
    _may_review(by, sampled)
    if any(each not in Review.Score.values for each in scores.values()):
        raise Refused(_("Say for each of the three how far it was reached."))
    if len(comment) > LONGEST:
        raise Refused(_("A comment has at most {count} characters.").format(count=LONGEST))
    if found is None:
        found = Review.objects.create(
            conversation_id=sampled.conversation_id,
            reviewer=by,
            member_id=sampled.member_id,
            department_id=sampled.department_id,
            comment=comment,
            at=now(),
            **scores,
        )
        kind = events.REVIEWED
    else:
        for name, value in {**scores, "comment": comment}.items():
            setattr(found, name, value)
        found.changed_at = now()
        found.save(update_fields=[*scores, "comment", "changed_at"])
        kind = events.REVIEW_CHANGED
    # About the review and not the conversation: no timeline that colleagues read shows it.
    record(kind, found, by=by, member=found.member_id, conversation=found.conversation_id)
    return found


def _said(found: Review) -> dict[str, object]:
    return {name: getattr(found, name) for name in (*Review.AXES, "comment")}


def _may_review(by: Member, sampled: Sampled) -> None:
    if not by.keeps_watch:
        raise Refused(_("Leads review conversations. Ask yours."))
    if sampled.member_id == by.pk:
        raise Refused(_("This is your own conversation. Somebody else reviews it."))
    if not by.sees_all and sampled.department_id not in by.department_ids:
        raise Refused(_("This conversation belongs to another department."))

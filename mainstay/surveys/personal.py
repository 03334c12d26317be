"""What this module holds of a person."""

from mainstay.core.personal import Holder, Person, Rows
from mainstay.surveys.models import RatingRequest, Review


def _export(person: Person) -> Rows:
    rows = RatingRequest.objects.filter(contact__in=person.contact_ids).order_by("pk")
    return [
        {
            "conversation": each.conversation_id,
            "asked_at": each.sent_at.isoformat(),
            "answered_at": each.answered_at.isoformat() if each.answered_at else None,
            "settled": each.settled,
            "score": each.score,
            "comment": each.comment,
        }
        for each in rows
    ]


def _redact(person: Person) -> int:
    """Their words go; the numbers stay, and name nobody."""
    theirs = RatingRequest.objects.filter(contact__in=person.contact_ids)
    emptied = theirs.exclude(comment="").update(comment="")
    for each in Review.objects.filter(conversation__contact__in=person.contact_ids):
        comment = person.close_redaction.text(each.comment)
        if comment != each.comment:
            emptied += Review.objects.filter(pk=each.pk).update(comment=comment)
    return emptied


HOLDER = Holder("surveys", _export, _redact)

"""Answers that speak of a person who is erased."""

from mainstay.core.personal import Holder, Person
from mainstay.team.tokens.models import ApiAnswer


def _redact(person: Person) -> int:
    pattern = person.redaction.search_pattern
    return ApiAnswer.objects.filter(body__iregex=pattern).delete()[0] if pattern else 0


# Nothing to hand out: an answer repeats what stands elsewhere, and is gone after a day.
HOLDER = Holder(name="api answers", export=lambda _person: [], redact=_redact)

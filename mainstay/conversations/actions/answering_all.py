"""All who report one problem are answered at once, each in their own thread."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from mainstay.conversations.actions.bulk import begin_bulk
from mainstay.conversations.models import BulkChange, Conversation
from mainstay.conversations.reports import to_be_answered
from mainstay.core.errors import Refused
from mainstay.team.models import Member


def answer_all(
    problem: Conversation, texts: Mapping[str, str], *, by: Member, solve: bool = False
) -> BulkChange:
    """Answer every unfinished report, and the problem itself, each in its own thread.

    `texts` by language; whose language is missing gets the English one. {name} and {number} are
    filled in. It runs as a bulk change, which can be taken back.
    """
    numbers = [each.number for each in to_be_answered(problem, by)]
    if not numbers:
        raise Refused(_("Nobody waits for an answer to this any more."))
    return begin_bulk(numbers, {"reply": {"texts": dict(texts), "solve": solve}}, by=by)

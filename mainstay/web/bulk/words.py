"""What a change to many conversations is, in words: its name, and to whom or what."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mainstay.conversations.models import BulkChange, first_words
from mainstay.conversations.suggestions import known_departments, known_topics
from mainstay.team.models import member_names
from mainstay.web.bulk.forms import DOES
from mainstay.web.conversation import moments


def name_of(bulk: BulkChange) -> str:
    labels = {name: str(label) for name, label in DOES}
    return labels.get(next(iter(bulk.changes), ""), _("Change"))


def object_of(bulk: BulkChange) -> str:
    """To whom, where or until when; the first words of a reply; empty where nothing is to say."""
    changes: dict[str, Any] = bulk.changes
    does = next(iter(changes), "")
    value: Any = changes.get(does)
    if does == "assign":
        return member_names([value]).get(value, "") if value else _("Nobody")
    if does == "move":
        return next((each.name for each in known_departments() if each.pk == value), "")
    if does == "category":
        return next((topic.path for topic in known_topics() if topic.id == value), "")
    if does == "snooze":
        return moments.told(datetime.fromisoformat(value))
    if does == "reply":
        return first_words(next(iter(value["texts"].values()), ""))
    return str(value) if does in ("tag", "problem") else ""

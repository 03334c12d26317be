"""What a view shows: conditions on conversations, joined by and, or, not."""

from mainstay.conversations.filtering.fields import FIELDS, Choice, Field, find_field
from mainstay.conversations.filtering.trees import (
    Condition,
    Filter,
    Group,
    from_json,
    narrowed,
    to_json,
)

__all__ = [
    "FIELDS",
    "Choice",
    "Condition",
    "Field",
    "Filter",
    "Group",
    "find_field",
    "from_json",
    "narrowed",
    "to_json",
]

"""Conversations, what was said in them, and what the team keeps beside them."""

from mainstay.conversations.models.categories import Category, category_names
from mainstay.conversations.models.conversations import Conversation, in_family, waiting_words
from mainstay.conversations.models.messages import (
    Attachment,
    Message,
    first_words,
    search_languages,
)
from mainstay.conversations.models.saved import (
    BulkChange,
    BulkItem,
    RemarkRule,
    SavedReply,
    SavedReplyText,
    View,
)
from mainstay.conversations.models.threading import ThreadKey, thread_key
from mainstay.conversations.models.working_together import (
    Draft,
    DraftFile,
    Handover,
    Link,
    Mention,
    Merge,
    Participant,
    Presence,
)

__all__ = [
    "Attachment",
    "BulkChange",
    "BulkItem",
    "Category",
    "Conversation",
    "Draft",
    "DraftFile",
    "Handover",
    "Link",
    "Mention",
    "Merge",
    "Message",
    "Participant",
    "Presence",
    "RemarkRule",
    "SavedReply",
    "SavedReplyText",
    "ThreadKey",
    "View",
    "category_names",
    "first_words",
    "in_family",
    "search_languages",
    "thread_key",
    "waiting_words",
]

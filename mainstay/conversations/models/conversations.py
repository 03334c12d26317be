"""Conversations: whose matter it is, where it stands, who has it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mainstay.channels.models import Brand, Mailbox
from mainstay.clients.models import Contact, Organisation, Tag
from mainstay.conversations.models.categories import Category
from mainstay.core.clock import now
from mainstay.core.planned import Planned
from mainstay.team.models import Department, Member, Reader

# As an array, which is looked up in the column's index, and each step of the walk by itself: for a
# join the planner may read all conversations.
_IS_ANY = " = ANY(ARRAY(WITH RECURSIVE family(id) AS (SELECT "
_OF_FAMILY = """%(expressions)s::bigint UNION
    SELECT below.id FROM family CROSS JOIN LATERAL (
        SELECT id FROM conversations_conversation WHERE merged_into_id = family.id OFFSET 0
    ) AS below
) SELECT id FROM family))"""


def in_family(column: str, number: int) -> Func:
    """Whether a column names this conversation, or one that was merged into it."""
    output = models.BooleanField()
    return Func(
        F(column), Value(number), arg_joiner=_IS_ANY, template=_OF_FAMILY, output_field=output
    )


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, member: Member | Reader) -> ConversationQuerySet:
        """The one door: a member sees their departments' conversations and their own."""
        if not member.is_active:
            return self.none()
        if member.sees_all:
            return self
        return self.filter(Q(department__in=member.department_ids) | Q(assignee=member.pk))

    def in_departments_of(self, member: Member | Reader) -> ConversationQuerySet:
        """The part of what they see that one index serves, which an OR would not let."""
        return self.filter(department__in=member.department_ids if member.is_active else ())

    def assigned_to(self, member: Member | Reader) -> ConversationQuerySet:
        """The other part of it."""
        return self.filter(assignee=member.pk) if member.is_active else self.none()

    def unfinished(self) -> ConversationQuerySet:
        return self.filter(state__in=Conversation.UNFINISHED)

    def listed(self) -> ConversationQuerySet:
        """Without those with a third party, which stand in the conversation they belong to."""
        return self.filter(is_aside=False)


class Conversation(Planned):
    """One matter of one client, from the first message to its end."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SNOOZED = "snoozed", _("Snoozed")
        WAITING = "waiting", _("Waiting")
        SOLVED = "solved", _("Solved")
        CLOSED = "closed", _("Closed")

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        PROBLEM = "problem", _("Problem")
        INCIDENT = "incident", _("Incident")
        COMPLAINT = "complaint", _("Complaint")
        DISPUTE = "dispute", _("Dispute")
        REQUEST = "request", _("Request")
        FEATURE = "feature", _("Feature wish")
        ABUSE = "abuse", _("Abuse report")

    class Party(models.TextChoices):
        """Who has to move while we wait."""

        REQUESTER = "requester", _("the client")
        ADVERTISER = "advertiser", _("the advertiser")
        PUBLISHER = "publisher", _("the publisher")
        FINANCE = "finance", _("finance")
        TECH = "tech", _("tech")
        DEPARTMENT = "department", _("another department")
        OTHER = "other", _("somebody else")

    # In the order of the alphabet, so that an index on `state` serves the order of the inbox.
    UNFINISHED = (State.OPEN, State.SNOOZED, State.WAITING)

    subject = models.TextField(_("subject"), blank=True, default="")
    # Null only between departments of our own: see `side_of`.
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="conversations")
    assignee = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True, default="")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    # In whose name we speak, and the mailbox by which: unknown for what came another way.
    brand = models.ForeignKey(
        Brand, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    mailbox = models.ForeignKey(
        Mailbox, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    tags = models.ManyToManyField(Tag, related_name="conversations", blank=True)
    watchers = models.ManyToManyField(Member, related_name="watched", blank=True)

    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    # Since when it is in this state; an open one: since when the client has waited for us.
    since = models.DateTimeField(default=now)
    # Its place in the queue: `since`, but for a client who writes many at once, see `queueing`.
    turn_at = models.DateTimeField(default=now)
    waiting_on = models.CharField(max_length=12, choices=Party, blank=True, default="")
    # Who exactly, in words: "Claire of Velo Weekly".
    waiting_note = models.CharField(max_length=200, blank=True, default="")
    snoozed_until = models.DateTimeField(null=True, blank=True)
    escalated_to = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    escalated_at = models.DateTimeField(null=True, blank=True)

    created_at = models.DateTimeField(default=now)
    last_message_at = models.DateTimeField(default=now)
    # The first words of the last message, for lists.
    last_words = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    # This client never wrote to us before.
    is_first_contact = models.BooleanField(default=False)

    # Where its messages went when it turned out to be part of another; it is closed then.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # The same topic of the same client a few days before.
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    # A closed one, whose client wrote again too late for it to be opened.
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    # The problem that this one reports: one problem, many reports.
    problem = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="reports"
    )
    # The conversation for whose sake we ask a third party here: its client sees nothing of this.
    side_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="sides"
    )
    side_party = models.CharField(max_length=12, choices=Party, blank=True, default="")
    # Who asks, when another department of our own is asked.
    asked_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    # A side conversation with somebody outside stands in no list, only where it belongs.
    is_aside = models.BooleanField(default=False)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [
            # queries.inbox(): what is unfinished, whose turn it is first
            models.Index(
                fields=["department", "state", "turn_at", "id"],
                name="conversation_unfinished",
                condition=Q(state__in=["open", "snoozed", "waiting"], is_aside=False),
            ),
            models.Index(
                fields=["assignee", "state", "turn_at", "id"],
                name="conversation_mine",
                condition=Q(state__in=["open", "snoozed", "waiting"], is_aside=False),
            ),
            models.Index(
                fields=["state", "turn_at", "id"],
                name="conversation_everywhere",
                condition=Q(state__in=["open", "snoozed", "waiting"], is_aside=False),
            ),
            # queries.inbox() of what is finished, newest first
            models.Index(fields=["state", "-since", "-id"], name="conversation_finished"),
            models.Index(
                fields=["department", "state", "-since", "-id"], name="conversation_finished_dept"
            ),
            models.Index(
                fields=["assignee", "state", "-since", "-id"], name="conversation_finished_mine"
            ),
            # the history of a client
            models.Index(fields=["organisation", "-id"], name="conversation_of_organisation"),
            models.Index(fields=["contact", "-id"], name="conversation_of_contact"),
            # queueing: the turns of one client's in a department
            models.Index(
                fields=["organisation", "department", "turn_at"],
                name="conversation_turn_of_org",
                condition=Q(state="open", is_aside=False),
            ),
            models.Index(
                fields=["contact", "department", "turn_at"],
                name="conversation_turn_of_contact",
                condition=Q(state="open", is_aside=False, organisation__isnull=True),
            ),
            # queries.inbox() of what is escalated to somebody
            models.Index(
                fields=["escalated_to", "state"],
                name="conversation_escalated",
                condition=Q(escalated_to__isnull=False),
            ),
            # how many there are of a category, and the latest of them
            models.Index(
                fields=["category", "-id"],
                name="conversation_of_category",
                condition=Q(category__isnull=False),
            ),
            # what the same person began next, and when
            models.Index(
                fields=["contact", "created_at"],
                name="conversation_next",
                condition=Q(contact__isnull=False, merged_into__isnull=True, is_aside=False),
            ),
            # insights.topics: what began in some weeks, counted without a look at the rows
            models.Index(
                fields=["created_at"],
                name="conversation_begun",
                condition=Q(contact__isnull=False, merged_into__isnull=True, is_aside=False),
                include=["category", "department", "assignee", "id"],
            ),
            # what followed one that was closed long ago
            models.Index(
                fields=["follows"],
                name="conversation_follows",
                condition=Q(follows__isnull=False),
            ),
            # side conversations and reports of one
            models.Index(
                fields=["side_of"],
                name="conversation_side_of",
                condition=Q(side_of__isnull=False),
            ),
            models.Index(
                fields=["problem"],
                name="conversation_problem",
                condition=Q(problem__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="conversation_has_its_client",
                condition=Q(contact__isnull=False) | Q(side_of__isnull=False),
            ),
            models.CheckConstraint(
                name="conversation_waits_on_somebody",
                condition=~Q(state="waiting") ^ ~Q(waiting_on=""),
            ),
            models.CheckConstraint(
                name="conversation_snoozes_until_a_time",
                condition=~Q(state="snoozed") ^ Q(snoozed_until__isnull=False),
            ),
        ]

    STANDING = (
        "state",
        "since",
        "turn_at",
        "waiting_on",
        "waiting_note",
        "snoozed_until",
    )
    """The columns that `stand` sets, for `save(update_fields=...)`."""

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    def stand(
        self,
        state: str,
        since: datetime,
        *,
        waiting_on: str = "",
        waiting_note: str = "",
        until: datetime | None = None,
    ) -> None:
        """Enter a state. Its columns go together: only a waiting one waits on somebody.

        `waiting_on` is a `Party` (the requester if none is named), `until` the end of a snooze.
        """
        is_waiting = state == self.State.WAITING
        self.state, self.since, self.turn_at = state, since, since
        self.waiting_on = (waiting_on or self.Party.REQUESTER) if is_waiting else ""
        self.waiting_note = waiting_note[:200] if is_waiting else ""
        self.snoozed_until = until if state == self.State.SNOOZED else None

    @property
    def number(self) -> int:
        """What people call it by."""
        return self.pk

    @property
    def audience(self) -> str:
        return f"department:{self.department_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_finished(self) -> bool:
        return self.state not in self.UNFINISHED

    @property
    def is_internal(self) -> bool:
        """Between departments of our own: nothing of it leaves the house."""
        return self.contact_id is None

    @property
    def state_words(self) -> str:
        """The state as people read it: "Waiting on the publisher"."""
        if self.state == self.State.WAITING:
            return waiting_words(self.waiting_on)
        return str(self.State(self.state).label)


def waiting_words(party: str) -> str:
    """Whom we wait for, as a state."""
    return gettext("Waiting on {party}").format(party=Conversation.Party(party).label)

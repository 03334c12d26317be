"""What can be asked of a conversation: each field with its operators and its values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mainstay.channels.models import Brand, Mailbox
from mainstay.clients.models import Contact, Identity, Organisation, Tag
from mainstay.conversations.models import Attachment, Category, Conversation
from mainstay.core.clock import now
from mainstay.team.languages import LANGUAGES
from mainstay.team.models import Department, Member

Value = Literal["choice", "words", "days", "yes_no"]
Operator = Literal["is", "is_not", "contains", "contains_not", "older", "newer"]
Choice = tuple[str, "str | Promise"]
"""A value as it is kept, and as people read it."""

OPERATORS: dict[Operator, Promise] = {
    "is": _("is"),
    "is_not": _("is not"),
    "contains": _("contains"),
    "contains_not": _("does not contain"),
    "older": _("more than so many days ago"),
    "newer": _("within so many days"),
}
_OF_VALUE: dict[Value, tuple[Operator, ...]] = {
    "choice": ("is", "is_not"),
    "words": ("contains", "contains_not"),
    "days": ("older", "newer"),
    "yes_no": ("is",),
}

NOBODY, ME = "nobody", "me"
_LONGEST = 200
_MOST_DAYS = 36_500


@dataclass(frozen=True)
class Field:
    """A question about a conversation.

    `asks` makes the condition that a value is met; the operators that deny it are made of the
    same. `choices` are those that this member may choose from.
    """

    key: str
    label: Promise
    value: Value
    asks: Callable[[str, Member], Q]
    choices: Callable[[Member], Sequence[Choice]] | None = None

    @property
    def operators(self) -> tuple[Operator, ...]:
        return _OF_VALUE[self.value]

    def condition(self, operator: Operator, value: str, member: Member) -> Q:
        """The condition in SQL. Raises ValueError for a value that this field cannot have."""
        if operator not in self.operators:
            raise ValueError(f"{self.key} knows no {operator}.")
        if self.value == "days":
            return _days(self.key, operator, value)
        if self.value == "words" and not value.strip():
            raise ValueError(f"{self.key} wants words.")
        met = self.asks(value.strip()[:_LONGEST], member)
        return ~met if operator in ("is_not", "contains_not") else met


def find_field(key: str) -> Field | None:
    return next((each for each in FIELDS if each.key == key), None)


def _days(key: str, operator: Operator, value: str) -> Q:
    if not value.isdecimal() or not 0 <= int(value) <= _MOST_DAYS:
        raise ValueError("Days are a number.")
    then = now() - timedelta(days=int(value))
    return Q(**{f"{key}__{'lt' if operator == 'older' else 'gte'}": then})


def _column(name: str) -> Callable[[str, Member], Q]:
    return lambda value, _member: Q(**{name: value})


def _row(name: str) -> Callable[[str, Member], Q]:
    """A column that refers to a row; an empty value means that it refers to none."""

    def ask(value: str, _member: Member) -> Q:
        if not value:
            return Q(**{f"{name}__isnull": True})
        if not value.isdecimal() or len(value) > 18:
            raise ValueError(f"{name} is a number.")
        return Q(**{name: int(value)})

    return ask


def _yes_no(met: Callable[[Member], Q]) -> Callable[[str, Member], Q]:
    def ask(value: str, member: Member) -> Q:
        if value not in ("yes", "no"):
            raise ValueError("It is yes or no.")
        return met(member) if value == "yes" else ~met(member)

    return ask


def _category(value: str, member: Member) -> Q:
    """A topic with all below it: the tree is three deep at most."""
    met = _row("category")(value, member)
    if value:
        met |= Q(category__parent=int(value)) | Q(category__parent__parent=int(value))
    return met


def _assignee(value: str, member: Member) -> Q:
    if value == NOBODY:
        return Q(assignee__isnull=True)
    return Q(assignee=member) if value == ME else _row("assignee")(value, member)


def _tag(value: str, _member: Member) -> Q:
    marked = Conversation.tags.through.objects.filter(
        conversation_id=OuterRef("pk"), tag__in=Tag.objects.filter(name__iexact=value)
    )
    return Q(Exists(marked))


def _client(value: str, _member: Member) -> Q:
    return Q(organisation__in=Organisation.objects.filter(name__icontains=value))


def _contact(value: str, _member: Member) -> Q:
    named = Contact.objects.filter(name__icontains=value).values("pk")
    known = Identity.objects.filter(value__icontains=value).values("contact")
    return Q(contact__in=named) | Q(contact__in=known)


def _has_file(_member: Member) -> Q:
    files = Attachment.objects.filter(message__conversation=OuterRef("pk"), is_inline=False)
    return Q(Exists(files))


def _is_watched(member: Member) -> Q:
    watching = Conversation.watchers.through.objects.filter(
        conversation_id=OuterRef("pk"), member_id=member.pk
    )
    return Q(Exists(watching))


def _of(choices: Sequence[Choice]) -> Callable[[Member], Sequence[Choice]]:
    return lambda _member: list(choices)


def _departments(member: Member) -> Sequence[Choice]:
    rows = Department.objects.order_by("name")
    if not member.sees_all:
        rows = rows.filter(pk__in=member.department_ids)
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _members(member: Member) -> Sequence[Choice]:
    departments = [int(pk) for pk, _name in _departments(member)]
    colleagues = Member.objects.colleagues_in(departments).values_list("pk", "name")
    return [(ME, _("me")), (NOBODY, _("nobody")), *((str(pk), name) for pk, name in colleagues)]


def _rows(model: type[Brand | Mailbox]) -> Callable[[Member], Sequence[Choice]]:
    return lambda _member: [
        ("", _("none")),
        *((str(each.pk), str(each)) for each in model.objects.all()[:500]),
    ]


def _categories(_member: Member) -> Sequence[Choice]:
    rows = {each.pk: each for each in Category.objects.all()}

    def path(category: Category) -> str:
        above = rows.get(category.parent_id or 0)
        name: str = category.name
        return f"{path(above)} › {name}" if above else name

    named = sorted((path(each), str(each.pk)) for each in rows.values())
    chosen: list[Choice] = [(key, name) for name, key in named]
    return [("", _("none")), *chosen]


_YES_NO = _of([("yes", _("yes")), ("no", _("no"))])


FIELDS = (
    Field("state", _("State"), "choice", _column("state"), _of(Conversation.State.choices)),
    Field(
        "waiting_on",
        _("Waiting on"),
        "choice",
        _column("waiting_on"),
        _of(Conversation.Party.choices),
    ),
    Field("assignee", _("Assigned to"), "choice", _assignee, _members),
    Field("department", _("Department"), "choice", _row("department"), _departments),
    Field("kind", _("Kind"), "choice", _column("kind"), _of(Conversation.Kind.choices)),
    Field("category", _("Category"), "choice", _category, _categories),
    Field("tag", _("Tag"), "words", _tag),
    Field("client", _("Client"), "words", _client),
    Field("contact", _("Contact or address"), "words", _contact),
    Field(
        "client_kind",
        _("Kind of client"),
        "choice",
        lambda value, _member: Q(organisation__kinds__contains=[value]),
        _of(Organisation.Kind.choices),
    ),
    Field("language", _("Language"), "choice", _column("language"), _of(LANGUAGES)),
    Field("brand", _("Brand"), "choice", _row("brand"), _rows(Brand)),
    Field("mailbox", _("Mailbox"), "choice", _row("mailbox"), _rows(Mailbox)),
    Field("subject", _("Subject"), "words", lambda value, _member: Q(subject__icontains=value)),
    Field("created_at", _("Begun"), "days", _column("created_at")),
    Field("last_message_at", _("Last message"), "days", _column("last_message_at")),
    Field("since", _("In this state for"), "days", _column("since")),
    Field(
        "escalated",
        _("Escalated"),
        "yes_no",
        _yes_no(lambda _member: Q(escalated_to__isnull=False)),
        _YES_NO,
    ),
    Field(
        "first_contact",
        _("First contact"),
        "yes_no",
        _yes_no(lambda _member: Q(is_first_contact=True)),
        _YES_NO,
    ),
    Field(
        "repeat",
        _("Came again"),
        "yes_no",
        _yes_no(lambda _member: Q(repeats__isnull=False)),
        _YES_NO,
    ),
    Field("file", _("Has a file"), "yes_no", _yes_no(_has_file), _YES_NO),
    Field("watched", _("Watched by me"), "yes_no", _yes_no(_is_watched), _YES_NO),
)

"""Fields of one's own: defined, changed, retired, and filled in."""

from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.utils.translation import gettext as _

from mainstay.clients import events
from mainstay.clients.actions.access import may_administrate
from mainstay.clients.models import CustomField
from mainstay.clients.models.custom_fields import Value
from mainstay.core.actor import Actor
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record

MOST_CHOICES = 100
_LONGEST_CHOICE = 100
_DEFINING = 4_600_110_021


@transaction.atomic
def define_field(
    name: str, *, about: str, kind: str, by: Actor, choices: Sequence[str] = ()
) -> CustomField:
    """Add a field to all clients or all contacts. At most `CustomField.MOST` are in use."""
    may_administrate(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DEFINING])
    in_use = CustomField.objects.filter(retired_at__isnull=True)
    if in_use.count() >= CustomField.MOST:
        raise Refused(
            _("There are {count} fields, which is the most. Remove one first.").format(
                count=CustomField.MOST
            )
        )
    field = CustomField(about=about, kind=kind, position=in_use.count())
    _name(field, name, choices)
    field.save()
    record(events.FIELD_ADDED, field, by=by, name=field.name)
    return field


@transaction.atomic
def edit_field(
    field: CustomField, *, by: Actor, name: str, choices: Sequence[str] = ()
) -> CustomField:
    """Rename a field or change its choices. Kept values stay, also those no longer on offer."""
    may_administrate(by)
    field = CustomField.objects.select_for_update().get(pk=field.pk)
    before = (field.name, field.choices)
    _name(field, name, choices)
    if (field.name, field.choices) != before:
        field.save(update_fields=["name", "choices"])
        record(events.FIELD_EDITED, field, by=by, name=field.name)
    return field


@transaction.atomic
def retire_field(field: CustomField, *, by: Actor) -> CustomField:
    """Ask it no longer. Its values stay where they are and are not shown."""
    may_administrate(by)
    field = CustomField.objects.select_for_update().get(pk=field.pk)
    if field.retired_at is None:
        field.retired_at = now()
        field.save(update_fields=["retired_at"])
        record(events.FIELD_RETIRED, field, by=by, name=field.name)
    return field


def filled_in(
    about: str, kept: Mapping[str, Value], given: Mapping[str, object]
) -> dict[str, Value]:
    """The values of a row after some were given by their keys; an empty one is taken away.

    Raises Refused for a value that its field does not take, and for a field that is not in use.
    """
    fields = {field.key: field for field in CustomField.objects.of(about)}
    values = dict(kept)
    for key, value in given.items():
        field = fields.get(key)
        if field is None:
            raise Refused(_("There is no field “{name}”.").format(name=key))
        if value is not None and value == values.get(key):
            continue  # one that was kept before its field changed may stay
        try:
            read = field.read(value)
        except ValueError as error:
            raise Refused(f"{field.name}: {error}") from error
        if read is None:
            values.pop(key, None)
        else:
            values[key] = read
    return values


def _name(field: CustomField, name: str, choices: Sequence[str]) -> None:
    field.name = " ".join(name.split())[:60]
    if not field.name:
        raise Refused(_("A field needs a name."))
    others = CustomField.objects.of(field.about).exclude(pk=field.pk)
    if others.filter(name__iexact=field.name).exists():
        raise Refused(_("There is a field “{name}” already.").format(name=field.name))
    field.choices = []
    if field.kind == CustomField.Kind.CHOICE:
        cleaned = [" ".join(each.split())[:_LONGEST_CHOICE] for each in choices]
        field.choices = list({each.casefold(): each for each in cleaned if each}.values())
        if not 2 <= len(field.choices) <= MOST_CHOICES:
            raise Refused(
                _("Give at least two choices and at most {count}.").format(count=MOST_CHOICES)
            )

"""Fields that an administrator adds to clients and contacts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from mainstay.core.clock import now

Value = str | bool

LONGEST = 500
_YES = frozenset({"yes", "true", "1", "y", "on", "oui", "да", "sí", "si", "ya"})
_NO = frozenset({"no", "false", "0", "n", "off", "non", "нет", "tidak"})


class CustomFieldQuerySet(models.QuerySet["CustomField"]):
    def of(self, about: str) -> CustomFieldQuerySet:
        """Those in use for organisations or for contacts, in their order."""
        return self.filter(about=about, retired_at__isnull=True).order_by("position", "id")


class CustomField(models.Model):
    """What is asked about every organisation, or every contact, beside the fields of the product.

    Values lie on the row they are about, by `key`; one of a retired field stays there unseen.
    """

    MOST = 40
    """How many may be in use."""

    class About(models.TextChoices):
        ORGANISATION = "organisation", gettext_lazy("Clients")
        CONTACT = "contact", gettext_lazy("Contacts")

    class Kind(models.TextChoices):
        TEXT = "text", gettext_lazy("Text")
        NUMBER = "number", pgettext_lazy("custom field", "Number")
        DATE = "date", gettext_lazy("Date")
        CHOICE = "choice", gettext_lazy("Choice")
        YES_NO = "yes_no", gettext_lazy("Yes or no")

    about = models.CharField(gettext_lazy("belongs to"), max_length=12, choices=About)
    kind = models.CharField(gettext_lazy("kind"), max_length=8, choices=Kind)
    name = models.CharField(gettext_lazy("name"), max_length=60)
    choices = models.JSONField(gettext_lazy("choices"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CustomFieldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "about",
                Lower("name"),
                name="custom_field_name_is_unique",
                condition=Q(retired_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """By what its values are kept: it stays when the field is renamed."""
        return f"f{self.pk}"

    def read(self, given: object) -> Value | None:
        """The value in the form in which it is kept; None for nothing.

        A number is kept as its digits and a date as YYYY-MM-DD. Raises ValueError with a sentence.
        """
        if given is None or given == "":
            return None
        if isinstance(given, bool):
            if self.kind != self.Kind.YES_NO:
                raise ValueError(_("Write a word."))
            return given
        return self._read(str(given).replace("\x00", "").strip())

    def show(self, value: object) -> str:
        """A kept value as a person reads it."""
        if isinstance(value, bool):
            return pgettext("custom field", "Yes") if value else pgettext("custom field", "No")
        return "" if value is None else str(value)

    def _read(self, text: str) -> Value | None:
        if not text:
            return None
        match self.kind:
            case self.Kind.NUMBER:
                return _number(text)
            case self.Kind.DATE:
                return _date(text)
            case self.Kind.YES_NO:
                return _yes_no(text)
            case self.Kind.CHOICE:
                return self._choice(text)
        if len(text) > LONGEST:
            raise ValueError(_("At most {count} characters.").format(count=LONGEST))
        return text

    def _choice(self, text: str) -> str:
        for choice in self.choices:
            if str(choice).casefold() == text.casefold():
                return str(choice)
        raise ValueError(
            _("“{value}” is none of: {choices}.").format(
                value=text, choices=", ".join(map(str, self.choices))
            )
        )


def _number(text: str) -> str:
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(plain) > 40 or abs(number.adjusted()) > 20:
        raise ValueError(_("“{value}” is no number. Write it as 1250.50.").format(value=text))
    return format(number, "f")


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(
            _("“{value}” is no date. Write it as 2026-03-31.").format(value=text)
        ) from None


def _yes_no(text: str) -> bool:
    word = text.casefold()
    if word in _YES or word == pgettext("custom field", "Yes").casefold():
        return True
    if word in _NO or word == pgettext("custom field", "No").casefold():
        return False
    raise ValueError(_("“{value}” is neither yes nor no.").format(value=text))

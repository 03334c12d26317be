"""People who were erased, without a word of who they were."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mainstay.clients.models.contacts import Contact
from mainstay.core.clock import now


class Erasure(models.Model):
    """That a person is to be erased, and that it was done: a tombstone.

    A copy of the base that is older than it still knows the person. After a restore everybody
    with a tombstone is erased again, found by the digests of their addresses.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    # Null when it was asked for outside of the pages.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=now)
    # Further words that name the person, until it is done.
    words = models.JSONField(default=list)
    # Keyed digests of the addresses they had: nobody reads an address out of them.
    digests = models.JSONField(default=list)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact"],
                name="erasure_is_asked_once",
                condition=Q(erased_at__isnull=True),
            ),
            models.CheckConstraint(
                name="erasure_forgets_its_words",
                condition=Q(erased_at__isnull=True) | Q(words=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"erasure of contact {self.contact_id}"

"""Words that clients and contacts are marked with."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now


class Tag(models.Model):
    """A word to find clients and contacts by. It is one word, however it is written."""

    name = models.CharField(_("name"), max_length=40)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="tag_name_is_unique"),
        ]

    def __str__(self) -> str:
        return self.name

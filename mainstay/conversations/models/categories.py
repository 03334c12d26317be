"""What conversations are about: an editable tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """A topic. Retired ones keep their conversations and are chosen no more."""

    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "parent", name="category_name_is_unique", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="category_is_not_its_own_parent",
                condition=~models.Q(parent=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def category_names(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(Category.objects.filter(pk__in=ids).values_list("pk", "name"))

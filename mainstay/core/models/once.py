from django.db import models

from mainstay.core.clock import now


class OnceKey(models.Model):
    """A form that was taken. Sent again with the same key, it changes nothing a second time."""

    key = models.UUIDField(primary_key=True)
    # Where the first answer led; a repeat is led there too.
    location = models.CharField(max_length=500, blank=True, default="")
    used_at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return str(self.key)

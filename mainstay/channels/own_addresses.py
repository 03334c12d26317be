"""The addresses that the desk writes from: whoever else uses one is not a client."""

from django.conf import settings
from django.db.models import QuerySet

from mainstay.channels.models import Mailbox
from mainstay.core.prepared import prepared


def own_addresses() -> frozenset[str]:
    """In lower case."""
    return frozenset([settings.ENV.mail_from.lower(), *_ours()])


@prepared
def _ours() -> QuerySet[Mailbox, str]:
    return Mailbox.objects.values_list("address", flat=True)

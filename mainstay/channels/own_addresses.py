"""The addresses that the desk writes from: whoever else uses one is not a client."""

from django.conf import settings

from mainstay.channels.models import Mailbox


def own_addresses() -> frozenset[str]:
    """In lower case."""
    ours = Mailbox.objects.values_list("address", flat=True)
    return frozenset([settings.ENV.mail_from.lower(), *ours])

"""Adding, changing, pausing and removing mailboxes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from mainstay.channels import events
from mainstay.channels.email.compose import wire_address
from mainstay.channels.mailboxes.sealing import seal
from mainstay.channels.models import Mailbox, MailboxArrival
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

SETTINGS = (
    *("name", "address", "brand", "department", "begins", "per_minute", "auth"),
    *("imap_host", "imap_port", "imap_security", "imap_user", "folder"),
    *("smtp_host", "smtp_port", "smtp_security", "smtp_user"),
    *("oauth_client", "token_url", "trusted_servers"),
)
SECRETS = ("imap_secret", "oauth_secret", "smtp_secret")
# With another one of these it is another folder, whose numbers mean other messages.
_PLACE = ("imap_host", "imap_port", "imap_user", "folder")


@transaction.atomic
def add(settings: Mapping[str, Any], secrets: Mapping[str, str], *, by: Actor) -> Mailbox:
    """Add a mailbox. Its mail is fetched from now on. `secrets` come in plain and are sealed."""
    _only_administrators(by)
    mailbox = Mailbox()
    _take_over(mailbox, settings, secrets)
    mailbox.save()
    record(events.MAILBOX_ADDED, mailbox, by=by, address=mailbox.address)
    return mailbox


@transaction.atomic
def change(
    mailbox: Mailbox, settings: Mapping[str, Any], secrets: Mapping[str, str], *, by: Actor
) -> Mailbox:
    """Change settings. An empty secret stays as it was. Whoever fetches begins anew with them."""
    _only_administrators(by)
    mailbox = _locked(mailbox)
    before = {name: getattr(mailbox, name) for name in SETTINGS}
    _take_over(mailbox, settings, secrets)
    changed = [name for name in SETTINGS if getattr(mailbox, name) != before[name]]
    changed += [name for name in SECRETS if secrets.get(name)]
    if not changed:
        return mailbox
    if any(name in changed for name in _PLACE):
        _begin_anew(mailbox)
    mailbox.version += 1
    mailbox.last_error = mailbox.sending_error = ""
    mailbox.failing_since = None
    mailbox.save()
    said = ", ".join(changed)
    record(events.MAILBOX_CHANGED, mailbox, by=by, address=mailbox.address, fields=said)
    return mailbox


@transaction.atomic
def pause(mailbox: Mailbox, *, by: Actor) -> Mailbox:
    """Neither fetch nor send by it. What is on the server stays there, answers wait here."""
    _only_administrators(by)
    mailbox = _locked(mailbox)
    if mailbox.is_paused:
        return mailbox
    mailbox.is_paused, mailbox.last_error, mailbox.failing_since = True, "", None
    mailbox.save(update_fields=["is_paused", "last_error", "failing_since"])
    record(events.MAILBOX_PAUSED, mailbox, by=by, address=mailbox.address)
    return mailbox


@transaction.atomic
def resume(mailbox: Mailbox, *, by: Actor) -> Mailbox:
    """Fetch and send by it again, all that has waited too."""
    _only_administrators(by)
    mailbox = _locked(mailbox)
    if not mailbox.is_paused:
        return mailbox
    mailbox.is_paused = False
    mailbox.save(update_fields=["is_paused"])
    record(events.MAILBOX_RESUMED, mailbox, by=by, address=mailbox.address)
    return mailbox


@transaction.atomic
def remove(mailbox: Mailbox, *, by: Actor) -> None:
    """Remove a mailbox that was never used. One with messages is refused: they belong to it."""
    _only_administrators(by)
    mailbox = _locked(mailbox)
    stays = _("Messages came or left by {address}, so it stays. Pause it instead.")
    if is_used(mailbox):
        raise Refused(stays.format(address=mailbox.address))
    record(events.MAILBOX_REMOVED, mailbox, by=by, address=mailbox.address)
    try:
        mailbox.delete()
    except ProtectedError as used_above:  # a conversation was begun by it
        raise Refused(stays.format(address=mailbox.address)) from used_above


def is_used(mailbox: Mailbox) -> bool:
    """Whether anything ever came or left by it."""
    return mailbox.arrivals.exists() or mailbox.messages.exists() or mailbox.sent.exists()


def _take_over(mailbox: Mailbox, settings: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
    for name, value in settings.items():
        if name not in SETTINGS:
            raise ValueError(f"{name} is no setting of a mailbox.")
        setattr(mailbox, name, value)
    for name, secret in secrets.items():
        if name not in SECRETS:
            raise ValueError(f"{name} is no secret of a mailbox.")
        if secret:
            setattr(mailbox, name, seal(secret))
    mailbox.address = mailbox.address.strip().lower()
    wire_address(mailbox.address)
    taken = Mailbox.objects.filter(address=mailbox.address).exclude(pk=mailbox.pk)
    if taken.exists():
        raise Refused(_("There is already a mailbox {address}.").format(address=mailbox.address))


def _begin_anew(mailbox: Mailbox) -> None:
    """Numbers of another folder are other messages. What has arrived stays counted."""
    MailboxArrival.objects.filter(mailbox=mailbox).update(
        uid=None, uid_validity=None, is_marked=True
    )
    mailbox.uid_validity, mailbox.began_at = None, None
    mailbox.first_uid = mailbox.last_uid = 0


def _locked(mailbox: Mailbox) -> Mailbox:
    return Mailbox.objects.select_for_update(of=("self",)).get(pk=mailbox.pk)


def _only_administrators(by: Actor) -> None:
    if isinstance(by, Member) and not by.is_administrator:
        raise Refused(_("Only administrators look after mailboxes."))

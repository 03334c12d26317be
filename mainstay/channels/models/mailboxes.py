"""Our own addresses: the mailboxes of the desk, and the brands that they speak for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now
from mainstay.team.models import Department, Member


class Brand(models.Model):
    """A name that clients know us by, and how what we send and show looks under it."""

    class SenderStyle(models.TextChoices):
        PERSON = "person", _("The person")
        PERSON_AND_BRAND = "person_and_brand", _("The person and the brand")
        BRAND = "brand", _("The brand alone")

    name = models.CharField(_("name"), max_length=120)
    # Words below every mail that leaves in this name, under the signature of who writes.
    footer = models.TextField(_("footer"), max_length=2000, blank=True, default="")
    # ISO 639-1 codes of the languages this brand answers in; empty means all of the desk.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    # "#rrggbb", dark enough for white words on it and for itself as words on white; empty: none.
    accent = models.CharField(_("colour"), max_length=7, blank=True, default="")
    # A key of `channels.files` and what its bytes were seen to be; both empty without a logo.
    logo = models.CharField(max_length=100, blank=True, default="")
    logo_type = models.CharField(max_length=32, blank=True, default="")
    # The heading of pages for clients, empty for the name; and where they find help, one line.
    page_title = models.CharField(_("title of pages"), max_length=120, blank=True, default="")
    page_help = models.CharField(_("help line"), max_length=300, blank=True, default="")
    # Who clients see as the sender of what a person writes.
    sender_style = models.CharField(max_length=16, choices=SenderStyle, default=SenderStyle.PERSON)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="brand_name_is_unique"),
            models.CheckConstraint(
                name="brand_logo_has_a_type_or_there_is_none",
                condition=~Q(logo="") ^ Q(logo_type=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    def fetching(self) -> MailboxQuerySet:
        """Those that mail is fetched for."""
        return self.filter(is_paused=False).exclude(imap_host="").order_by("pk")

    def to_write_by(self, member: Member) -> MailboxQuerySet:
        """Those a member may begin by: of no department or one of theirs, and none that rests."""
        active = self.filter(is_paused=False)
        if member.sees_all:
            return active
        return active.filter(Q(department=None) | Q(department__in=member.department_ids))


class Mailbox(models.Model):
    """One of our addresses: how its mail is fetched, where it goes, and how answers leave."""

    class Security(models.TextChoices):
        TLS = "tls", _("TLS from the start")
        STARTTLS = "starttls", _("STARTTLS")
        NONE = "none", _("None, only inside a trusted network")

    class Auth(models.TextChoices):
        PASSWORD = "password", _("Password")
        GOOGLE = "oauth_google", _("Google (OAuth 2)")
        MICROSOFT = "oauth_microsoft", _("Microsoft (OAuth 2)")

    class Begin(models.TextChoices):
        UNREAD = "unread", _("With what is unread now")
        NEW = "new", _("With what arrives from now on")
        ALL = "all", _("With everything that lies in it")

    # What clients read beside the address where no person writes.
    name = models.CharField(_("name"), max_length=120)
    address = models.EmailField(_("address"), unique=True)
    brand = models.ForeignKey(
        Brand, models.PROTECT, null=True, blank=True, related_name="mailboxes"
    )
    # Where its new conversations begin; without one, where all new mail arrives.
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Without a host nothing is fetched: the mail server hands messages over by LMTP.
    imap_host = models.CharField(max_length=253, blank=True, default="")
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, choices=Security, default=Security.TLS)
    imap_user = models.CharField(max_length=254, blank=True, default="")
    auth = models.CharField(max_length=16, choices=Auth, default=Auth.PASSWORD)
    # Sealed, see `mailboxes.sealing`: the password, or the refresh token of OAuth 2.
    imap_secret = models.TextField(blank=True, default="")
    oauth_client = models.CharField(max_length=254, blank=True, default="")
    oauth_secret = models.TextField(blank=True, default="")
    # Where tokens are fetched, if not where Google or Microsoft give them.
    token_url = models.URLField(max_length=500, blank=True, default="")
    folder = models.CharField(max_length=200, default="INBOX")
    begins = models.CharField(max_length=8, choices=Begin, default=Begin.UNREAD)
    # Without a host mail leaves by the way out of the whole desk.
    smtp_host = models.CharField(max_length=253, blank=True, default="")
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=8, choices=Security, default=Security.STARTTLS)
    smtp_user = models.CharField(max_length=254, blank=True, default="")
    # Empty: the same user and secret as for fetching.
    smtp_secret = models.TextField(blank=True, default="")
    # How many messages may leave in a minute; 0 for any number.
    per_minute = models.PositiveIntegerField(default=0)
    # The authserv-ids whose Authentication-Results we believe in its mail; empty: nobody's.
    trusted_servers = models.JSONField(default=list, blank=True)
    is_paused = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    # Counts every change of the settings, so that who fetches begins anew with them.
    version = models.PositiveIntegerField(default=1)

    # What the server numbers its messages by. Another value: all numbers are void.
    uid_validity = models.BigIntegerField(null=True, blank=True)
    # The first number that is ours to fetch; 0: all since `began_at`.
    first_uid = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    began_at = models.DateTimeField(null=True, blank=True)
    last_fetched_at = models.DateTimeField(null=True, blank=True)
    # Why nothing can be fetched or sent right now, in a sentence; empty when all is well.
    last_error = models.TextField(blank=True, default="")
    failing_since = models.DateTimeField(null=True, blank=True)
    sending_error = models.TextField(blank=True, default="")

    objects = MailboxQuerySet.as_manager()

    class Meta:
        ordering = ["address"]
        verbose_name_plural = "mailboxes"
        constraints = [
            models.CheckConstraint(
                name="mailbox_address_is_lower_case", condition=Q(address=Lower("address"))
            ),
            models.CheckConstraint(
                name="mailbox_fails_or_has_no_time_of_failing",
                condition=~Q(last_error="") ^ Q(failing_since__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_fetched(self) -> bool:
        """Whether we look for its mail ourselves, paused or not."""
        return bool(self.imap_host)

    @property
    def has_own_way_out(self) -> bool:
        return bool(self.smtp_host)

    @property
    def uses_oauth(self) -> bool:
        return self.auth != self.Auth.PASSWORD


class MailboxArrival(models.Model):
    """A message that a server showed us or handed over, whatever became of it: it is counted."""

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="arrivals")
    # Both null for what was handed over by LMTP.
    uid_validity = models.BigIntegerField(null=True, blank=True)
    uid = models.BigIntegerField(null=True, blank=True)
    # Null when somebody deleted the message here.
    raw = models.ForeignKey(
        "channels.RawMessage", models.SET_NULL, null=True, blank=True, related_name="arrivals"
    )
    # Its bytes were here already.
    is_repeat = models.BooleanField(default=False)
    # The server knows that it is here: it is marked as read there.
    is_marked = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "uid_validity", "uid"], name="arrival_is_counted_once"
            ),
            models.CheckConstraint(
                name="arrival_has_a_number_and_its_validity_or_neither",
                condition=Q(uid__isnull=True, uid_validity__isnull=True)
                | Q(uid__isnull=False, uid_validity__isnull=False),
            ),
        ]
        indexes = [
            # queries.reconciliation() and the list behind each of its figures
            models.Index(fields=["mailbox", "-id"], name="arrival_by_mailbox"),
            # mailboxes.arriving.unmarked()
            models.Index(
                fields=["mailbox", "uid"], name="arrival_unmarked", condition=Q(is_marked=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailbox_id}: {self.uid_validity} {self.uid}"

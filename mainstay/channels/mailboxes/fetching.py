"""One mailbox, watched by one thread: what arrives is kept within a moment."""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

import structlog
from django.utils.translation import gettext as _

from mainstay.channels import intake, kinds
from mainstay.channels.email import imap
from mainstay.channels.email.part import LARGEST
from mainstay.channels.email.trouble import Trouble
from mainstay.channels.mailboxes import arriving, ways
from mainstay.channels.models import Mailbox
from mainstay.core.boundary import is_lost, let_go
from mainstay.core.errors import Refused

RENEWS_EVERY = 9 * 60.0
"""Seconds after which we look at everything again: servers let go of who is silent for 30 min."""

_LONGEST_PAUSE = 300.0
_MOST = 50
_AT_ONCE = 8 * 1024 * 1024
_BEGINNING = 64 * 1024
_log = structlog.get_logger(__name__)


class Fetcher(kinds.Fetcher):
    """Fetches the mail of one mailbox until it is told to stop. Its troubles are its own."""

    def __init__(self, mailbox_id: int) -> None:
        super().__init__(name=f"mailbox {mailbox_id}", daemon=True)
        self._mailbox_id = mailbox_id
        self._stopping = threading.Event()
        self._pause = 0.0

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._watch()
            except Exception as error:
                self._note(error)
                let_go()
                self._pause = min(max(self._pause * 2, 1.0), _LONGEST_PAUSE)
                self._stopping.wait(self._pause)
        let_go()

    def _watch(self) -> None:
        """From signing in to the end of the connection."""
        mailbox = Mailbox.objects.get(pk=self._mailbox_id)
        try:
            with imap.opened(ways.way_in(mailbox), mailbox.folder) as folder:
                mailbox = arriving.agree(mailbox.pk, folder.uid_validity, folder.uid_next)
                _log.info("mailbox opened", mailbox=mailbox.address, messages=folder.count)
                while not self._stopping.is_set():
                    self._fetch(mailbox, folder, _all_that_is_ours(mailbox, folder))
                    self._pause = 0.0
                    self._listen(mailbox, folder)
        except Trouble as trouble:
            if trouble.step == "sign_in":
                ways.forget_token(mailbox)
            raise

    def _listen(self, mailbox: Mailbox, folder: imap.Folder) -> None:
        """Fetch each message as it arrives, until it is time to look at everything again."""
        end = time.monotonic() + RENEWS_EVERY
        while not self._stopping.is_set() and time.monotonic() < end:
            # No connection to the database is held while nothing happens.
            let_go()
            folder.wait(end - time.monotonic(), until=self._stopping.is_set)
            if self._stopping.is_set():
                return
            mailbox.refresh_from_db()
            self._fetch(mailbox, folder, folder.numbered_from(_next_uid(mailbox)))

    def _fetch(self, mailbox: Mailbox, folder: imap.Folder, uids: Sequence[int]) -> None:
        """Bytes first, committed; then the mark on the server that says so."""
        self._mark(mailbox, folder)
        unknown = arriving.unknown(mailbox, uids)
        for some in _batches(unknown, _MOST):
            if self._stopping.is_set():
                return
            sizes = folder.sizes(some)
            for few in _portions({uid: size for uid, size in sizes.items() if size <= LARGEST}):
                arriving.keep(mailbox, folder.read(few))
                self._mark(mailbox, folder)
            for uid, size in sizes.items():
                if size > LARGEST:
                    _keep_beginning(mailbox, folder, uid, size)
        arriving.note_fetched(mailbox)

    def _mark(self, mailbox: Mailbox, folder: imap.Folder) -> None:
        for uids in _batches(arriving.unmarked(mailbox), 500):
            folder.mark_read(uids)
            arriving.note_marked(mailbox, uids)

    def _note(self, error: Exception) -> None:
        """Say what keeps us from the mail, unless it is our own database: that comes back."""
        if is_lost(error):
            _log.warning("database lost", mailbox=self._mailbox_id, error=str(error).strip())
            self._pause = 0.0
            return
        if isinstance(error, Trouble):
            sentence = error.sentence
        elif isinstance(error, Refused):
            sentence = str(error)
        else:
            _log.exception("mailbox failed", mailbox=self._mailbox_id)
            sentence = _(
                "Something of ours failed ({kind}). Look into the log of the desk."
            ).format(kind=type(error).__name__)
        _log.warning("mail not fetched", mailbox=self._mailbox_id, error=sentence)
        try:
            arriving.note_failure(self._mailbox_id, sentence)
        except Exception as problem:
            if not is_lost(problem):
                raise


def _all_that_is_ours(mailbox: Mailbox, folder: imap.Folder) -> list[int]:
    """Everything in the folder that we have promised to take, here already or not."""
    if mailbox.first_uid:
        ours = set(folder.numbered_from(mailbox.first_uid))
    else:
        assert mailbox.began_at is not None
        # Servers compare by their own days, so one day more.
        ours = set(folder.since(mailbox.began_at.date() - timedelta(days=1)))
    if mailbox.begins == Mailbox.Begin.UNREAD:
        ours |= set(folder.unread())
    return sorted(ours)


def _next_uid(mailbox: Mailbox) -> int:
    return max(mailbox.last_uid + 1, mailbox.first_uid, 1)


def _keep_beginning(mailbox: Mailbox, folder: imap.Folder, uid: int, size: int) -> None:
    beginning = folder.beginning(uid, _BEGINNING)
    said = _("It has {size} MB. Only its beginning is kept here; it stays unread in the mailbox.")
    for raw_id in arriving.keep(mailbox, {uid: beginning}, is_cut=True):
        intake.quarantine(raw_id, "too_large", said.format(size=size // 1024**2))


def _portions(sizes: dict[int, int]) -> Iterator[list[int]]:
    """Numbers of messages in groups of some megabytes at most."""
    group: list[int] = []
    size = 0
    for uid, each in sorted(sizes.items()):
        if group and size + each > _AT_ONCE:
            yield group
            group, size = [], 0
        group.append(uid)
        size += each
    if group:
        yield group


def _batches(uids: Iterable[int], most: int) -> Iterator[list[int]]:
    rest = iter(uids)
    while some := list(islice(rest, most)):
        yield some

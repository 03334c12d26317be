"""What the composer takes beside its text: to whom, which files, what arrived, when to send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Correspondents:
    """To whom a reply goes, as one types addresses: with commas between them."""

    to: str = ""
    cc: str = ""
    bcc: str = ""
    # Answers with options: the addresses of whom one may mean.
    suggestions_url: str = ""
    # Who is meant, by name where one is known; shown while the fields are folded away.
    to_names: str = ""
    cc_names: str = ""
    bcc_names: str = ""
    # A field was refused: they are shown.
    is_open: bool = False


@dataclass(frozen=True)
class ChannelChoice:
    """By which channels a reply may leave, as (value, words), and the one that is chosen.

    The form posts it as `channel`. `why` says whose choice that is: "their wish".
    """

    options: tuple[tuple[str, str], ...]
    chosen: str
    why: str = ""
    icon: str = "mail"


@dataclass(frozen=True)
class Along:
    """What a text was made of, and in words what is done when it is sent."""

    id: int
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class WaitingFile:
    """A file that waits in the composer. Its button sends `remove_value` as `send`."""

    id: int
    name: str
    size: str
    url: str
    remove_value: str
    # Shown small, where it is a picture.
    picture_url: str = ""
    # Set for a picture that may stand in the text.
    content_id: str = ""


@dataclass(frozen=True)
class ArrivedMessage:
    author: str
    at: datetime
    # Its first words.
    text: str
    url: str


@dataclass(frozen=True)
class Arrived:
    """What somebody wrote while this was being written.

    With `send_value` sending was stopped: its buttons send all the same, or keep the draft and
    lead to the messages.
    """

    title: str
    messages: tuple[ArrivedMessage, ...]
    send_value: str = ""
    read_value: str = ""


@dataclass(frozen=True)
class OtherDraft:
    """What stands begun beside this: of a colleague, or one's own that came by a merge."""

    # "Oskar has a draft here".
    words: str
    url: str


@dataclass(frozen=True)
class Keeping:
    """How the composer keeps what is typed on the server."""

    # Takes the whole form by POST; answers with what to say.
    url: str
    # Takes files by POST; answers with the list of them.
    files_url: str
    files: tuple[WaitingFile, ...] = ()
    note_files: tuple[WaitingFile, ...] = ()
    others: tuple[OtherDraft, ...] = ()
    # What waits under the kind that is not shown.
    other_text: str = ""
    # When each was kept last, as far as this page knows; empty when it was not.
    reply_known_at: str = ""
    note_known_at: str = ""
    # The newest message that the writer has seen.
    seen: int = 0
    # Where the conversation stood when the page was made.
    standing: str = ""
    has_draft: bool = False

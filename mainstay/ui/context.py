"""What the macros and page skeletons take, where more than three values go together.

Every string is already translated and every time is aware. A dataclass says what is shown,
never how: tones and icons are names, the macro knows the class.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from mainstay.ui.composing import Along, Arrived, ChannelChoice, Correspondents, Keeping

# A colour is a meaning, see tokens.css. "" is neutral.
Tone = Literal["", "kept", "soon", "late", "other", "accent", "plain"]
ClockState = Literal["running", "soon", "late", "kept", "paused", "planned"]
MessageKind = Literal["in", "out", "note", "machine"]


@dataclass(frozen=True)
class Person:
    """A person, an organisation or a machine, as an avatar and a line beside it."""

    name: str
    sub: str = ""
    # Chooses the tint: the same id always wears the same one.
    id: int = 0
    kind: Literal["person", "organisation", "machine"] = "person"
    url: str = ""

    @property
    def initials(self) -> str:
        """Two letters at most: of the first and last word, or of the only one."""
        words = [word for word in self.name.split() if word[0].isalnum()]
        if not words:
            return "?"
        if len(words) == 1:
            return words[0][:2].upper()
        return (words[0][0] + words[-1][0]).upper()

    @property
    def tint(self) -> int:
        return self.id % 6 + 1


@dataclass(frozen=True)
class RailItem:
    label: str
    url: str
    icon: str = ""
    is_current: bool = False
    count: int | None = None
    # "soon" or "late" when the count asks for somebody.
    tone: Tone = ""
    # One or two single keys, "g i" means g then i.
    keys: str = ""


@dataclass(frozen=True)
class RailGroup:
    """A named part of a page's own navigation, as in the settings."""

    label: str
    items: tuple[RailItem, ...]


@dataclass(frozen=True)
class Banner:
    """A line at the top of the sheet that stays until its reason is gone."""

    text: str
    tone: Tone = "soon"
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class Toast:
    """Says what was done. With `undo_url` it can be taken back until `undo_until`."""

    text: str
    tone: Tone = ""
    undo_url: str = ""
    undo_until: datetime | None = None
    # How long it stays when there is nothing to undo.
    seconds: int = 6


@dataclass(frozen=True)
class PaletteItem:
    """A command or a place in the palette. With `post` it is a form, else a link to `url`."""

    label: str
    url: str = ""
    post: str = ""
    icon: str = "arrow-right"
    aside: str = ""
    keys: str = ""
    group: str = ""


@dataclass(frozen=True)
class Frame:
    """What the skeleton around every page of the desk needs.

    `ui/page.html` and `ui/columns.html` expect it in the context under the name `frame`.
    """

    person: Person
    rail: tuple[RailItem, ...]
    # The second group of the rail: reading and setting up.
    settings_rail: tuple[RailItem, ...] = ()
    # At most five, for the bar at the thumb on a phone. Empty: the first five of the rail.
    tabbar: tuple[RailItem, ...] = ()
    home_url: str = "/"
    # Where the name of the person in the rail leads.
    profile_url: str = ""
    sign_out_url: str = ""
    # A page that answers `?q=`; asked by htmx it answers with `_palette_results.html`.
    search_url: str = ""
    # Takes POST theme=light|dark|"" and density=comfortable|compact; empty: kept in the browser.
    look_url: str = ""
    palette: tuple[PaletteItem, ...] = ()
    banners: tuple[Banner, ...] = ()
    toasts: tuple[Toast, ...] = ()
    # Both empty: no live updates on this page.
    live_url: str = ""
    live_token: str = ""
    language_code: str = "en"
    text_direction: Literal["ltr", "rtl"] = "ltr"
    # "" follows the system.
    theme: Literal["", "light", "dark"] = ""
    density: Literal["", "comfortable", "compact"] = ""
    # False switches the keys without Ctrl off (WCAG 2.1.4).
    single_keys: bool = True


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str


@dataclass(frozen=True)
class Option:
    """One of several: a segment, a tab, a filter. A link with `url`, else a radio with `value`."""

    label: str
    url: str = ""
    value: str = ""
    is_current: bool = False
    count: int | None = None
    icon: str = ""
    key: str = ""


@dataclass(frozen=True)
class MenuItem:
    """A line of a menu: a link with `url`, a form with `post`."""

    label: str
    url: str = ""
    post: str = ""
    # Sent along with `post`.
    values: dict[str, str] = field(default_factory=dict)
    icon: str = ""
    key: str = ""
    aside: str = ""
    is_danger: bool = False
    # A hairline above it.
    starts_group: bool = False


@dataclass(frozen=True)
class EmptyState:
    """Says what will be here and the one step that brings it."""

    title: str
    text: str = ""
    icon: str = "inbox"
    step_label: str = ""
    step_url: str = ""


@dataclass(frozen=True)
class Clock:
    """A promise and its time. `text` is the time left in words, `label` names the promise."""

    state: ClockState
    text: str
    label: str = ""
    # How much of the promise is left, 0 to 100.
    percent_left: int = 0


@dataclass(frozen=True)
class Promise:
    name: str
    clock: Clock
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a list: three lines, the clock at the end."""

    url: str
    mark: Person
    who: str
    title: str
    about: str = ""
    line: str = ""
    at: datetime | None = None
    clock: Clock | None = None
    # In words, where no clock runs: "Snoozed until Friday".
    state: str = ""
    # A word beside the title: "Escalated".
    note: str = ""
    is_unread: bool = False
    is_current: bool = False
    id: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table. Its label is the header, and on a phone the name of each cell."""

    label: str
    is_number: bool = False
    is_row_header: bool = False
    # Where the header leads to sort by it, and how it is sorted now.
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True)
class AttachmentView:
    name: str
    url: str
    # Already in words: "84 kB".
    size: str = ""
    # Why it is not opened by a click, in words; empty: it is.
    held: str = ""


@dataclass(frozen=True)
class Delivery:
    """What became of a message of ours, in words: "Seen by Daniel at 11:19"."""

    text: str
    icon: str = "check"
    tone: Tone = ""


@dataclass(frozen=True)
class Translation:
    text: str
    # Names the maker: "Machine translation".
    by: str
    language_code: str = ""


@dataclass(frozen=True)
class MessageView:
    """Something said. `html_url` is the page of an HTML body, shown in a sandboxed frame."""

    kind: MessageKind
    author: Person
    at: datetime
    id: str = ""
    # Beside the name: organisation, channel, to whom.
    meta: str = ""
    subject: str = ""
    text: str = ""
    # The text with its little formatting, as safe HTML; empty when it is plain.
    formatted: str = ""
    # The quoted end of the mail, folded away.
    quoted: str = ""
    html_url: str = ""
    # The HTML body of a mail whose text is shown, and the bytes as they arrived; both folded away.
    original_url: str = ""
    raw_url: str = ""
    # What is known of who sent it, folded away with these.
    origin: Delivery | None = None
    # The language of a foreign text.
    language_code: str = ""
    translation: Translation | None = None
    attachments: tuple[AttachmentView, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    # Not sent, and this is why; `retry_url` takes a POST.
    failure: str = ""
    retry_url: str = ""
    # It waits for its time: both take a POST.
    send_now_url: str = ""
    take_back_url: str = ""
    # Answers with its words as a quote.
    quote_url: str = ""
    # Nobody has to read it: one line like a fact, which opens.
    is_folded: bool = False


@dataclass(frozen=True)
class FactView:
    """One line of the log."""

    text: str
    at: datetime
    icon: str = "check"
    tone: Tone = ""
    # Stands in front of the text in stronger ink.
    strong: str = ""
    url: str = ""
    url_label: str = ""
    id: str = ""


@dataclass(frozen=True)
class Remark:
    """A remark before sending. It never blocks; `fix_label` mends it with one click."""

    text: str
    fix_label: str = ""
    fix_name: str = ""
    fix_value: str = ""
    is_good: bool = False


@dataclass(frozen=True)
class SendOption:
    """A way to send. The first is the filled button, the others stand in its menu."""

    label: str
    value: str
    key: str = ""
    aside: str = ""


@dataclass(frozen=True)
class ComposerView:
    """The composer. Its form posts `kind`, `body` and `send` (the value of a `SendOption`)."""

    action: str
    ways: tuple[SendOption, ...]
    note_ways: tuple[SendOption, ...] = ()
    to: str = ""
    # Beside the name: "by e-mail, his choice".
    channel: str = ""
    channel_icon: str = "mail"
    # By which channel, where that is not said by the words above.
    by: ChannelChoice | None = None
    kind: Literal["reply", "note"] = "reply"
    text: str = ""
    error: str = ""
    remarks: tuple[Remark, ...] = ()
    # Without it nothing is kept on the server while it is typed.
    keeping: Keeping | None = None
    saved: str = ""
    people: Correspondents | None = None
    # From which address it leaves.
    sender: str = ""
    arrived: Arrived | None = None
    along: Along | None = None
    # Times to send at; another one is chosen beside them.
    times: tuple[SendOption, ...] = ()
    # What one types in a small subset of Markdown can be marked by buttons.
    is_formatted: bool = False
    can_attach: bool = True
    # A reply is not possible, and why; then only a note can be written.
    no_reply: str = ""
    subject: str | None = None


@dataclass(frozen=True)
class Link:
    """A line of a list of links."""

    label: str
    url: str
    sub: str = ""
    icon: str = "document"


@dataclass(frozen=True)
class Step:
    """One of several that follow each other, with what came of it."""

    title: str
    state: Literal["done", "now", "failed", "later"] = "later"
    text: str = ""
    aside: str = ""

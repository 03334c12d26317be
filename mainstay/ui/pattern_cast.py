"""The cast on the page of patterns: Maya answers, Oskar is on another team, Ines leads,
Northwind Ads is the client. With the longest names and words that we know."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from mainstay.core.clock import now
from mainstay.ui.context import (
    AttachmentView,
    Banner,
    Clock,
    Column,
    Delivery,
    EmptyState,
    FactView,
    Frame,
    Link,
    MenuItem,
    MessageView,
    Option,
    PaletteItem,
    Person,
    Promise,
    RailGroup,
    RailItem,
    Row,
    Step,
    Toast,
    Translation,
)
from mainstay.ui.pattern_composers import composers

MAYA = Person("Maya Brandt", "On shift until 18:00", id=6)
OSKAR = Person("Oskar Nyström", "Publisher team", id=2)
INES = Person("Ines Carvalho", "Lead", id=3)
DANIEL = Person("Daniel Price", id=4)
NORTHWIND = Person("Northwind Ads", "Advertiser, since 2022", id=12, kind="organisation", url="#")
VEKTOR = Person("Вектор Медиа", id=3, kind="organisation")
KOPI = Person("Kopi Nusantara", id=8, kind="organisation")
ALWASEET = Person("الوسيط للإعلان", id=10, kind="organisation")
LONGEST = Person(
    "Raden Mas Aryo Kusumaningratdiningrat",
    "Достопримечательность-Переподтверждение, отдел закупок",
    id=9,
)
MACHINE = Person("Mail server", "mx.northwind.example", kind="machine")

SOON = Clock("soon", "41 min", "Next answer due in", 34)
RUNNING = Clock("running", "4 h 30", "Next answer due in", 82)
LATE = Clock("late", "12 min late", "Next answer")
PAUSED = Clock("paused", "Publisher", "Paused, waiting on")
KEPT = Clock("kept", "Kept", "Promise")
PLANNED = Clock("planned", "Planned Fri", "Promise")


def frame(*, theme: Any = "", density: Any = "", text_direction: Any = "ltr") -> Frame:
    return Frame(
        person=MAYA,
        rail=(
            RailItem("Today", "#", "today", count=8, keys="g t"),
            RailItem("Inbox", "#", "inbox", is_current=True, count=4, keys="g i"),
            RailItem("Clients", "#", "clients", keys="g c"),
            RailItem("Outbox", "#", "send", count=3, tone="soon", keys="g o"),
            RailItem("Quarantine", "#", "lock", count=1204, tone="late"),
        ),
        settings_rail=(RailItem("Settings", "#", "settings", keys="g s"),),
        profile_url="#",
        palette=(
            PaletteItem("Reply to Daniel Price", "#", icon="reply", keys="r", group="Do"),
            PaletteItem("Solve conversation 4127", post="#", icon="check", keys="e", group="Do"),
            PaletteItem("Northwind Ads", "#", icon="clients", aside="Client", group="Recent"),
        ),
        theme=theme,
        density=density,
        text_direction=text_direction,
    )


def shown() -> dict[str, Any]:
    """Everything the parts of the page show, under the names their templates use."""
    return {
        "maya": MAYA,
        "oskar": OSKAR,
        "ines": INES,
        "northwind": NORTHWIND,
        "vektor": VEKTOR,
        "longest": LONGEST,
        "machine": MACHINE,
        "clocks": (RUNNING, SOON, LATE, PAUSED, KEPT, PLANNED),
        "promise_list": _promises(),
        "times": [
            now() - timedelta(minutes=minutes) for minutes in (3, 190, 1500, 5000, 30000, 700000)
        ],
        "deadline": now() + timedelta(hours=26, minutes=48),
        "amount": Decimal("-149.50"),
        "menu_entries": _menu(),
        "tab_options": (
            Option("Overview", "#", is_current=True),
            Option("Conversations", "#", count=14),
            Option("Достопримечательности", "#", count=1204),
        ),
        "whose": (
            Option("Mine", "#", is_current=True, count=4),
            Option("Team", "#", count=11),
            Option("Unassigned", "#"),
        ),
        "kinds": (
            Option("Reply", value="reply", icon="reply", is_current=True),
            Option("Note", value="note", icon="note"),
        ),
        "banners": (
            Banner("Sending is paused. 3 answers wait in the outbox.", "soon", "#", "See why"),
            Banner("The mailbox service@mainstay-media.example cannot be reached.", "late"),
            Banner("You are looking at demo data.", ""),
        ),
        "rows": _rows(),
        "empty_state": EmptyState(
            "No mailbox yet",
            "Messages of clients will arrive here. Connect a mailbox; the first ones are read"
            " within a minute.",
            "mail",
            "Connect a mailbox",
            "#",
        ),
        "nothing_found": EmptyState(
            "Nothing found for “velo asurance”",
            "Looked in 2,213 conversations, the solved ones too.",
            "search",
            "Clear the filter “Mine”",
            "#",
        ),
        **_tables(),
        "toast_list": (
            Toast("Solved. The client was not told.", undo_url="#", undo_until=now() + _UNDO),
            Toast("Assigned to Oskar Nyström.", seconds=86400),
            Toast("Not sent: the server refused the address.", tone="late", seconds=86400),
        ),
        "step_list": (
            Step("Reached and signed in to IMAP", "done", "12,408 messages", "14:31"),
            Step("Could not sign in to SMTP", "failed", "Answers wait in the outbox (2)."),
            Step("SPF, DKIM, DMARC", "now", "Looking them up"),
            Step("First message"),
        ),
        "entries": _entries(),
        **composers(),
        "link_list": (
            Link("What the link guarantee covers", "#", "EN FR ES, used in 31 cases", "knowledge"),
            Link("October payout is late", "#", "Solved 6 Nov", "inbox"),
        ),
        "settings_groups": (
            RailGroup("Channels", (RailItem("Mailboxes", "#", is_current=True),)),
            RailGroup("House", (RailItem("People and teams", "#"), RailItem("Sign-in", "#"))),
        ),
    }


_UNDO = timedelta(seconds=95)


def _promises() -> tuple[Promise, ...]:
    return (
        Promise("Next answer", Clock("late", "missed"), "usual, 20 min"),
        Promise("Next answer", SOON, "hard limit, 2 h"),
        Promise("Link update", Clock("running", "2 h 28", percent_left=71), "you said 17:00"),
        Promise("First answer", Clock("kept", "kept"), "3 h, took 14 min"),
        Promise("Restore link", Clock("paused", "4 d 17 h"), "waits on publisher"),
    )


def _menu() -> tuple[MenuItem, ...]:
    return (
        MenuItem("Assign", "#", icon="user", key="a"),
        MenuItem("Snooze until tomorrow", post="#", icon="snooze"),
        MenuItem("Merge into another", "#", icon="swap", aside="asks which"),
        MenuItem("Not for us", post="#", icon="lost", is_danger=True, starts_group=True),
    )


def _rows() -> tuple[Row, ...]:
    ago = [now() - timedelta(minutes=minutes) for minutes in (12, 40, 90, 1500, 9000)]
    return (
        Row(
            "#",
            NORTHWIND,
            "Daniel Price",
            "Our article is gone, and did the new deal lapse?",
            "Northwind Ads",
            "Also, I never saw a counter-offer. Where would I see it?",
            ago[0],
            SOON,
            is_current=True,
        ),
        Row(
            "#",
            VEKTOR,
            "Анна Соколова",
            "Не сходится апрув за октябрь",
            "Вектор Медиа",
            "В кабинете 58 %, в акте 51 %. Пришлите разбивку",
            ago[1],
            RUNNING,
            is_unread=True,
        ),
        Row(
            "#",
            KOPI,
            "Raden Mas Aryo Kusumaningratdiningrat",
            "Mohon penjelasan mengenai pertanggungjawaban perubahan tarif komisi",
            "Kopi Nusantara",
            "Kami menunggu jawaban",
            ago[2],
            LATE,
            is_unread=True,
        ),
        Row(
            "#",
            ALWASEET,
            "ليلى حداد",
            "متى يعود الرابط إلى المقال؟",
            "الوسيط للإعلان",
            "شكراً، ننتظر ردكم",
            ago[3],
            PAUSED,
        ),
        Row("#", NORTHWIND, "Tom Keller", "Invoice address has changed", "", "", ago[4], KEPT),
        Row("#", MACHINE, "Mail server", "(no subject)", at=ago[4], state="Snoozed until Friday"),
    )


def _tables() -> dict[str, Any]:
    return {
        "columns": (
            Column("Mailbox", is_row_header=True, sort_url="#", sorted="ascending"),
            Column("State"),
            Column("Messages", is_number=True),
            Column("At stake", is_number=True),
            Column("Action"),
        ),
        "boxes": (
            {
                "address": "service@mainstay-media.example",
                "team": "Client service, Europe",
                "state": "Connected",
                "tone": "kept",
                "icon": "check",
                "messages": "12,408",
                "value": 4930,
            },
            {
                "address": "переподтверждение@издательство.example",
                "team": "Отдел по работе с издателями",
                "state": "Receives, cannot send",
                "tone": "soon",
                "icon": "alert",
                "messages": "",
                "value": 1234567,
            },
        ),
        "hours_columns": (Column("Day", is_row_header=True), Column("Hours")),
        "hours": (("Monday to Friday", "08:00 to 22:00"), ("Sunday", "")),
    }


def _entries() -> tuple[FactView | MessageView, ...]:
    ago = [now() - timedelta(minutes=minutes) for minutes in (2000, 300, 280, 120, 60, 30, 10, 2)]
    return (
        FactView(
            "Confirmed by 3 checks over 2 h 10.",
            ago[0],
            "lost",
            "late",
            strong="Link 10482 is gone.",
            url="#",
            url_label="Evidence",
        ),
        MessageView(
            "in",
            DANIEL,
            ago[1],
            meta="Northwind Ads · by e-mail",
            subject="Our article is gone",
            text="Hi Maya, our article in Le Journal du Sud no longer links to us.\n\n"
            "And deal 2381 says “expired” this morning. Did they just not answer?",
            quoted="On Tuesday Maya wrote:\n> Thank you, we will look into it.",
            attachments=(
                AttachmentView("screenshot.png", "#", "84 kB"),
                AttachmentView("pertanggungjawaban-kuartal-ketiga-2026.pdf", "#", "1.2 MB"),
                AttachmentView("invoice.html", "#", held="saved only, it is a web page"),
            ),
            deliveries=(Delivery("First answer kept: 14 min of 3 h", "kept"),),
        ),
        MessageView(
            "out",
            MAYA,
            ago[2],
            meta="to Daniel · by e-mail",
            text="Hello Daniel, I see both. I will tell you by 17:00 today what they say.",
            deliveries=(
                Delivery("Seen by Daniel at 11:19", "eye"),
                Delivery("Next step and time given", "clock"),
            ),
        ),
        MessageView(
            "in",
            Person("Claire Fabre", id=1),
            ago[3],
            meta="Le Journal du Sud · by e-mail",
            text="Je demande qu’on rétablisse le vôtre, sans doute vendredi.",
            language_code="fr",
            translation=Translation(
                "I am asking to have yours put back, probably Friday.",
                "Machine translation",
                "en",
            ),
        ),
        MessageView(
            "note",
            OSKAR,
            ago[4],
            meta="Publisher team",
            text="The counter-offer went to Daniel’s old address. It is not their silence.",
        ),
        MessageView("machine", MACHINE, ago[5], meta="delivery report", text="Mailbox is full."),
        MessageView(
            "machine",
            MACHINE,
            ago[5],
            meta="automatic message to Daniel Hart",
            subject="Is your question settled?",
            text="One click tells us. The page asks nothing else.",
            deliveries=(Delivery("Sent", "check"),),
            is_folded=True,
        ),
        MessageView(
            "out",
            MAYA,
            ago[6],
            meta="to Daniel · by e-mail",
            text="The link is back.",
            failure="Not delivered: the server refused the address.",
            retry_url="#",
        ),
        FactView("Maya Brandt took it over from Oskar Nyström", ago[7], "user"),
    )

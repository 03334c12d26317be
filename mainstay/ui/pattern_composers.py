"""Composers on the page of patterns."""

from mainstay.core.clock import now
from mainstay.ui.composing import (
    Arrived,
    ArrivedMessage,
    Correspondents,
    Keeping,
    OtherDraft,
    WaitingFile,
)
from mainstay.ui.context import ComposerView, Remark, SendOption


def composers() -> dict[str, ComposerView]:
    ways = (
        SendOption("Send and wait", "wait", "Control+Enter"),
        SendOption("Send and solve", "solve", "Control+Shift+Enter"),
    )
    return {
        "reply_view": ComposerView(
            "#",
            ways,
            to="Daniel Price",
            channel="by e-mail, his choice",
            text="The publisher answered on Friday with 390 EUR and a 36-month guarantee.",
            remarks=(
                Remark(
                    "This reply names no time for the link. You promised one by 17:00.",
                    "Insert it",
                    "insert",
                    "promise",
                ),
            ),
            saved="Draft kept 14:31",
            subject="Re: Our article is gone",
        ),
        "stopped_view": _stopped(ways),
        "refused_view": ComposerView(
            "#", ways, kind="note", text="", error="Nothing written yet.", to="Daniel Price"
        ),
        "locked_view": ComposerView(
            "#", ways, no_reply="No reply: this came from a machine.", can_attach=False
        ),
    }


def _stopped(ways: tuple[SendOption, ...]) -> ComposerView:
    """Everything a composer can hold: people, files, a colleague's draft, and what overtook it."""
    arrived = ArrivedMessage("Daniel Price", now(), "It is back, thank you. One more thing…", "#")
    picture = WaitingFile(1, "screen.png", "84 kB", "#", "remove-1")
    return ComposerView(
        "#",
        ways,
        channel="by e-mail",
        sender="support@mainstay.example",
        text="The **editor** has it:\n- the link is back by 17:00\n- the guarantee goes on",
        people=Correspondents(
            to="daniel.price@northwindads.example",
            cc="tom.keller@northwindads.example",
            suggestions_url="#",
            to_names="Daniel Price",
            cc_names="Tom Keller",
        ),
        keeping=Keeping(
            "#",
            "#",
            files=(picture,),
            others=(OtherDraft("Oskar has a draft here.", "#"),),
            has_draft=True,
        ),
        arrived=Arrived(
            "Not sent yet: something arrived while you wrote.", (arrived,), "wait", "read-1"
        ),
        times=(SendOption("Tonight", "at:1", aside="19:00"),),
        is_formatted=True,
        saved="Draft kept 14:31",
    )

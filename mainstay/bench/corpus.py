"""Mails to measure with: real ones where they are at hand, else made ones of the same kind."""

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from itertools import islice
from pathlib import Path

_DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
_SAID = """
the offer pays after approval and our traffic came from the newsletter so please look at the
postback again because the report shows fewer conversions than our own tracker does since monday
when the landing page of the advertiser changed and the link in the article was gone
"""
_WORDS = _SAID.split()


def corpus(count: int) -> tuple[str, list[bytes]]:
    """That many mails, and what they are called. Real ones first, as far as there are any."""
    real = list(islice(_real(), count))
    made = list(islice(_made(), count - len(real)))
    name = " and ".join(
        name for name, some in (("spamassassin", real), ("generated", made)) if some
    )
    return name, real + made


def _real() -> Iterator[bytes]:
    folder = Path(os.environ.get("MAINSTAY_DATA", _DATA)) / "spamassassin"
    for file in sorted(folder.glob("*/*.txt")):
        yield file.read_bytes()


def _made() -> Iterator[bytes]:
    """Without end, the same ones each time: 300 people, four in ten mails answer an earlier one."""
    chance = random.Random(7)
    begun = datetime(2026, 1, 5, 8, tzinfo=UTC)
    earlier: list[str] = []
    for number in range(10**9):
        person = chance.randrange(300)
        mail = EmailMessage()
        mail["From"] = f"Person {person} <person{person}@company{person % 90}.example>"
        mail["To"] = "desk@mainstay.example"
        mail["Subject"] = " ".join(chance.choices(_WORDS, k=6))
        mail["Date"] = format_datetime(begun + timedelta(minutes=number))
        mail["Message-ID"] = make_msgid(str(number), "company.example")
        if earlier and chance.random() < 0.4:
            mail["In-Reply-To"] = chance.choice(earlier[-200:])
        earlier.append(mail["Message-ID"])
        lines = (" ".join(chance.choices(_WORDS, k=12)) for _ in range(chance.randrange(5, 60)))
        mail.set_content("\n".join(lines))
        if chance.random() < 0.3:
            mail.add_alternative(
                f"<p>{' '.join(chance.choices(_WORDS, k=200))}</p>", subtype="html"
            )
        yield mail.as_bytes()

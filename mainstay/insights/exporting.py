"""Reports as CSV files that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from mainstay.clients.exporting import safe_cell
from mainstay.insights.intervals import Share
from mainstay.insights.satisfaction import Line
from mainstay.insights.topics import Report


def satisfaction_rows(lines: Iterable[Line]) -> Iterator[str]:
    """The report of satisfaction, shares as fractions with four digits."""
    yield _row(
        [
            _("Group"),
            *(_("Asked"), _("Answered")),
            *_heads(_("Response rate")),
            *(_("Scores"), _("Satisfied (4 or 5)")),
            *_heads(_("CSAT")),
            _("Mean score"),
            *(_("Said whether it is settled"), _("Settled")),
            *_heads(_("Confirmed")),
        ]
    )
    for line in lines:
        yield _row(
            [
                line.name,
                *(line.sent, line.answered, *_cells(line.response)),
                *(line.scored, line.satisfied, *_cells(line.csat)),
                f"{line.mean:.2f}" if line.scored else "",
                *(line.said, line.settled, *_cells(line.confirmed)),
            ]
        )


def topic_rows(report: Report, uncategorised: str) -> Iterator[str]:
    """The report of topics. `uncategorised` names what has none."""
    yield _row(
        [
            *(_("Topic"), _("Rank"), _("Rank in the four weeks before"), _("Conversations")),
            *_heads(_("Share")),
            *(_("Four weeks before"), _("Share then"), _("Change"), _("low"), _("high")),
        ]
    )
    for topic in (*report.topics, report.uncategorised):
        change = topic.change
        yield _row(
            [
                topic.name or uncategorised,
                *(topic.rank or "", topic.rank_before or "", topic.count),
                *_cells(topic.share),
                *(topic.share_before.hits, *_cells(topic.share_before)[:1]),
                f"{topic.share.value - topic.share_before.value:.4f}",
                *(f"{change.low:.4f}", f"{change.high:.4f}"),
            ]
        )


def _heads(name: str) -> list[str]:
    return [name, f"{name}, {_('low')}", f"{name}, {_('high')}"]


def _cells(share: Share) -> list[str]:
    if not share.n:
        return ["", "", ""]
    interval = share.interval
    return [f"{each:.4f}" for each in (share.value, interval.low, interval.high)]


def _row(cells: list[object]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([safe_cell(str(each)) for each in cells])
    return text.getvalue()

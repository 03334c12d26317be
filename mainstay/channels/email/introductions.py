"""Where a mail stops speaking and begins to show an earlier one: the lines that introduce it."""

from dataclasses import dataclass

from mainstay.channels.email import quote_markers as markers

LONGEST_LINE = 300  # a longer one introduces nothing
_MOST_LINES = 4
_LONGEST_HEAD = 24
_MOST_WRAPPED = 3
_COLONS = (":", "：")
_AFTER_COLON = "-–— \t\xa0*_"


@dataclass(frozen=True, slots=True)
class Introduction:
    """Lines from where it is found up to `end` introduce a quote.

    `is_sure`: what follows is quoted even when no line of it is marked with ">". `is_head`: it
    shows a mail's head, as programs also do above a mail that is passed on.
    """

    end: int
    is_sure: bool
    is_head: bool = False


class Introductions:
    """All introductions of one text, given as stripped lines; ask for each by its first line."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._fields = [
            markers.field_kind(line) if ":" in line or "：" in line else "" for line in lines
        ]
        self._attributions = self._find_attributions()

    def at(self, number: int) -> Introduction | None:
        """The one that begins on this line, which is not blank."""
        if number in self._attributions:
            return self._attributions[number]
        line = self._lines[number]
        if len(line) > LONGEST_LINE:
            return None
        if self._fields[number]:
            end = self._head_end(number)
            return Introduction(end, is_sure=True, is_head=True) if end else None
        if markers.is_original(line):
            return Introduction(self._after_head(number + 1), is_sure=True, is_head=True)
        if markers.is_rule(line):
            below = self.written_after(number + 1)
            # A row of rules must not make every one of them look at all the others.
            if below < len(self._lines) and not markers.is_rule(self._lines[below]):
                return self.at(below)
        return None

    def written_after(self, number: int) -> int:
        """The first line from here on that is not blank."""
        while number < len(self._lines) and not self._lines[number]:
            number += 1
        return number

    def _find_attributions(self) -> dict[int, Introduction]:
        found: dict[int, Introduction] = {}
        for number, line in enumerate(self._lines):
            if not line or (line[-1] not in _COLONS and line[-1] not in _AFTER_COLON):
                continue
            if len(line) > LONGEST_LINE or not line.rstrip(_AFTER_COLON).endswith(_COLONS):
                continue
            begin, is_sure = self._attribution(number)
            if begin is not None:
                found[begin] = Introduction(number + 1, is_sure)
        return found

    def _attribution(self, last: int) -> tuple[int | None, bool]:
        """Where "On …, Maya wrote:" begins that ends on this line, and whether it is sure."""
        sure = likely = None
        window = ""
        for begin in range(last, max(last - _MOST_LINES, -1), -1):
            line = self._lines[begin]
            ends_another = begin < last and line.endswith((".", "!", "?", *_COLONS))
            if not line or line[0] == ">" or len(line) > LONGEST_LINE or ends_another:
                break
            window = f"{line} {window}".rstrip()
            is_led = markers.LEAD.match(window) is not None
            verdict = _verdict(window, is_led=is_led)
            if verdict == "sure" and is_led:
                return begin, True
            if verdict == "sure" and sure is None:
                sure = begin
            if verdict and likely is None:
                likely = begin
        return (sure, True) if sure is not None else (likely, False)

    def _after_head(self, number: int) -> int:
        below = self.written_after(number)
        if below < len(self._lines) and self._fields[below]:
            return self._fields_end(below)[0]
        return number

    def _head_end(self, number: int) -> int | None:
        """Where the copied mail head ends that begins here; None when it is no such head."""
        end, kinds = self._fields_end(number)
        if "from" not in kinds or len(kinds) < 3:
            return None
        names_someone = any(markers.ADDRESS.search(one) for one in self._lines[number:end])
        return end if "subject" in kinds or names_someone else None

    def _fields_end(self, number: int) -> tuple[int, set[str]]:
        end, kinds, wrapped = number, set[str](), 0
        for at in range(number, min(number + _LONGEST_HEAD, len(self._lines))):
            kind = self._fields[at]
            if kind and kind not in kinds:
                kinds.add(kind)
                end, wrapped = at + 1, 0
                continue
            wrapped += 1
            if kind or wrapped > _MOST_WRAPPED:
                break
        return end, kinds


def _verdict(window: str, *, is_led: bool) -> str:
    """ "sure", "likely" (when marked lines follow) or ""."""
    has_address = "@" in window and markers.ADDRESS.search(window) is not None
    if not markers.has_verb(window):
        # Yandex and Mail.ru: the date, the name and the address, and no verb.
        is_sure = is_led and has_address and window.rstrip(": ：").endswith((">", ")", "]"))
        return "sure" if is_sure and _has_date(window) and _has_time(window) else ""
    if has_address and (_has_date(window) or _has_time(window)):
        return "sure"
    return "sure" if is_led and _has_date(window) and _has_time(window) else "likely"


def _has_date(window: str) -> bool:
    return markers.DATE.search(window) is not None


def _has_time(window: str) -> bool:
    return markers.TIME.search(window) is not None

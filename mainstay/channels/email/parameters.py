"""Parameters of Content-Type and Content-Disposition, RFC 2231 included."""

import re
from urllib.parse import unquote_to_bytes

from mainstay.channels.email.charsets import decode
from mainstay.channels.email.words import header_text

_LONGEST = 10_000
_PARAMETER = re.compile(r""";\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|"[^"]*$|[^;]*)""", re.DOTALL)
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)
_CONTINUED = re.compile(r"([^*]+)\*(?:(\d{1,4})(\*)?)?")


def parameters(value: str) -> dict[str, str]:
    """Names in small letters to values as written, quotes and escapes removed; the first wins."""
    found: dict[str, str] = {}
    for name, content in _PARAMETER.findall(value[:_LONGEST]):
        found.setdefault(name.lower(), _unquoted(content))
    return found


def decoded(found: dict[str, str], name: str, *, hint: str | None = None) -> str | None:
    """The text of one parameter, put together from its RFC 2231 pieces where it has some."""
    extended = _extended(found, name)
    if extended:
        return extended
    plain = found.get(name)
    return None if plain is None else header_text(plain, hint=hint)


def _extended(found: dict[str, str], name: str) -> str | None:
    pieces: list[tuple[int, bool, str]] = []
    for key, content in found.items():
        match = _CONTINUED.fullmatch(key)
        if match and match[1] == name:
            is_encoded = match[2] is None or match[3] is not None
            pieces.append((int(match[2] or 0), is_encoded, content))
    if not pieces:
        return None

    pieces.sort()
    charset = None
    raw = b""
    for number, (_, is_encoded, content) in enumerate(pieces):
        if is_encoded and number == 0 and content.count("'") >= 2:
            charset, _language, content = content.split("'", 2)
        escaped = content.encode("utf-8", "surrogateescape")
        raw += unquote_to_bytes(escaped) if is_encoded else escaped
    return decode(raw, charset or None)


def _unquoted(content: str) -> str:
    content = content.strip()
    if content.startswith('"'):
        return _QUOTED_PAIR.sub(r"\1", content[1:].removesuffix('"'))
    return content

"""`mainstay mail parse`. Needs neither a database nor Django, so it starts at once."""

import json
from pathlib import Path
from typing import Any

import click

from mainstay.channels.email.outline import as_json, without_content
from mainstay.cli.mail import json_option


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@json_option
def parse(files: tuple[str, ...], wants_json: bool) -> None:
    """Read messages, one to a file, without a database. A broken one does not stop the others."""
    for file in files:
        outline = _outline(file)
        click.echo(json.dumps(outline, ensure_ascii=False) if wants_json else _summary(outline))


def _outline(file: str) -> dict[str, Any]:
    try:
        raw = Path(file).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return without_content(file, f"This file could not be read: {reason}.")
    return as_json(file, raw)


def _summary(outline: dict[str, Any]) -> str:
    if outline["error"]:
        return f"{outline['file']}\n  Not read: {outline['error']}"
    sender = outline["from"] or {"name": "", "address": "nobody"}
    lines = [
        outline["file"],
        f"  From     {sender['name']} <{sender['address']}>".replace("   <", "  <"),
        f"  To       {', '.join(each['address'] for each in outline['to'])}",
        f"  Date     {outline['date'] or 'unknown'}",
        f"  Subject  {outline['subject']}",
        f"  Text     {len(outline['text'])} characters, HTML {len(outline['html'])}",
    ]
    for each in outline["attachments"]:
        lines.append(
            f"  File     {each['filename']} ({each['content_type']}, {each['size']} bytes)"
        )
    return "\n".join(lines)

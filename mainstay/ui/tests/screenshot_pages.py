"""Writes the page of patterns as files, to look at without a server:
`python -m mainstay.ui.tests.screenshot_pages FOLDER`, then serve that folder."""

import sys
from pathlib import Path

import django
from django.conf import settings
from markupsafe import Markup

from mainstay.ui.tests import stub

STATES = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "compact": {"density": "compact", "theme": "light"},
    "rtl": {"direction": "rtl", "theme": "light"},
}


def write(folder: Path) -> None:
    from mainstay.ui import modules, patterns  # noqa: PLC0415  (need the settings below)

    script = Markup(modules.import_map())
    template = stub.environment().get_template("ui/patterns.html")
    for name, state in STATES.items():
        page = template.render(**stub.request_context(script), **patterns.context(**state))
        (folder / f"patterns-{name}.html").write_text(page)
    target = folder / "static"
    if not target.exists():
        target.symlink_to(stub.STATIC.parent)


if __name__ == "__main__":
    settings.configure(INSTALLED_APPS=["django.forms"], USE_I18N=False, STATIC_URL="/static/")
    django.setup()
    write(Path(sys.argv[1]))

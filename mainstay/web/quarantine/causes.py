"""Why a message was set aside, in plain words: a title, and what it means for the reader."""

from django.utils.translation import gettext_lazy as _

from mainstay.channels import kinds

CAUSES = {
    "empty": (_("It is empty"), _("Not one byte arrived. The sender has to send it again.")),
    "no_headers": (
        _("It is no mail"),
        _("It does not begin with the lines that every mail begins with. Look at its beginning."),
    ),
    "too_large": (
        _("It is too large"),
        _("Ask the sender for a smaller one, or for a link to the file."),
    ),
    "headers_too_large": (
        _("Its head is too large"),
        _("Mail programs do not write such heads. It is most probably an attack."),
    ),
    "too_many_parts": (
        _("It has too many parts"),
        _("Mail programs do not write such mails. It is most probably an attack."),
    ),
    "too_deep": (
        _("Its parts are nested too deep"),
        _("Mail programs do not write such mails. It is most probably an attack."),
    ),
    "parser_failed": (
        _("We could not read it"),
        _("The fault is ours. Export it and pass it to whoever looks after the desk."),
    ),
    "spam": (
        _("A rule of yours calls it spam"),
        _("Nobody was told of it. If it is none, take it in: no rule will judge it again."),
    ),
    "not_taken": (
        _("We read it but could not keep it"),
        _("The fault is ours. Try it again; if it stays, tell whoever looks after the desk."),
    ),
}


SOURCES = {
    "receive": _("handed over"),
    "import": _("import"),
    "mailbox": _("mailbox"),
    "lmtp": _("handed over"),
}


def title_of(cause: str) -> str:
    return _told(cause)[0] or cause


def source_name(source: str) -> str:
    named = {kind.name: kind.label for kind in kinds.everyone()}
    return str(SOURCES.get(source) or named.get(source, source))


def meaning_of(cause: str) -> str:
    return _told(cause)[1]


def _told(cause: str) -> tuple[str, str]:
    """What each channel says of its own causes, too."""
    if cause in CAUSES:
        title, meaning = CAUSES[cause]
        return str(title), str(meaning)
    own = (kind.causes.get(cause) for kind in kinds.everyone())
    return next(filter(None, own), ("", ""))

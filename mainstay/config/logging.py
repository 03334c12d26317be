"""Structured logs: one line a fact, with the id of the request it belongs to."""

import logging
import sys

import structlog


def configure_logging(form: str, level: str) -> None:
    """Write log lines to standard error, for people ("console") or for machines ("json")."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    shown: structlog.typing.Processor
    if form == "json":
        shared.append(structlog.processors.format_exc_info)
        shown = structlog.processors.JSONRenderer()
    else:
        shown = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            # Never the prettier one: it prints local variables, and with them what clients wrote.
            exception_formatter=structlog.dev.plain_traceback,
        )

    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, shown],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for noisy in ("procrastinate", "django.db.backends", "asyncio", "django.request"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))

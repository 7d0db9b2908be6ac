"""What the program writes on standard error: one line an event, for people or for machines, without secrets.

Everything logs through ``logging``, the libraries too, and comes out alike: structlog only sets the lines.
"""

import logging
import sys
from collections.abc import Iterable
from typing import Literal, TextIO

from structlog.dev import ConsoleRenderer
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, Processor, WrappedLogger

from core.model.errors import CantineError
from notifications.redaction import redact_logs

LogFormat = Literal["text", "json"]

_QUIET = {"apscheduler": logging.WARNING}
"""It tells of every tick."""

_WINDOWS = "aiogram_dialog.window"


def log_to_stderr(log_format: LogFormat, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Log from now on to standard error (or to ``stream``), and nowhere else; ``secrets`` are taken out."""
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter(log_format, colours=out.isatty()))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger(_WINDOWS).addFilter(is_no_refusal)
    redact_logs(secrets)


def formatter(log_format: LogFormat, *, colours: bool = False) -> logging.Formatter:
    """Sets a record as a line, its traceback below it; as JSON, all of it as one object. Instants are in UTC."""
    text: Processor = ConsoleRenderer(colors=colours, pad_event_to=0)
    return ProcessorFormatter(
        foreign_pre_chain=[TimeStamper(fmt="iso", utc=True), add_log_level, add_logger_name, _take_traceback],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            JSONRenderer(ensure_ascii=False) if log_format == "json" else text,
        ],
    )


def _take_traceback(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The traceback as the redaction has left it: it takes the exception itself off the record."""
    record: logging.LogRecord = event["_record"]
    for key, text in (("exception", record.exc_text), ("stack", event.pop("stack_info", None))):
        if text:
            event[key] = text
    return event


def is_no_refusal(_record: logging.LogRecord) -> bool:
    """Filter of aiogram-dialog's "Cannot get window data", an error even where a use case has merely refused.

    The refusal is told to the person (``dialogs.entry.errors``); anything else is logged there whole as well.
    """
    return not isinstance(sys.exception(), CantineError)

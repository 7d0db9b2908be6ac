"""Secrets kept out of the logs, tracebacks included.

In Telegram's URLs the token is a part of the path, and python-telegram-bot logs it at DEBUG; the URLs of databases and
mail servers hold passwords, which drivers like to quote when they cannot connect.
"""

import logging
import re
from collections.abc import Iterable

MASK = "[redacted]"

_BOT_TOKEN = re.compile(r"\d+(?::|%3A)[A-Za-z0-9_-]{30,}|(?<=/bot)\d+(?::|%3A)[A-Za-z0-9_-]+", re.IGNORECASE)
"""A token of the length Telegram gives out anywhere, and any in a Bot API path."""

_URL_PASSWORD = re.compile(r"(?<=://)([^\s/:@]*):[^\s/]+(?=@)")
"""What follows the user's name in the URL of a server."""


class Redaction(logging.Filter):
    """Takes bot tokens, passwords in URLs, and the secrets it is told, out of whatever a handler is about to write.

    It belongs on handlers: a filter on a logger does not see what the loggers below it hand up. The traceback is
    written out here and taken off the record, so that no handler writes it anew from the exception.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(sorted(filter(None, secrets), key=len, reverse=True))

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact a record; never drop it."""
        record.msg, record.args = self.redacted(_message(record)), None
        if record.exc_info:
            record.exc_text = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        record.exc_text = record.exc_text and self.redacted(record.exc_text)
        record.stack_info = record.stack_info and self.redacted(record.stack_info)
        return True

    def redacted(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return _URL_PASSWORD.sub(rf"\1:{MASK}", _BOT_TOKEN.sub(MASK, text))


def _message(record: logging.LogRecord) -> str:
    """A format that does not fit its arguments is shown as it is: an error raised here would reach whoever logs."""
    try:
        return record.getMessage()
    except Exception:
        return f"{record.msg} {record.args}"


def redact_logs(secrets: Iterable[str] = ()) -> None:
    """Put a ``Redaction`` on every handler there is. To be called once logging is configured."""
    redaction = Redaction(secrets)
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.Logger.manager.loggerDict)]
    handlers = {handler for logger in loggers for handler in logger.handlers}
    for handler in filter(None, {*handlers, logging.lastResort}):
        handler.addFilter(redaction)

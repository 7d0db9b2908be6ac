"""What is logged: alike whoever logs it, and without secrets."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import LogFormat, is_no_refusal, log_to_stderr
from core.model.errors import NotAuthorisedError

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"
PASSWORD = "s3cret@mail"


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root, loggers = logging.getLogger(), ("apscheduler", "aiogram_dialog.window")
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in loggers}
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    for handler in filter(None, {*handlers, logging.lastResort}):
        handler.filters = [one for one in handler.filters if type(one).__name__ != "Redaction"]
    for name in loggers:
        logging.getLogger(name).setLevel(levels[name])
        logging.getLogger(name).removeFilter(is_no_refusal)


def _logged(log_format: LogFormat) -> io.StringIO:
    out = io.StringIO()
    log_to_stderr(log_format, [TOKEN, PASSWORD], out)
    return out


def _fail() -> None:
    raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/sendMessage, smtp://cantine:{PASSWORD}@mail")


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_secret_is_in_a_message_nor_in_a_traceback(log_format: LogFormat) -> None:
    out = _logged(log_format)
    try:
        _fail()
    except RuntimeError:
        logging.getLogger("aiogram").exception("lost: %s", TOKEN, stack_info=True)
    assert TOKEN not in out.getvalue()
    assert PASSWORD not in out.getvalue()
    assert "RuntimeError" in out.getvalue()
    assert "Stack (most recent call last)" in out.getvalue()


def test_a_line_of_json_is_an_object_with_an_instant_in_utc() -> None:
    out = _logged("json")
    logging.getLogger("notifications.relay").warning("delivery %d: « %s »", 7, "refusée")
    (line,) = out.getvalue().splitlines()
    logged = json.loads(line)
    assert logged.pop("timestamp").endswith("Z")
    assert logged == {"level": "warning", "logger": "notifications.relay", "event": "delivery 7: « refusée »"}


def test_people_read_one_line_without_colours_where_there_is_no_terminal() -> None:
    out = _logged("text")
    logging.getLogger("apscheduler.executors").info("a tick")
    logging.getLogger("bot.serve").info("receiving updates")
    (line,) = out.getvalue().splitlines()
    assert line.endswith("[info     ] receiving updates [bot.serve]")


@pytest.mark.parametrize(("error", "lines"), [(NotAuthorisedError, 0), (KeyError, 1)])
def test_a_window_that_a_use_case_refused_to_fill_is_no_error(error: type[Exception], lines: int) -> None:
    out = _logged("text")
    try:
        raise error
    except error:
        logging.getLogger("aiogram_dialog.window").error("Cannot get window data for state %s", "Home:main")
    assert len(out.getvalue().splitlines()) == lines

"""No handler writes a bot token or a password, whatever way it came into the record."""

import io
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from notifications.gate import Gate, Priority
from notifications.redaction import MASK, Redaction, redact_logs
from notifications.telegram_sender import TelegramSender
from notifications.transport import Envelope, Message
from simulator.server import Simulator
from tests.notifications.conftest import ANNE, TOKEN

REAL = "123456789:AAE_fake-token_fake-token_fake-tokenX"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a handler of the root logger writes, at DEBUG, with the redaction in place."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redaction(["smtp-password"]))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(level)
    root.removeHandler(handler)


@pytest.mark.parametrize(
    "url",
    [
        f"https://api.telegram.org/bot{REAL}/sendMessage",
        f"https://api.telegram.org/file/bot{REAL}/photo.jpg",
        f"http://127.0.0.1:8081/bot{TOKEN}/getMe",
        f"https://example.org/?token={REAL.replace(':', '%3A')}",
    ],
)
def test_a_url_is_written_without_its_token(url: str, written: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST %s", url)
    assert MASK in written.getvalue()
    assert "token" not in written.getvalue().replace("?token=", "")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://cantine:s3cr3t@db/cantine", "postgresql://cantine:[redacted]@db/cantine"),
        ("smtp+starttls://ville:s3cr3t@d@mail:587", "smtp+starttls://ville:[redacted]@mail:587"),
        ("redis://:s3cr3t@cache/0 and http://a@b", "redis://:[redacted]@cache/0 and http://a@b"),
        ("http://127.0.0.1:8080/a@b", "http://127.0.0.1:8080/a@b"),
    ],
)
def test_a_url_is_written_without_its_password(url: str, told: str) -> None:
    assert Redaction().redacted(url) == told


def test_a_traceback_is_written_without_the_token(written: io.StringIO) -> None:
    try:
        raise ValueError(f"The token `{REAL}` was rejected")
    except ValueError:
        logging.getLogger("notifications").exception("cannot send")
    assert "ValueError: The token `[redacted]` was rejected" in written.getvalue()
    assert "test_redaction.py" in written.getvalue()


def test_a_stack_is_written_without_the_token(written: io.StringIO) -> None:
    record = logging.makeLogRecord({"msg": "here", "levelno": logging.INFO, "stack_info": f"Stack: Bot[token={REAL}]"})
    logging.getLogger().handle(record)
    assert f"Bot[token={MASK}]" in written.getvalue()


def test_other_secrets_are_told(written: io.StringIO) -> None:
    logging.getLogger("smtp").warning("login %r failed", "smtp-password")
    assert written.getvalue() == f"login '{MASK}' failed\n"


def test_a_secret_that_holds_another_goes_whole() -> None:
    assert Redaction(["abc", "abcdef", ""]).redacted("abcdef abc") == f"{MASK} {MASK}"


def test_what_is_no_secret_is_written_as_it_is(written: io.StringIO) -> None:
    logging.getLogger("x").info("%s at 10:30, 12:AB, %d %%", "délivré", 3)
    assert written.getvalue() == "délivré at 10:30, 12:AB, 3 %\n"


def test_a_format_that_does_not_fit_stops_nobody(written: io.StringIO) -> None:
    logging.getLogger("x").info("%d tokens", f"bot{REAL}")
    assert written.getvalue() == f"%d tokens ('bot{MASK}',)\n"


def test_every_handler_there_is_redacts() -> None:
    quiet = logging.getLogger("notifications.test_redaction")
    quiet.addHandler(logging.NullHandler())
    assert logging.lastResort is not None
    handlers = [*logging.getLogger().handlers, *quiet.handlers, logging.lastResort]
    before = [list(handler.filters) for handler in handlers]
    redact_logs()
    after = [list(handler.filters) for handler in handlers]
    for handler, filters in zip(handlers, before, strict=True):
        handler.filters = filters
    quiet.handlers.clear()
    assert all(any(isinstance(each, Redaction) for each in filters) for filters in after)


async def test_sending_a_message_writes_no_token_at_any_level(written: io.StringIO, telegram: Simulator) -> None:
    sender = TelegramSender(TOKEN, telegram.address, Gate())
    await sender.send(Envelope(Message("Bonjour"), str(ANNE), "R1"), Priority.BULK, timedelta(seconds=5))
    await sender.close()
    assert "sendMessage" in written.getvalue()
    assert "test_token" not in written.getvalue()

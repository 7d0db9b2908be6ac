"""Settings: ``CANTINE_…`` in the environment, and in ``.env`` in the current folder (see ``.env.example``)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.model.errors import CantineError
from notifications.smtp_url import parse_smtp_url

PREFIX = "CANTINE_"
TELEGRAM = "https://api.telegram.org"
_LARGEST_PORT = 65535
_LARGEST_RATE = 1000
"""Messages a second of Telegram's paid broadcast."""

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_DATABASE = re.compile(r"sqlite(\+\w+)?:///(?!:memory:).+|postgres(ql)?(\+\w+)?://.+")
_HTTP = re.compile(r"https?://[^/\s]+\S*")
_MAILBOX = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+):([0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """A variable, and what is wrong with it (``setting-<code>`` in ``locales/``). Never the value: it may be secret."""

    variable: str
    code: str


class SettingsError(CantineError):
    """Some setting cannot be used; ``problems`` says which, and why."""

    code = "settings"

    def __init__(self, problems: Iterable[SettingsProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{problem.variable}: {problem.code}" for problem in self.problems))


def _wrong(code: str) -> PydanticCustomError:
    return PydanticCustomError("setting", "{code}", {"code": code})


def _whole(value: object, largest: int, code: str) -> int:
    """A whole number from 1 up to the largest."""
    if isinstance(value, int | str) and str(value).isdecimal() and 1 <= int(value) <= largest:
        return int(value)
    raise _wrong(code)


def _mail_secrets(url: str) -> tuple[str, ...]:
    """The password in a mail server's URL, in each form in which it might be logged."""
    try:
        return parse_smtp_url(url).secrets
    except ValueError:
        raise _wrong("smtp") from None


class Settings(BaseSettings):
    """Where everything is. Read by ``load_settings``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    bot_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    database_url: str = Field(default="sqlite:///cantine.sqlite3", repr=False)
    config: Path = Path("cantine.toml")
    webhook_url: str | None = None
    """Where Telegram brings updates; long polling where there is none."""
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = 8080
    smtp_url: SecretStr | None = None
    """The mail server: ``smtp``, ``smtps`` or ``smtp+starttls``, with user and password where it wants them."""
    mail_from: str | None = None
    """From whom e-mails are; the policy's contact where it is not set."""
    status_address: str | None = None
    """``host:port`` at which ``/healthz`` and ``/metrics`` answer; nowhere where it is not set."""
    rate: int = 30
    """Messages a second to Telegram, in all."""
    pg_bin: Path | None = None
    """The folder of PostgreSQL's programs, for backups; the path where it is not set."""
    log_format: Literal["text", "json"] = "text"
    language: Literal["fr", "en"] = "fr"
    """In which the command line speaks."""

    @property
    def status_endpoint(self) -> tuple[str, int] | None:
        """Host and port of ``status_address``."""
        found = _ADDRESS.fullmatch(self.status_address or "")
        return (found[1].strip("[]"), int(found[2])) if found else None

    def secrets(self) -> tuple[str, ...]:
        """Whatever must not be written anywhere: as it stands in the settings, and as it is sent."""
        database = urlsplit(self.database_url).password or ""
        return (
            *(secret.get_secret_value() for secret in (self.bot_token, self.webhook_secret) if secret),
            *(_mail_secrets(self.smtp_url.get_secret_value()) if self.smtp_url else ()),
            *filter(None, (database, unquote(database))),
        )

    @field_validator("bot_token")
    @classmethod
    def _like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise _wrong("token")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if not _HTTP.fullmatch(value):
            raise _wrong("url")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _sqlite_or_postgresql(cls, value: str) -> str:
        if not _DATABASE.fullmatch(value):
            raise _wrong("database")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _as_telegram_takes_it(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise _wrong("secret")
        return value

    @field_validator("webhook_port", mode="before")
    @classmethod
    def _a_port(cls, value: object) -> int:
        return _whole(value, _LARGEST_PORT, "port")

    @field_validator("smtp_url")
    @classmethod
    def _a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            _mail_secrets(value.get_secret_value())
        return value

    @field_validator("mail_from")
    @classmethod
    def _a_mailbox(cls, value: str | None) -> str | None:
        if value is not None and not _MAILBOX.fullmatch(value):
            raise _wrong("mailbox")
        return value

    @field_validator("status_address")
    @classmethod
    def _host_and_port(cls, value: str | None) -> str | None:
        found = _ADDRESS.fullmatch(value or "")
        if value is not None and (found is None or not 1 <= int(found[2]) <= _LARGEST_PORT):
            raise _wrong("address")
        return value

    @field_validator("rate", mode="before")
    @classmethod
    def _a_rate(cls, value: object) -> int:
        return _whole(value, _LARGEST_RATE, "rate")

    @field_validator("log_format", mode="before")
    @classmethod
    def _a_format(cls, value: object) -> object:
        if value not in {"text", "json"}:
            raise _wrong("log-format")
        return value

    @field_validator("language", mode="before")
    @classmethod
    def _spoken(cls, value: object) -> object:
        if value not in {"fr", "en"}:
            raise _wrong("language")
        return value

    @model_validator(mode="after")
    def _webhook_is_guarded(self) -> "Settings":
        if self.webhook_url is None:
            return self
        if not _HTTP.fullmatch(self.webhook_url):
            raise _wrong("webhook-url")
        if self.telegram_api_url == TELEGRAM and not self.webhook_url.startswith("https://"):
            raise _wrong("webhook-https")
        if self.webhook_secret is None:
            raise _wrong("webhook-secret")
        return self


_OF_WEBHOOK = {"webhook-url": "WEBHOOK_URL", "webhook-https": "WEBHOOK_URL", "webhook-secret": "WEBHOOK_SECRET"}


def load_settings() -> Settings:
    """Read the settings. Raises ``SettingsError`` with every problem."""
    try:
        return Settings()
    except UnicodeDecodeError as error:
        raise SettingsError([SettingsProblem(".env", "encoding")]) from error
    except ValidationError as error:
        problems = list(_problems_of(error))
    raise SettingsError(problems)  # outside, so that no traceback shows the value


def _problems_of(error: ValidationError) -> Iterator[SettingsProblem]:
    for details in error.errors(include_url=False, include_input=False):
        code = str(details.get("ctx", {}).get("code", "unusable"))
        name = _OF_WEBHOOK.get(code) or "_".join(str(step) for step in details["loc"]).upper()
        yield SettingsProblem(PREFIX + name, code)

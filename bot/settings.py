"""Settings: ``CANTINE_…`` in the environment, and in ``.env`` in the current folder (see ``.env.example``)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.model.errors import CantineError

PREFIX = "CANTINE_"
TELEGRAM = "https://api.telegram.org"
_LARGEST_PORT = 65535

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_DATABASE = re.compile(r"sqlite(\+\w+)?:///(?!:memory:).+|postgres(ql)?(\+\w+)?://.+")
_HTTP = re.compile(r"https?://[^/\s]+\S*")


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
    language: Literal["fr", "en"] = "fr"
    """In which the command line speaks."""

    @field_validator("bot_token")
    @classmethod
    def _like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
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
        if isinstance(value, int | str) and str(value).isdecimal() and 1 <= int(value) <= _LARGEST_PORT:
            return int(value)
        raise _wrong("port")

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

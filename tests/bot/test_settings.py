"""Settings: what each may be, and that nothing secret is said about a wrong one."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, SettingsProblem, load_settings
from locales import LOCALES, translator

SECRET = "s3cret"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CANTINE_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def _problems(monkeypatch: pytest.MonkeyPatch, **values: str) -> tuple[SettingsProblem, ...]:
    for name, value in values.items():
        monkeypatch.setenv(f"CANTINE_{name.upper()}", value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    return refused.value.problems


def test_nothing_has_to_be_set() -> None:
    settings = load_settings()
    assert settings.bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///cantine.sqlite3"
    assert settings.config == Path("cantine.toml")
    assert (settings.webhook_url, settings.language) == (None, "fr")


def test_settings_are_read_from_the_file_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("CANTINE_BOT_TOKEN=1:file\nCANTINE_CONFIG=école.toml\n", encoding="utf-8")
    monkeypatch.setenv("CANTINE_BOT_TOKEN", "1:environment")
    settings = load_settings()
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == "1:environment"
    assert settings.config == Path("école.toml")


def test_the_example_file_can_be_copied_as_it_is(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / ".env.example"
    (tmp_path / ".env").write_bytes(example.read_bytes())
    assert load_settings() == Settings.model_construct()


def test_an_address_may_end_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANTINE_TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    assert load_settings().telegram_api_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("bot_token", SECRET, "token"),
        ("bot_token", f"12:{SECRET} ", "token"),
        ("telegram_api_url", "api.telegram.org", "url"),
        ("database_url", "cantine.sqlite3", "database"),
        ("database_url", f"mysql://cantine:{SECRET}@localhost/town", "database"),
        ("database_url", "sqlite://", "database"),
        ("database_url", "sqlite:///:memory:", "database"),
        ("webhook_port", "0", "port"),
        ("webhook_port", "65536", "port"),
        ("webhook_port", "huit", "port"),
        ("language", "de", "language"),
        ("webhook_secret", f"{SECRET}!", "secret"),
        ("webhook_secret", SECRET * 50, "secret"),
        ("smtp_url", f"http://cantine:{SECRET}@mail.example.org", "smtp"),
        ("smtp_url", f"smtp://cantine:{SECRET}/a@mail.example.org", "smtp"),
        ("mail_from", "La cantine", "mailbox"),
        ("status_address", "9100", "address"),
        ("status_address", "127.0.0.1:99999", "address"),
        ("rate", "0", "rate"),
        ("rate", "1001", "rate"),
        ("log_format", "xml", "log-format"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: str
) -> None:
    (problem,) = _problems(monkeypatch, **{name: value})
    assert problem == SettingsProblem(f"CANTINE_{name.upper()}", code)
    assert SECRET not in str(SettingsError([problem]))


def test_every_problem_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    problems = _problems(monkeypatch, bot_token="no", database_url="no", language="no")
    assert {problem.code for problem in problems} == {"token", "database", "language"}


def test_no_traceback_shows_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANTINE_BOT_TOKEN", SECRET)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, SettingsProblem("CANTINE_WEBHOOK_SECRET", "webhook-secret")),
        (
            {"webhook_secret": SECRET, "webhook_url": "cantine.fr"},
            SettingsProblem("CANTINE_WEBHOOK_URL", "webhook-url"),
        ),
        (
            {"webhook_secret": SECRET, "webhook_url": "http://cantine.fr/t"},
            SettingsProblem("CANTINE_WEBHOOK_URL", "webhook-https"),
        ),
    ],
)
def test_a_webhook_is_guarded(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], problem: SettingsProblem
) -> None:
    assert _problems(monkeypatch, **({"webhook_url": "https://cantine.fr/t"} | values)) == (problem,)


def test_a_webhook_over_plain_http_is_for_another_server_than_telegrams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANTINE_WEBHOOK_URL", "http://127.0.0.1:8080/telegram")
    monkeypatch.setenv("CANTINE_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("CANTINE_TELEGRAM_API_URL", "http://127.0.0.1:8081")
    assert load_settings().webhook_url == "http://127.0.0.1:8080/telegram"


def test_secrets_are_not_in_the_settings_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANTINE_BOT_TOKEN", f"1:{SECRET}")
    monkeypatch.setenv("CANTINE_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("CANTINE_DATABASE_URL", f"postgresql://cantine:{SECRET}@localhost/town")
    assert SECRET not in repr(load_settings())


def test_secrets_are_known_in_each_form_in_which_they_may_be_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANTINE_BOT_TOKEN", f"1:{SECRET}")
    monkeypatch.setenv("CANTINE_SMTP_URL", "smtps://cantine:p%40ss@mail.example.org")
    monkeypatch.setenv("CANTINE_DATABASE_URL", "postgresql://cantine:d%40ta@localhost/town")
    settings = load_settings()
    assert {f"1:{SECRET}", "p%40ss", "p@ss", "d%40ta", "d@ta"} <= set(settings.secrets())
    assert "p%40ss" not in repr(settings)


@pytest.mark.parametrize(
    ("address", "endpoint"),
    [("127.0.0.1:9100", ("127.0.0.1", 9100)), ("[::1]:80", ("::1", 80)), ("cantine:9100", ("cantine", 9100))],
)
def test_the_status_address_is_a_host_and_a_port(
    monkeypatch: pytest.MonkeyPatch, address: str, endpoint: tuple[str, int]
) -> None:
    monkeypatch.setenv("CANTINE_STATUS_ADDRESS", address)
    assert load_settings().status_endpoint == endpoint


def test_a_settings_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("CANTINE_CONFIG=école.toml".encode("utf-16"))
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert refused.value.problems == (SettingsProblem(".env", "encoding"),)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "code",
    [
        *("encoding", "unusable", "token", "url", "database", "port", "language", "secret"),
        *("webhook-url", "webhook-https", "webhook-secret", "smtp", "mailbox", "address", "rate", "log-format"),
    ],
)
def test_every_problem_has_a_sentence(locale: str, code: str) -> None:
    assert "CANTINE_X" in translator(locale).text(f"setting-{code}", variable="CANTINE_X")

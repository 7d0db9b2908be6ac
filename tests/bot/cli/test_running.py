"""``cantine init``, ``cantine serve``, ``cantine demo``, and the command line itself."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.serve import Part
from bot.settings import Settings
from core.policy import load_policy, preset, preset_text
from migrations import downgrade, head, level
from tests.bot.cli.conftest import TOKEN, Terminal

COMMAND = Path(sys.executable).with_name("cantine")


async def test_init_writes_the_policy_and_creates_the_database(terminal: Terminal) -> None:
    result = await terminal.run("init", "--preset", "epagny")
    assert load_policy(terminal.folder / "cantine.toml") == preset("epagny")
    assert (terminal.folder / "cantine.toml").read_text(encoding="utf-8") == preset_text("epagny")
    assert await level(f"sqlite:///{terminal.folder}/cantine.sqlite3") == head()
    assert "La base de données a été créée" in result.stderr
    assert result.stdout == ""


async def test_init_never_writes_over_a_policy(terminal: Terminal) -> None:
    terminal.file("cantine.toml", "name = 'Ours'\n")
    result = await terminal.run("init", "--preset", "peaugres", fails=1)
    assert "existe déjà" in result.stderr
    assert (terminal.folder / "cantine.toml").read_text() == "name = 'Ours'\n"
    assert not (terminal.folder / "cantine.sqlite3").exists()


async def test_init_leaves_no_policy_behind_when_the_database_cannot_be_reached(terminal: Terminal) -> None:
    terminal.set("DATABASE_URL", "postgresql://cantine:s3cret@127.0.0.1:9/town")
    result = await terminal.run("init", "--preset", "peaugres", fails=1)
    assert "La base de données ne répond pas" in result.stderr
    assert "s3cret" not in result.output
    assert not (terminal.folder / "cantine.toml").exists()


async def test_init_in_a_folder_that_is_not_there_is_a_sentence(terminal: Terminal) -> None:
    terminal.set("CONFIG", "nowhere/cantine.toml")
    result = await terminal.run("init", "--preset", "peaugres", fails=1)
    assert "nowhere/cantine.toml" in result.stderr


@pytest.mark.parametrize("args", [("init",), ("init", "--preset", "lyon"), ("demo", "--preset", "lyon")])
async def test_a_preset_that_is_not_there_is_a_usage_error(terminal: Terminal, args: tuple[str, ...]) -> None:
    result = await terminal.run(*args, fails=2)
    assert "Error:" in result.stderr
    assert ("peaugres et epagny" in result.stderr) is ("lyon" in args)


async def test_serve_wants_a_token_first(terminal: Terminal) -> None:
    await terminal.initialised()
    assert "CANTINE_BOT_TOKEN" in (await terminal.run("serve", fails=1)).stderr


async def test_serve_tells_every_mistake_of_the_policy(terminal: Terminal) -> None:
    terminal.set("BOT_TOKEN", TOKEN)
    terminal.file("cantine.toml", "name = 3\nlocale = 'de'\n")
    result = await terminal.run("serve", fails=1)
    assert "cantine.toml, name\u00a0: il faut un texte entre guillemets." in result.stderr
    assert 'cantine.toml, locale\u00a0: il faut une valeur parmi "fr" et "en".' in result.stderr


async def test_serve_migrates_an_older_database_says_so_and_starts(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    await terminal.initialised()
    url = f"sqlite:///{terminal.folder}/cantine.sqlite3"
    await downgrade(url, "base")
    terminal.set("BOT_TOKEN", TOKEN)
    served: list[tuple[str, list[Part]]] = []

    async def serve(settings: Settings, parts: list[Part]) -> None:
        assert settings.bot_token is not None
        served.append((settings.bot_token.get_secret_value(), parts))

    monkeypatch.setattr("bot.serve.serve", serve)
    result = await terminal.run("serve")
    await terminal.run("serve", "--only", "bot")
    await terminal.run("serve", "--only", "notifications")
    assert head() in result.stderr
    assert await level(url) == head()
    assert served == [(TOKEN, [Part.BOT, Part.NOTIFICATIONS]), (TOKEN, [Part.BOT]), (TOKEN, [Part.NOTIFICATIONS])]


async def test_notices_alone_can_do_with_a_mail_server(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[list[Part]] = []

    async def serve(_settings: Settings, parts: list[Part]) -> None:
        served.append(parts)

    monkeypatch.setattr("bot.serve.serve", serve)
    await terminal.initialised()
    assert "CANTINE_SMTP_URL" in (await terminal.run("serve", "--only", "notifications", fails=1)).stderr
    terminal.set("SMTP_URL", "smtp://127.0.0.1:9")
    await terminal.run("serve", "--only", "notifications")
    assert "CANTINE_BOT_TOKEN" in (await terminal.run("serve", fails=1)).stderr
    assert served == [[Part.NOTIFICATIONS]]


async def test_the_demo_is_told_what_was_asked(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str, int]] = []

    async def run_demo(*, preset: str, host: str, port: int) -> None:
        asked.append((preset, host, port))
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.demo.run.run_demo", run_demo)
    await terminal.run("demo")
    await terminal.run("demo", "--preset", "epagny", "--host", "0.0.0.0", "--port", "0")
    assert asked == [("peaugres", "127.0.0.1", 8410), ("epagny", "0.0.0.0", 0)]


async def test_a_bad_setting_is_a_sentence_in_the_language_asked_for(terminal: Terminal) -> None:
    terminal.set("DATABASE_URL", "mysql://cantine:s3cret@localhost/town")
    french = await terminal.run("invite", fails=1)
    terminal.file(".env", "CANTINE_LANGUAGE=en\n")
    english = await terminal.run("invite", fails=1)
    assert french.stderr.startswith("CANTINE_DATABASE_URL n’est pas une base de données")
    assert english.stderr.startswith("CANTINE_DATABASE_URL is not a database")
    assert "s3cret" not in french.output + english.output


async def test_a_database_that_is_locked_is_a_sentence(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    await terminal.initialised()
    monkeypatch.setattr("core.db.transaction._BUSY_TRIES", 1)
    with closing(sqlite3.connect(terminal.folder / "cantine.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = await terminal.run("invite", fails=1)
    assert "database is locked" in result.stderr


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "command",
    [
        (),
        ("demo",),
        ("serve",),
        ("init",),
        ("import",),
        ("invite",),
        ("staff",),
        ("staff", "add"),
        ("doctor",),
        ("status",),
    ],
)
async def test_every_command_explains_itself(terminal: Terminal, language: str, command: tuple[str, ...]) -> None:
    terminal.set("LANGUAGE", language)
    result = await terminal.run(*command, "--help")
    assert "help-" not in result.stdout.replace("-h, --help", "")


def test_help_is_fast_and_imports_no_bot_library(terminal: Terminal) -> None:
    program = "import sys; from bot.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    slow = {"aiogram", "aiogram_dialog", "telegram", "sqlalchemy", "alembic", "apscheduler", "aiohttp", "holidays"}
    assert not slow & set(done.stdout.split())


def test_the_real_command_in_a_real_process(terminal: Terminal) -> None:
    def cantine(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([COMMAND, *args], capture_output=True, text=True, check=False, encoding="utf-8")

    assert cantine("init", "--preset", "peaugres").returncode == 0
    refused = cantine("init", "--preset", "peaugres")
    assert (refused.returncode, refused.stdout) == (1, "")
    added = cantine("staff", "add", "Camille Ortie", "--role", "manager")
    assert re.search(r"^Camille Ortie\tmanager\t[0-9A-Z]{5}-[0-9A-Z]{5}\t", added.stdout, re.MULTILINE)
    assert "Traceback" not in refused.stderr + added.stderr
    assert cantine("nonsense").returncode == 2

"""The guides: every command in them is run, in their order; what they show, name and link to is there."""

import asyncio
import configparser
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.serve import Part
from bot.settings import Settings, load_settings
from tests.bot.cli.conftest import Terminal, bot_api, connected, kept, terminal
from tests.core.imports.onde import guardian, guardians, pupil, pupils
from tests.notifications.mail_server import MailServer

__all__ = ["bot_api", "connected", "kept", "terminal"]

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
GUIDES = ("clerk", "parents", "staff", "operations", "privacy", "imports")
RUN = {"clerk": 14, "operations": 7}
"""The guides with commands, and how many of them are run."""

NOT_RUN = {
    "sudo ": "it changes the machine it runs on",
    "journalctl ": "it follows the journal of a machine that runs systemd",
    "git pull": "it fetches another version from the network",
    "python3 -m venv ": "it is Python's own",
    ".venv/bin/pip install ": "it installs from the network; requirements.lock has a test of its own",
}
"""How the commands begin that no test can run, and why."""

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LOU, _NOE = ("CHEVREFEUILLE Lou", "CP"), ("COUDRIER Noé", "CE1")


def text_of(guide: str) -> str:
    return (DOCS / f"{guide}.md").read_text(encoding="utf-8")


def blocks(guide: str, kind: str) -> list[str]:
    """The fenced blocks of a language."""
    return [found["text"] for found in _BLOCK.finditer(text_of(guide)) if found["kind"] == kind]


def commands(guide: str) -> list[str]:
    """Every line of the blocks of commands."""
    return [line for block in blocks(guide, "sh") for line in block.splitlines()]


@pytest.fixture
def desk(connected: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A clerk's folder with the files that the guides speak of; what would run for ever comes back at once."""

    async def serve(_settings: Settings, _parts: list[Part]) -> None:
        return

    monkeypatch.setattr("bot.serve.serve", serve)
    monkeypatch.setattr("bot.cli.asking.is_terminal", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt, stream: input())
    for guide in RUN:
        for found in _BLOCK.finditer(text_of(guide)):
            if found["name"]:
                connected.file(found["name"], found["text"])
    connected.file("onde-eleves.csv", pupils(pupil(_LOU[0]), pupil(_NOE[0], "CE1", "CE1")))
    connected.file(
        "onde-responsables.csv", guardians(guardian("CHEVREFEUILLE Ana", _LOU), guardian("COUDRIER Luc", _NOE))
    )
    return connected


@pytest.mark.parametrize("guide", RUN)
async def test_every_command_of_a_guide_does_what_it_says(guide: str, desk: Terminal) -> None:
    if "cantine init" not in commands(guide):
        await desk.initialised()
    async with MailServer() as server:
        desk.set("SMTP_URL", f"smtp://127.0.0.1:{server.port}")
        ran = [line for line in commands(guide) if not line.startswith(tuple(NOT_RUN))]
        for line in ran:
            program, *args = shlex.split(line)
            assert program == "cantine", line
            await (desk.run(*args) if args != ["init"] else asyncio.to_thread(_keep_every_proposal))
    assert len(ran) == RUN[guide]
    if guide == "clerk":
        assert {mail["To"] for mail in server.received} == {"marion@exemple.fr"}
        letters = (desk.folder / "lettres.pdf").read_bytes()
        assert len(re.findall(rb"/Type /Page\b(?!s)", letters)) == len(("Ana", "Luc", "Karim"))


def _keep_every_proposal() -> None:
    result = CliRunner().invoke(main, ["init"], input="\n" * 60, catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_what_no_test_can_run_is_in_a_guide() -> None:
    written = [line for guide in RUN for line in commands(guide)]
    assert [start for start in NOT_RUN if not any(line.startswith(start) for line in written)] == []


async def test_the_copies_of_every_night_take_each_others_place(desk: Terminal) -> None:
    await desk.initialised()
    (desk.folder / "backups").mkdir()
    (line,) = blocks("operations", "crontab")
    *when, command = line.split(maxsplit=5)
    assert re.fullmatch(r"\d+ \d+ \* \* \*", " ".join(when))
    args = shlex.split(re.sub(r"\$\(.*?\)", "1", command).partition(".venv/bin/cantine ")[2])
    for _ in range(2):
        await desk.run(*args)
    assert (desk.folder / "backups" / "1.sqlite3").exists()


# --- what is written beside the commands


def test_the_unit_starts_the_service_where_it_may_write() -> None:
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign] # systemd tells capitals apart
    unit.read_string(blocks("operations", "ini")[0])
    service = unit["Service"]
    assert service["ExecStart"] == f"{service['WorkingDirectory']}/.venv/bin/cantine serve"
    assert service["ReadWritePaths"] == service["WorkingDirectory"]
    assert service["Environment"].partition("=")[2].startswith(service["WorkingDirectory"])
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def _settings_written(terminal: Terminal) -> Iterator[Settings]:
    for block in blocks("operations", "ini")[1:]:
        terminal.file(".env", block)
        for line in block.splitlines():
            assert line.partition("=")[0].removeprefix("CANTINE_").lower() in Settings.model_fields, line
        yield load_settings()


def test_settings_in_a_guide_can_be_read_and_proxies_hand_on_the_path_of_the_webhook(terminal: Terminal) -> None:
    database, webhook = _settings_written(terminal)
    assert database.database_url.startswith("postgresql://")
    assert webhook.webhook_url == "https://cantine.exemple.fr/telegram"
    (nginx,), (caddy,) = blocks("operations", "nginx"), blocks("operations", "caddyfile")
    upstream = f"{webhook.webhook_host}:{webhook.webhook_port}"
    assert re.search(rf"location = /telegram {{[^}}]*proxy_pass http://{re.escape(upstream)};", nginx)
    assert re.search(rf"handle /telegram {{[^}}]*reverse_proxy {re.escape(upstream)}\n", caddy)
    for proxy in (nginx, caddy):
        assert "cantine.exemple.fr" in proxy
        assert proxy.count("{") == proxy.count("}")


def test_every_variable_is_in_the_table_of_settings() -> None:
    table = text_of("operations").partition("## Databases")[0]
    assert [name for name in Settings.model_fields if f"`CANTINE_{name.upper()}`" not in table] == []


@pytest.mark.parametrize("guide", ["clerk", "parents", "staff"])
def test_every_button_a_guide_names_is_on_a_screen(guide: str) -> None:
    screens = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "locales" / "fr").glob("*.ftl")))
    named = re.findall(r"«\s([^»]+?)\s»", text_of(guide))
    buttons = [label for label in named if not label[0].isalnum()]
    assert buttons
    assert [label for label in buttons if label not in screens] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_links_to_is_there(guide: str) -> None:
    text = text_of(guide)
    targets = re.findall(r"\]\(([^)]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        path, _, anchor = target.partition("#")
        file = (DOCS / path).resolve() if path else DOCS / f"{guide}.md"
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}, target


def test_every_picture_is_in_a_guide() -> None:
    shown = "".join(map(text_of, GUIDES))
    assert [path.name for path in (DOCS / "pictures").iterdir() if f"pictures/{path.name}" not in shown] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_in_a_sentence_has_the_options_it_is_given(guide: str) -> None:
    for line in re.findall(r"`cantine ([^`]+)`", text_of(guide)):
        words = shlex.split(line)
        command: click.Command = main
        while isinstance(command, click.Group) and words:
            command = command.commands[words.pop(0)]
        known = {option for param in command.params for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= known, line

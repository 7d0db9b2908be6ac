"""``cantine invite``, ``cantine staff add``, ``cantine unsubscribe``."""

import re
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession
from alembic import command

from core.db.transaction import Database
from core.organisation import Organisation
from core.policy import preset
from core.rules.codes import normalise
from core.usecases.linking import Linked, link_chat
from migrations import configuration
from simulator.server import Simulator
from tests.bot.cli.conftest import TOKEN, Terminal
from tests.core.usecases.import_lines import csv_file, row

TOWN = csv_file(
    row("Lou Bruyère", "Anne Bruyère", email="anne@exemple.fr"),
    row("Lou Bruyère", "Marc Genêt", family="Bruyère"),
    row("Zoé =SOMME(A1)", "Ana =SOMME(A1)", class_="CE1", level="CE1"),
)


async def _town(terminal: Terminal) -> None:
    await terminal.initialised()
    await terminal.run("import", "--apply", terminal.file("town.csv", TOWN))


@pytest.mark.parametrize("command", [("import", "town.csv"), ("invite",), ("staff", "add", "Eve", "--role", "manager")])
async def test_without_a_policy_a_command_says_how_to_get_one(terminal: Terminal, command: tuple[str, ...]) -> None:
    terminal.file("town.csv", TOWN)
    result = await terminal.run(*command, fails=1)
    assert "cantine init" in result.stderr
    assert not (terminal.folder / "cantine.sqlite3").exists()


async def test_invitations_are_a_table_with_a_working_code_and_link_each(connected: Terminal) -> None:
    await _town(connected)
    result = await connected.run("invite")
    header, *rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert header == ["family", "guardian", "code", "link"]
    assert [(family, guardian) for family, guardian, *_ in rows] == [
        ("'=SOMME(A1)", "Ana =SOMME(A1)"),
        ("Bruyère", "Anne Bruyère"),
        ("Bruyère", "Marc Genêt"),
    ]
    for _, _, code, link in rows:
        assert normalise(code)
        assert link == f"https://t.me/cantine_test_bot?start={code}"
    assert "3 codes, valables 14 jours" in result.stderr
    assert TOKEN not in result.output


async def test_without_a_token_codes_are_given_all_the_same_and_the_link_says_so(terminal: Terminal) -> None:
    await _town(terminal)
    result = await terminal.run("invite")
    assert [line.split("\t")[3] for line in result.stdout.splitlines()[1:]] == ["(pas de lien)"] * 3
    assert "@BotFather" in result.stderr


@pytest.mark.parametrize(
    ("token", "said"), [("1:other", "Telegram refuse le jeton"), (TOKEN, "Telegram ne répond pas")]
)
async def test_a_bot_api_that_does_not_help_wastes_no_code(connected: Terminal, token: str, said: str) -> None:
    await _town(connected)
    connected.set("BOT_TOKEN", token)
    if token == TOKEN:
        connected.set("TELEGRAM_API_URL", "http://127.0.0.1:9")
    result = await connected.run("invite")
    assert said in result.stderr
    assert token not in result.output
    assert all(normalise(line.split("\t")[2]) for line in result.stdout.splitlines()[1:])


async def test_a_bot_api_that_stumbles_is_one_that_does_not_answer(connected: Terminal, bot_api: Simulator) -> None:
    await _town(connected)
    async with ClientSession() as session:
        fault = {"method": "getMe", "kind": "bad_gateway", "times": 1}
        await session.post(f"{bot_api.address}/faults", json=fault)
    result = await connected.run("staff", "add", "Camille Ortie", "--role", "manager")
    assert "Telegram ne répond pas" in result.stderr
    assert result.stdout.splitlines()[1].endswith("\t(pas de lien)")


async def test_when_everybody_is_linked_nobody_is_invited(terminal: Terminal) -> None:
    await terminal.initialised()
    result = await terminal.run("invite")
    assert result.stdout == "family\tguardian\tcode\tlink\n"
    assert "Aucun code à donner" in result.stderr


async def test_staff_get_a_code_and_a_link_and_the_same_name_again_another(connected: Terminal) -> None:
    await _town(connected)
    first = await connected.run("staff", "add", "Camille Ortie", "--role", "manager")
    second = await connected.run("staff", "add", "Camille Ortie", "--role", "teacher", "--class", "CP")
    tables = [[line.split("\t") for line in result.stdout.splitlines()] for result in (first, second)]
    assert tables[0][0] == ["name", "role", "code", "link"]
    assert tables[1][1][:2] == ["Camille Ortie", "teacher"]
    assert tables[1][1][3] == f"https://t.me/cantine_test_bot?start={tables[1][1][2]}"
    assert tables[0][1][2] != tables[1][1][2]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--role", "teacher"), "ajoutez --school ou --class"),
        (("--role", "teacher", "--class", "CM2"), "Classes connues\N{NO-BREAK SPACE}: CE1 et CP"),
        (("--role", "manager", "--email", "camille"), "Ce n’est pas une adresse courriel"),
        (("--role", "director", "--school", "Ici"), "Écoles connues\N{NO-BREAK SPACE}: Les Tilleuls"),
    ],
)
async def test_a_place_that_is_not_there_is_answered_in_a_sentence(
    terminal: Terminal, args: tuple[str, ...], said: str
) -> None:
    await _town(terminal)
    result = await terminal.run("staff", "add", "Eve Aubier", *args, fails=1)
    assert said in result.stderr


@pytest.mark.parametrize(
    "args", [("add",), ("add", "Eve"), ("add", "Eve", "--role", "king"), ("add", " ", "--role", "kitchen")]
)
async def test_wrong_usage_of_staff_add_is_told(terminal: Terminal, args: tuple[str, ...]) -> None:
    assert "Error:" in (await terminal.run("staff", *args, fails=2)).stderr


async def test_the_whole_way_on_either_database(
    terminal: Terminal, database: Database, database_url: str, organisation: Organisation
) -> None:
    assert organisation.policy is preset("peaugres")
    await database.write(lambda tx: command.stamp(configuration(tx), "head"))
    terminal.set("DATABASE_URL", database_url)
    await _town(terminal)
    code = re.findall(r"Anne Bruyère\t(\S+)", (await terminal.run("invite")).stdout)[0]
    assert isinstance(await organisation.write(link_chat, 100, code, "fr", datetime.now(UTC)), Linked)
    assert "Anne" not in (await terminal.run("invite")).stdout


async def test_who_asks_by_e_mail_is_sent_no_more_reminders(terminal: Terminal) -> None:
    await _town(terminal)
    for _ in range(2):
        assert (
            "1 responsable ne recevra plus de rappels" in (await terminal.run("unsubscribe", "Anne@exemple.fr")).stdout
        )
    refused = await terminal.run("unsubscribe", "personne@exemple.fr", fails=1)
    assert "Personne n’a l’adresse personne@exemple.fr." in refused.stderr

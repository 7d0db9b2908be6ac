"""``cantine invite --pdf`` and ``--email``."""

import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.db.transaction import open_database
from core.organisation import Organisation
from core.policy import preset
from core.rules.codes import digest, normalise
from core.usecases import inviting
from core.usecases.linking import Linked, LinkFailure, NeedsBirthDate, confirm_link, link_chat
from tests.bot.cli.conftest import TOKEN, Terminal
from tests.core.usecases.import_lines import csv_file, row
from tests.notifications.mail_server import DROP, MailServer

TOWN = csv_file(
    row("Lou Bruyère", "Anne Bruyère", email="anne@exemple.fr", born="2019-05-12"),
    row("Lou Bruyère", "Marc Genêt", family="Bruyère", born="2019-05-12"),
    row("Tom Callune", "Inès Callune", family="Callune", email="ines@exemple.fr", class_="CE1", level="CE1"),
)


@pytest.fixture
async def terminal_in_town(connected: Terminal) -> Terminal:
    """Two families; Marc has no e-mail address."""
    await connected.initialised()
    await connected.run("import", "--apply", connected.file("town.csv", TOWN))
    return connected


@asynccontextmanager
async def organisation_of(terminal: Terminal) -> AsyncIterator[Organisation]:
    database = open_database(f"sqlite:///{terminal.folder / 'cantine.sqlite3'}")
    yield Organisation(database, preset("peaugres"))
    await database.close()


async def tried(terminal: Terminal, code: str) -> Linked | NeedsBirthDate | LinkFailure:
    """What a code says to whoever types it."""
    async with organisation_of(terminal) as organisation:
        return await organisation.write(link_chat, 100, code, "fr", datetime.now(UTC))


def letters_in(file: Path) -> dict[str, str]:
    """The code of each letter, by whom it is to."""
    texts = [page.extract_text() for page in PdfReader(file).pages]
    lines = [text.splitlines() for text in texts]
    spaced = [next(line for line in letter if " – " in line and normalise(line.strip())) for letter in lines]
    names = ("Anne Bruyère", "Marc Genêt", "Inès Callune")
    to = [next(name for name in names if name in letter) for letter in lines]
    return dict(zip(to, spaced, strict=True))


async def test_letters_hold_codes_that_link_whoever_knows_the_birth_date(terminal_in_town: Terminal) -> None:
    file = terminal_in_town.folder / "letters.pdf"
    result = await terminal_in_town.run("invite", "--pdf", str(file))
    assert result.stdout == ""
    assert f"3 courriers dans {file}. Leurs codes sont valables 60 jours" in result.stderr
    assert "3 responsables n’ont pas d’adresse postale" in result.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600, "who reads it could use the codes"
    code = letters_in(file)["Anne Bruyère"]
    assert isinstance(await tried(terminal_in_town, code), NeedsBirthDate)
    async with organisation_of(terminal_in_town) as organisation:
        born, now = date(2019, 5, 12), datetime.now(UTC)
        assert isinstance(await organisation.write(confirm_link, 100, digest(code), born, "fr", now), Linked)
    again = await terminal_in_town.run("invite", "--pdf", str(file), "--class", "CP")
    assert "1 courrier dans" in again.stderr
    assert list(letters_in(file)) == ["Marc Genêt"]
    assert [path.name for path in terminal_in_town.folder.glob("*.pdf")] == ["letters.pdf"]


async def test_a_file_that_cannot_be_written_replaces_no_code(
    terminal_in_town: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = terminal_in_town.folder / "letters.pdf"
    await terminal_in_town.run("invite", "--pdf", str(file))
    codes = letters_in(file)
    nowhere = await terminal_in_town.run("invite", "--pdf", "nowhere/letters.pdf", fails=2)
    assert "il n’y a pas de dossier nowhere" in nowhere.stderr
    printer = await terminal_in_town.run("invite", "--pdf", "/dev/null", fails=2)
    assert "/dev/null n’est pas un fichier" in printer.stderr

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("bot.cli.inviting.os.fsync", full)
        assert "No space left" in (await terminal_in_town.run("invite", "--pdf", str(file), fails=1)).stderr
    assert [path.name for path in terminal_in_town.folder.glob("*.pdf")] == ["letters.pdf"]
    assert letters_in(file) == codes
    for code in codes.values():
        assert isinstance(await tried(terminal_in_town, code), NeedsBirthDate)


async def test_codes_that_cannot_be_kept_leave_the_letters_as_they_were(
    terminal_in_town: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(inviting, "keep_letters", fail)
    await terminal_in_town.run("invite", "--pdf", "letters.pdf", fails=1)
    assert list(terminal_in_town.folder.glob("*.pdf")) == []


async def test_without_a_token_letters_have_no_square_and_it_is_said(terminal: Terminal) -> None:
    await terminal.initialised()
    await terminal.run("import", "--apply", terminal.file("town.csv", TOWN))
    result = await terminal.run("invite", "--pdf", "letters.pdf", "--school", "Les Tilleuls")
    assert "@BotFather" in result.stderr
    assert "ni lien ni carré" in result.stderr
    assert len(letters_in(terminal.folder / "letters.pdf")) == 3
    refused = await terminal.run("invite", "--pdf", "letters.pdf", "--school", "Ici", fails=1)
    assert "Il n’y a pas d’école « Ici »".replace("« Ici »", "«\u00a0Ici\u00a0»") in refused.stderr


async def test_codes_go_by_e_mail_once_and_a_run_cut_short_goes_on(terminal_in_town: Terminal) -> None:
    async with MailServer() as server:
        terminal_in_town.set("SMTP_URL", f"smtp://127.0.0.1:{server.port}")
        server.answers["RCPT"].extend(["250 OK", "451 4.3.0 try later"])
        first = await terminal_in_town.run("invite", "--email", fails=1)
        assert "1 e-mail envoyé" in first.stderr
        assert "1 e-mail n’est pas parti. Relancez" in first.stderr
        assert first.stdout.splitlines() == ["family\tguardian", "Bruyère\tMarc Genêt"]
        second = await terminal_in_town.run("invite", "--email")
        assert "1 responsable a déjà reçu son code" in second.stderr
        assert server.recipients == ["anne@exemple.fr", "ines@exemple.fr"]
        third = await terminal_in_town.run("invite", "--email", "--again", "--class", "CE1")
        assert "1 e-mail envoyé" in third.stderr
        codes = [_code_in(message.get_body(("plain",)).get_content()) for message in server.received]  # type: ignore[union-attr]
    answers = [await tried(terminal_in_town, code) for code in codes]
    assert isinstance(answers[0], NeedsBirthDate)
    assert answers[1] is LinkFailure.UNKNOWN, "another one was sent since"
    assert isinstance(answers[2], NeedsBirthDate)
    assert TOKEN not in first.output + second.output + third.output


def _code_in(text: str) -> str:
    code = text.partition("?start=")[2].split(".")[0].strip()
    assert normalise(code), text
    return code


async def test_who_has_no_address_that_works_is_sent_a_letter_in_the_same_run(terminal_in_town: Terminal) -> None:
    async with MailServer() as server:
        terminal_in_town.set("SMTP_URL", f"smtp://127.0.0.1:{server.port}")
        server.answers["RCPT"].extend(["550 5.1.1 no such user"])
        result = await terminal_in_town.run("invite", "--email", "--pdf", "letters.pdf")
    assert "Anne Bruyère\u00a0: pas envoyé (550" in result.stderr
    assert set(letters_in(terminal_in_town.folder / "letters.pdf")) == {"Anne Bruyère", "Marc Genêt"}


async def test_an_e_mail_that_may_have_left_has_a_code_that_links(terminal_in_town: Terminal) -> None:
    async with MailServer() as server:
        terminal_in_town.set("SMTP_URL", f"smtp://127.0.0.1:{server.port}")
        server.answers["DATA"].extend(["late drop"])
        await terminal_in_town.run("invite", "--email", "--class", "CE1", fails=1)
        (message,) = server.received
        code = _code_in(message.get_body(("plain",)).get_content())  # type: ignore[union-attr]
        assert isinstance(await tried(terminal_in_town, code), NeedsBirthDate)
        server.answers["MAIL"].extend([DROP])
        await terminal_in_town.run("invite", "--email", "--class", "CE1", fails=1)
        assert isinstance(await tried(terminal_in_town, code), NeedsBirthDate)


async def test_what_is_missing_for_e_mail_is_said_and_no_code_is_made(terminal_in_town: Terminal) -> None:
    assert "--again va avec --email" in (await terminal_in_town.run("invite", "--again", fails=2)).stderr
    assert "CANTINE_SMTP_URL" in (await terminal_in_town.run("invite", "--email", fails=1)).stderr
    terminal_in_town.set("SMTP_URL", "smtp://127.0.0.1:9")
    terminal_in_town.set("TELEGRAM_API_URL", "http://127.0.0.1:9")
    result = await terminal_in_town.run("invite", "--email", fails=1)
    assert "rien n’a été envoyé" in result.stderr

"""``cantine init`` asks what a town clerk knows, and writes the policy it has understood."""

import asyncio
import os
import pty
import select
import stat
import sys
import termios
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from signal import SIGINT
from subprocess import Popen

import pytest
from click.testing import CliRunner, Result
from dotenv import dotenv_values
from rich.text import Text

from bot.cli import main
from bot.cli.asking import fold
from core.model.policy import DaysBeforeCutoff, DaysUnit, Policy, WeeklyCutoff
from core.policy import load_policy, preset, preset_text
from migrations import head, level
from tests.bot.cli.conftest import Terminal

KEPT = ("",)
KEPT_SERVICE = ("", "", "", "", "")
DROPPED = ("n",)
VEYRAS = (
    *("1", "Cantine de Veyras", "Mairie", "1 place de l’Église, 07000 Veyras"),
    *("0475000000", "cantine@veyras.example", "", "lundi et vendredi 8h30-12h", "", ""),
)
SERVICES = (*DROPPED, "oui", "Restaurant scolaire", "", "12h", "13h30", *DROPPED)
DEADLINES = ("mardi 23h59", "oui", "la veille à 10h", "mercredi 9h")
NO_ENV = ("", "")

Answer = Callable[..., Result]


@pytest.fixture
def answer(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Answer:
    """``cantine init`` answered at a terminal; what is not shown is typed like the rest."""
    monkeypatch.setattr("bot.cli.asking.is_terminal", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt, stream: input())
    if "as_it_is" not in request.node.name:
        monkeypatch.setattr("bot.cli.opening.migrate", _left_alone)

    def run(*answers: str, fails: int = 0) -> Result:
        lines = "".join(f"{line}\n" for line in answers)
        result = CliRunner().invoke(main, ["init"], input=lines, catch_exceptions=False)
        assert result.exit_code == fails, result.output
        return result

    return run


async def _left_alone(_url: str) -> None:
    """Creating a database takes half a second: once is enough."""


def written(terminal: Terminal) -> Policy:
    return load_policy(terminal.folder / "cantine.toml")


def test_whoever_keeps_every_proposal_gets_the_preset_as_it_is(terminal: Terminal, answer: Answer) -> None:
    answer("2", *KEPT * 9, *KEPT_SERVICE * 4, *KEPT * 3, "oui", *NO_ENV)
    assert (terminal.folder / "cantine.toml").read_text(encoding="utf-8") == preset_text("epagny")
    assert not (terminal.folder / ".env").exists()
    assert asyncio.run(level(f"sqlite:///{terminal.folder}/cantine.sqlite3")) == head()


def test_a_town_writes_its_own_rules_into_the_explanations_of_a_preset(terminal: Terminal, answer: Answer) -> None:
    said = answer(*VEYRAS, *SERVICES, *DEADLINES, "oui", *NO_ENV).stdout
    policy = written(terminal)
    assert (policy.contact.phone, policy.contact.portal) == ("04 75 00 00 00", None)
    assert [(service.label.fr, f"{service.starts:%H:%M}") for service in policy.services] == [
        ("Restaurant scolaire", "12:00")
    ]
    book, cancel = policy.cutoffs.book, policy.cutoffs.cancel
    assert isinstance(book, WeeklyCutoff)
    assert isinstance(cancel, DaysBeforeCutoff)
    assert (book.weekday, cancel.days, cancel.unit) == (2, 1, DaysUnit.CALENDAR)
    assert policy.absence_reasons == preset("peaugres").absence_reasons
    text = (terminal.folder / "cantine.toml").read_text(encoding="utf-8")
    assert "# Jours où rien n'est servi" in text
    assert not [word for word in ("Peaugres", "PEAUGRES", "siej", "Ardèche", "jeudi soir minuit") if word in text]
    assert "Prochaine fois, du lundi" in said


def test_what_is_not_understood_is_asked_again_with_an_example(terminal: Terminal, answer: Answer) -> None:
    wrong_identity = (
        "9",
        "1",
        "Cantine de Metz",
        "Mairie",
        "",
        "2\u00a0rue  des Clercs,\u200b 57000 Metz\u202c",
        "12",
        "0387000000",
    )
    contact = (
        "metz",
        "cantine@metz.example",
        "metz.example",
        "aucun",
        "quand je peux",
        "aucun",
        "20000",
        "",
        "jours",
        "",
    )
    services = (*DROPPED * 3, *DROPPED, "peut-être", "oui", "", "", "midi", "11h", "13h", *DROPPED)
    deadlines = ("bientôt", "jeudi minuit", "oui", "le jour même 12h01", "le jour même 9h", "vendredi", "vendredi 9h")
    said = answer(*wrong_identity, *contact, *services, *deadlines, "oui", *NO_ENV).stdout
    assert said.count("Je n’ai pas compris") == 4
    for sentence in (
        "Répondez par le numéro",
        "Il faut une réponse",
        "Ce n’est pas un numéro de téléphone",
        "Ce n’est pas une adresse e-mail",
        "commence par https://",
        "Ce n’est pas un département",
        "Il en faut au moins un",
        "Répondez par oui ou par non",
        "une heure après celle du début",
        "commence à 12",
    ):
        assert sentence in said, sentence
    policy = written(terminal)
    assert (policy.calendar.zone, policy.calendar.subdivision) == ("B", "57")
    assert policy.contact.address == "2 rue des Clercs, 57000 Metz"  # copied with signs that nobody sees


def test_a_line_ends_neither_within_quotation_marks_nor_with_an_indent_alone() -> None:
    lines = fold(Text("  dites «\N{NO-BREAK SPACE}midi\N{NO-BREAK SPACE}» ici\nou là"), 10).plain.split("\n")
    assert lines == ["  dites", "«\N{NO-BREAK SPACE}midi\N{NO-BREAK SPACE}»", "ici", "ou là"]


def test_whoever_disagrees_corrects_their_own_answers_and_may_take_back_a_service(
    terminal: Terminal, answer: Answer
) -> None:
    again = (*KEPT * 9, *KEPT, *KEPT_SERVICE, "oui", *KEPT * 4, *KEPT * 4)
    answer(*VEYRAS, *SERVICES, *DEADLINES, "non", *again, "oui", *NO_ENV)
    policy = written(terminal)
    assert [service.key for service in policy.services] == ["cantine", "garderie_soir"]
    assert (policy.name, policy.contact.email) == ("Cantine de Veyras", "cantine@veyras.example")
    assert isinstance(policy.cutoffs.cancel, DaysBeforeCutoff)


def test_overseas_holidays_are_the_towns_own_and_the_clerk_is_told_to_write_them(
    terminal: Terminal, answer: Answer
) -> None:
    named = ("1", "Cantine du Port", "Mairie", "1 rue Rico Carpaye, 97420 Le Port", "0262000000", "c@port.example")
    services = (*DROPPED, *KEPT_SERVICE, *DROPPED)
    said = answer(*named, "", "", "974", "", *services, *KEPT * 3, "oui", *NO_ENV).stdout
    calendar = written(terminal).calendar
    assert "écrivez vos vacances scolaires" in said
    assert "connues jusqu'au" not in (terminal.folder / "cantine.toml").read_text(encoding="utf-8")
    assert (calendar.zone, calendar.timezone, calendar.subdivision) == ("own", "Indian/Reunion", "974")
    assert calendar.known_until is not None
    assert calendar.known_until > date(2026, 7, 1)


def test_an_english_speaking_clerk_is_understood_too(terminal: Terminal, answer: Answer) -> None:
    terminal.set("LANGUAGE", "en")
    town = ("1", "School meals", "", "1 High Street, 75001 Paris", "0142000000", "meals@town.example", "none")
    days = ("Monday and Friday 8:30-12:00", "", "Monday to Friday")
    services = ("no", "yes", "Lunch", "", "12:00", "13:30", "no")
    said = answer(*town, *days, *services, "Thursday noon", "yes", "the day before 10:00", "", "yes", *NO_ENV).stdout
    policy = written(terminal)
    assert "Understood: Monday and Friday, 8:30 – 12:00." in said
    assert "Next time, from Monday" in said
    assert (policy.calendar.zone, policy.services[0].label.en) == ("C", "Lunch")
    assert policy.calendar.school_weekdays == frozenset(range(1, 6))


def test_secrets_go_into_a_file_of_the_clerks_own(terminal: Terminal, answer: Answer) -> None:
    town = (*VEYRAS, *SERVICES, *DEADLINES, "oui")
    mail = ("smtp exemple", "smtp.exemple.fr", "0", "587", "cantine", "", "p@ss/w#rd")
    result = answer(*town, "jeton", "4242:AAbbCC", *mail)
    env = terminal.folder / ".env"
    assert dotenv_values(env) == {
        "CANTINE_BOT_TOKEN": "4242:AAbbCC",
        "CANTINE_SMTP_URL": "smtp+starttls://cantine:p%40ss%2Fw%23rd@smtp.exemple.fr:587",
    }
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    assert "Jeton du bot 4242." in result.stdout
    assert "AAbbCC" not in result.output


def test_a_file_of_secrets_that_is_there_is_left_alone(terminal: Terminal, answer: Answer) -> None:
    terminal.file(".env", "CANTINE_RATE=12\n")
    answer(*VEYRAS, *SERVICES, *DEADLINES, "oui")
    assert (terminal.folder / ".env").read_text() == "CANTINE_RATE=12\n"


def test_answers_that_end_too_soon_write_nothing(terminal: Terminal, answer: Answer) -> None:
    assert "rien n’a été écrit" in answer(*VEYRAS, *SERVICES, *DEADLINES, fails=1).stderr
    assert list(terminal.folder.iterdir()) == []


def test_nothing_is_asked_where_the_answers_could_not_be_kept(terminal: Terminal, answer: Answer) -> None:
    terminal.set("DATABASE_URL", "postgresql://cantine:s3cret@127.0.0.1:9/town")
    assert "La base de données ne répond pas" in answer(fails=1).stderr
    terminal.set("CONFIG", "nowhere/cantine.toml")
    assert "nowhere/cantine.toml" in answer(fails=1).stderr


async def test_without_a_terminal_a_preset_must_be_named(terminal: Terminal) -> None:
    assert "cantine init --preset peaugres" in (await terminal.run("init", fails=2)).stderr


def test_at_a_real_terminal_the_token_is_not_shown_and_an_interrupt_writes_nothing(terminal: Terminal) -> None:
    typist, screen = pty.openpty()
    command = [str(Path(sys.executable).with_name("cantine")), "init"]
    process = Popen(command, stdin=screen, stdout=screen, stderr=screen, start_new_session=True)
    os.close(screen)
    shown = ""
    town = ("1", *KEPT * 9, *DROPPED, *KEPT_SERVICE, *DROPPED, *KEPT * 3, "oui", "4242:AAbbCC")
    for typed in town:
        shown += _read_question(typist)
        if typed == town[-1]:
            _wait_for_silence(typist)
        os.write(typist, typed.encode() + b"\n")
    shown += _read_question(typist)
    process.send_signal(SIGINT)
    assert process.wait(timeout=20) == 1
    shown += os.read(typist, 4096).decode()
    os.close(typist)
    assert "Jeton du bot 4242." in shown
    assert "AAbbCC" not in shown
    assert "rien n’a été écrit" in shown
    assert list(terminal.folder.iterdir()) == []


def _wait_for_silence(typist: int) -> None:
    """Until the terminal shows no more what is typed, 5 s at most."""
    for _ in range(1000):
        if not termios.tcgetattr(typist)[3] & termios.ECHO:
            return
        time.sleep(0.005)


def _read_question(typist: int) -> str:
    """What is shown up to the end of a question: a colon with a blank after it."""
    shown = b""
    while not shown.endswith(b": "):
        assert select.select([typist], [], [], 20)[0], shown.decode(errors="ignore")
        shown += os.read(typist, 4096)
    return shown.decode(errors="ignore")

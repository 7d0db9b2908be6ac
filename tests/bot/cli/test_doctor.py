"""``cantine doctor`` says what is wrong, and what to do."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from sqlite3 import connect

import pytest
from sqlalchemy import create_engine, text

from bot.cli.doctor import clock_finding
from bot.cli.findings import Grade, calendar_finding, disk_finding
from core.db.audit import record
from core.db.transaction import open_database
from core.model.policy import ClosedDays
from core.policy import preset
from core.usecases.checking_up import CheckUp, Guardians
from migrations import downgrade
from tests.bot.cli.conftest import TOKEN, Terminal
from tests.core.usecases.import_lines import csv_file, row
from tests.notifications.mail_server import MailServer


async def test_when_all_is_well_every_line_is_ticked(connected: Terminal) -> None:
    await connected.initialised()
    services = "cantine|garderie_matin|garderie_soir"
    town = csv_file(row("Lou Bruyère", "Anne Bruyère", email="anne@exemple.fr", services=services))
    await connected.run("import", "--apply", connected.file("town.csv", town))
    await connected.run("staff", "add", "Dominique Serpolet", "--role", "manager")
    async with MailServer() as server:
        connected.set("SMTP_URL", f"smtp://127.0.0.1:{server.port}")
        result = await connected.run("doctor")
    lines = result.stdout.splitlines()
    assert [line for line in lines if not line.startswith("✅ ")] == []
    for said in (
        "@cantine_test_bot",
        "Une école, une classe et un enfant",
        "0 par la messagerie, 1 par e-mail",
        "Go libres",
    ):
        assert said in result.stdout
    assert "zone A, connu jusqu’au 31 août 2028" in result.stdout.replace("\N{NO-BREAK SPACE}", " ")


async def test_what_a_new_service_lacks_is_a_warning_and_no_error(connected: Terminal) -> None:
    await connected.initialised()
    said = (await connected.run("doctor")).stdout
    assert "⚠️ Aucune classe pour l’année scolaire" in said
    assert "⚠️ Personne ne peut valider les demandes" in said
    policy = (connected.folder / "cantine.toml").read_text(encoding="utf-8")
    rates = 'rates = [{ key = "plein", label = { fr = "Plein", en = "Full" }, price = "4.20" }]'
    policy = policy.replace('symbol = "🍽"', f'symbol = "🍽"\n{rates}')
    known = f"known_until = {datetime.now(UTC).date() + timedelta(days=60)}"
    connected.file("cantine.toml", policy.replace('zone = "A" ', f'{known}\nzone = "A" '))
    connected.file(
        "town.csv",
        csv_file(
            row("Lou Bruyère", "Anne Bruyère", services="cantine"),
            row("Lou Bruyère", "Marc Genêt", email="m@exemple.fr"),
        ),
    )
    await connected.run("import", "--apply", "town.csv")
    connected.file(".env", "CANTINE_RATE=30\n")
    connected.set("WEBHOOK_URL", "https://cantine.exemple.fr/telegram")
    connected.set("WEBHOOK_SECRET", "short")
    said = (await connected.run("doctor")).stdout
    for warned in (
        "Le calendrier n’est connu que jusqu’au",
        "Personne n’est inscrit cette année à Garderie du matin et Garderie du soir",
        "Pas de tarif pour Garderie du matin et Garderie du soir",
        "Un responsable n’a ni messagerie ni adresse",
        "Pas de serveur d’e-mail",
        "D’autres que vous peuvent lire .env",
        "CANTINE_WEBHOOK_SECRET est trop court",
    ):
        assert f"⚠️ {warned}" in said, warned


def test_where_no_zone_says_when_the_holidays_are_the_town_must() -> None:
    policy, until = preset("peaugres"), date(2027, 7, 31)
    seen = CheckUp(2026, 1, 1, 1, (), (), Guardians(1, 0, 0), True, 0, until)
    own = policy.calendar.model_copy(update={"zone": "own", "known_until": until})
    written = own.model_copy(update={"school_holidays": (ClosedDays(label="Été austral", first=until, last=until),)})
    for calendar, grade in ((own, Grade.WARNING), (written, Grade.FINE)):
        found = calendar_finding(
            policy.model_copy(update={"calendar": calendar}), seen, datetime(2026, 11, 1, tzinfo=UTC)
        )
        assert found.grade is grade, found.sentence


async def test_what_the_policy_keeps_no_longer_is_named(connected: Terminal) -> None:
    await connected.initialised()
    url = f"sqlite:///{connected.folder}/cantine.sqlite3"
    database = open_database(url)
    old = datetime(2020, 1, 1, tzinfo=UTC)
    await database.write(lambda tx: record(tx, None, "retention", old, {}))
    await database.close()
    assert "⚠️ À effacer" in (await connected.run("doctor")).stdout


async def test_a_damaged_database_is_told(connected: Terminal) -> None:
    await connected.initialised()
    path = connected.folder / "cantine.sqlite3"
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO school_classes (school_id, school_year, name, level) VALUES (9, 2026, 'CP', 'CP')"
        )
        connection.commit()
    result = await connected.run("doctor", fails=1)
    assert "❌ La base de données est abîmée (school_classes)" in result.stdout
    for spoilt in (path.read_bytes()[:9000], b"no database"):
        path.write_bytes(spoilt)
        assert "❌ La base de données est abîmée" in (await connected.run("doctor", fails=1)).stdout


@pytest.mark.parametrize(
    ("free", "grade"), [(5_000_000_000, Grade.FINE), (500_000_000, Grade.WARNING), (50_000_000, Grade.WRONG)]
)
def test_a_disk_that_fills_up_is_told_in_time(free: int, grade: Grade) -> None:
    assert disk_finding(free).grade is grade


async def test_in_an_empty_folder_everything_missing_is_named_and_nothing_is_made(terminal: Terminal) -> None:
    result = await terminal.run("doctor", fails=1)
    assert [line[0] for line in result.stdout.splitlines()] == ["✅", "❌", "✅", "❌", "❌"]
    assert "cantine init" in result.stdout
    assert "@BotFather" in result.stdout
    assert list(terminal.folder.iterdir()) == []


async def test_settings_that_cannot_be_read_come_first(terminal: Terminal) -> None:
    terminal.set("BOT_TOKEN", "s3cret")
    terminal.set("WEBHOOK_PORT", "many")
    result = await terminal.run("doctor", fails=1)
    assert [line.split()[1] for line in result.stdout.splitlines()] == ["CANTINE_BOT_TOKEN", "CANTINE_WEBHOOK_PORT"]
    assert "s3cret" not in result.output


async def test_a_settings_file_in_another_encoding_is_told_in_french(terminal: Terminal) -> None:
    terminal.file(".env", "CANTINE_LANGUAGE=en".encode("utf-16"))
    result = await terminal.run("doctor", fails=1)
    assert "Le fichier .env n’est pas enregistré en UTF-8." in result.stdout


async def test_every_mistake_of_the_policy_is_told(connected: Terminal) -> None:
    await connected.initialised()
    policy = (connected.folder / "cantine.toml").read_text(encoding="utf-8")
    connected.file("cantine.toml", policy.replace('zone = "A"', 'zone = "Z"').replace('locale = "fr"', 'locale = "de"'))
    result = await connected.run("doctor", fails=1)
    assert '❌ cantine.toml, locale\u00a0: il faut une valeur parmi "fr" et "en".' in result.stdout
    assert '❌ cantine.toml, calendar.zone\u00a0: il faut une valeur parmi "A", "B", "C" et "own".' in result.stdout


async def test_an_older_database_is_told_and_left_as_it_is(connected: Terminal) -> None:
    await connected.initialised()
    await downgrade(f"sqlite:///{connected.folder}/cantine.sqlite3", "base")
    result = await connected.run("doctor", fails=1)
    assert "❌ La base de données est vide." in result.stdout


@pytest.mark.parametrize(("revision", "said"), [("0000", "⚠️ La base"), ("9999", "❌ La base")])
async def test_a_database_of_another_version_is_told(
    connected: Terminal, monkeypatch: pytest.MonkeyPatch, revision: str, said: str
) -> None:
    await connected.initialised()
    engine = create_engine(f"sqlite:///{connected.folder}/cantine.sqlite3")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()
    monkeypatch.setattr("migrations.is_known", lambda level: level == "0000")
    assert said in (await connected.run("doctor", fails=0 if revision == "0000" else 1)).stdout


async def test_a_database_that_does_not_answer_is_told(connected: Terminal) -> None:
    await connected.initialised()
    connected.set("DATABASE_URL", "postgresql://cantine:s3cret@127.0.0.1:9/town")
    result = await connected.run("doctor", fails=1)
    assert "La base de données ne répond pas" in result.stdout
    assert "s3cret" not in result.output
    connected.set("DATABASE_URL", "sqlite:///nowhere/cantine.sqlite3")
    assert "❌ La base de données ne répond pas" in (await connected.run("doctor", fails=1)).stdout


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("BOT_TOKEN", "1:other", "refuse le jeton"), ("TELEGRAM_API_URL", "http://127.0.0.1:9", "ne répond pas")],
)
async def test_a_bot_api_that_does_not_know_the_bot_is_told(
    connected: Terminal, name: str, value: str, said: str
) -> None:
    await connected.initialised()
    connected.set(name, value)
    result = await connected.run("doctor", fails=1)
    assert said in result.stdout
    assert TOKEN not in result.output


@pytest.mark.parametrize(
    ("url", "offers_tls", "said"),
    [
        ("smtp://cantine:s3cret@127.0.0.1:{}", False, "✅ E-mail"),
        ("smtp://cantine:wrong@127.0.0.1:{}", False, "❌ Le serveur d’e-mail refuse l’utilisateur ou le mot de passe"),
        ("smtp+starttls://127.0.0.1:{}", False, "❌ La connexion au serveur d’e-mail ne peut pas être chiffrée"),
        ("smtp+starttls://127.0.0.1:{}", True, "❌ La connexion au serveur d’e-mail ne peut pas être chiffrée"),
        ("smtp://127.0.0.1:9", False, "❌ Le serveur d’e-mail ne répond pas"),
    ],
    ids=["all is well", "a wrong password", "no TLS", "a certificate nobody vouches for", "nobody there"],
)
async def test_the_mail_server_is_tried_without_a_letter(
    connected: Terminal, url: str, offers_tls: bool, said: str
) -> None:
    await connected.initialised()
    async with MailServer("cantine", "s3cret", offers_tls=offers_tls) as server:
        connected.set("SMTP_URL", url.format(server.port))
        result = await connected.run("doctor", fails=0 if said.startswith("✅") else 1)
    assert said in result.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "s3cret" not in result.output
    assert server.received == []


@pytest.mark.parametrize(("seconds", "is_fine"), [(0, True), (-30, True), (31, False), (-600, False)])
def test_a_clock_that_is_off_by_more_than_half_a_minute_is_wrong(seconds: int, is_fine: bool) -> None:
    now = datetime.now(UTC)
    finding = clock_finding(now, now + timedelta(seconds=seconds))
    assert (finding.grade is Grade.FINE) is is_fine
    assert (str(abs(seconds)) in finding.sentence) is not is_fine

"""A town that runs ``cantine serve``: its folder, its policy, its people, the real commands."""

import asyncio
import csv
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from io import StringIO
from pathlib import Path

import migrations
from core.db.transaction import open_database
from core.imports.town import COLUMNS
from core.model.people import Role
from core.model.policy import Policy
from core.organisation import Organisation, UnitOfWork
from core.policy import load_policy, preset_text
from core.rules.calendar import school_calendar
from core.rules.school_years import school_year
from core.usecases.importing import import_file
from core.usecases.inviting import invite_guardians
from core.usecases.staffing import add_staff
from simulator.clock import Clock
from simulator.server import Simulator
from simulator.world import User
from tests.e2e.phones import Phone, Telegram
from tests.e2e.processes import Cantine, run

TOKEN = "4242:AAF-this_is_a_secret_that_nobody_may_read"
SECRET = "webhook_secret-that_nobody_may_read"

_NAMES = ("Marion", "Karim", "Dominique")
_MANAGER = "Dominique Serpolet"
CHILD = "Zoé <b>& 🦊"
_SERVICES = "garderie_matin|cantine|garderie_soir"

_EVERY_DAY = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
_ADAPTED = {
    '\nweekdays = ["mon", "tue", "thu", "fri"]': f"\nweekdays = {_EVERY_DAY}\nruns_in_holidays = true",
    '{ kind = "weekly", weekday = "thu", time = "24:00" }': '{ kind = "days_before", days = 0, time = "23:58" }',
    "result_grouping = 20": "result_grouping = 0",
    **{f'starts = "{time}"': 'starts = "23:58"' for time in ("07:30", "11:30", "16:30")},
    **{f'ends = "{time}"': 'ends = "23:59"' for time in ("08:30", "13:30", "18:30")},
}
"""The clerk's changes, so that the tests run on any day of the year: closed on public holidays only, and every day can
be asked for until it ends. A real service would be surprised."""


@dataclass
class Town:
    """A folder with what ``cantine`` needs; ``settings`` are its ``CANTINE_…``."""

    folder: Path
    api: Simulator
    settings: dict[str, str]
    processes: list[Cantine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.telegram = Telegram(self.api.address)
        self.marion, self.karim, self.dominique = (
            Phone(self.api.address, user.user.id, user.user.first_name) for user in self.api.world.chats.values()
        )

    async def command(self, *args: str) -> str:
        """Run a command to its end; what it wrote on standard output."""
        return await run(self.folder, *args, **self.settings)

    def serve(self, *, installed: bool = False) -> Cantine:
        """Start ``cantine serve``; see ``Cantine`` for ``installed``."""
        self.processes.append(Cantine(self.folder, "serve", installed=installed, **self.settings))
        return self.processes[-1]

    async def founded_by_command(self) -> None:
        """As the README has it; the service starts while the pupils are imported."""
        await self.command("init", "--preset", "peaugres")
        self._adapt_policy()
        self.serve(installed=True)
        (self.folder / "pupils.csv").write_text(_pupils(), "utf-8")
        await self.command("import", "--apply", "pupils.csv")
        invited = _rows(await self.command("invite"))
        (added,) = _rows(await self.command("staff", "add", _MANAGER, "--role", "manager"))
        for row in (*invited, added):
            assert row["link"] == f"https://t.me/cantine_bot?start={row['code']}"
        self._hand_out({row["guardian"]: row["code"] for row in invited}, added["code"])

    async def founded_at_once(self) -> None:
        """The same, without the commands."""
        (self.folder / "cantine.toml").write_text(preset_text("peaugres"), "utf-8")
        self._adapt_policy()
        await migrations.upgrade(self.database_url)
        database = open_database(self.database_url)
        self._hand_out(*await Organisation(database, self.policy).write(_settle, datetime.now(UTC)))
        await database.close()
        self.serve()

    def _hand_out(self, codes: dict[str, str], code_of_manager: str) -> None:
        self.marion.code, self.karim.code = codes["Marion Bruyère"], codes["Karim Bruyère"]
        self.dominique.code = code_of_manager

    def _adapt_policy(self) -> None:
        path = self.folder / "cantine.toml"
        policy = path.read_text("utf-8")
        for as_found, adapted in _ADAPTED.items():
            assert as_found in policy, as_found
            policy = policy.replace(as_found, adapted)
        policy = policy.replace("[calendar]", f"[calendar]\nknown_until = {datetime.now(UTC).year + 1}-12-31")
        path.write_text(policy, "utf-8")

    @property
    def database_url(self) -> str:
        """Where its database is."""
        return self.settings.get("DATABASE_URL", f"sqlite:///{self.folder}/cantine.sqlite3")

    @property
    def policy(self) -> Policy:
        """As the clerk left it."""
        return load_policy(self.folder / "cantine.toml")

    async def everybody_starts(self) -> None:
        """Marion types her code as she pleases, the others follow their link."""
        assert self.marion.code is not None
        sloppy = self.marion.code.replace("-", " ").lower()
        homes = await asyncio.gather(
            self.marion.asks(sloppy),
            self.karim.asks(f"/start {self.karim.code}"),
            self.dominique.asks(f"/start {self.dominique.code}"),
        )
        assert [f"Bonjour {name}" in home.text for name, home in zip(_NAMES, homes, strict=True)] == [True] * 3

    @cached_property
    def day(self) -> date:
        """A day to be booked: tomorrow, or the next that is open; today itself on the last day of a school year."""
        calendar = self.policy.calendar
        holidays = school_calendar(calendar).public_holidays
        today = datetime.now(calendar.tz).date()
        coming = [today + timedelta(days=count) for count in (1, 2, 3, 0)]
        return next(day for day in coming if day not in holidays and school_year(day) == school_year(today))


@asynccontextmanager
async def serving(folder: Path, settings: dict[str, str]) -> AsyncIterator[Town]:
    """A town and its Telegram, in real time, which knows two parents and a manager; nothing runs yet."""
    people = [User(number, name) for number, name in enumerate(_NAMES, 1)]
    async with Simulator(TOKEN, "cantine_bot", Clock(), people=people, web=False, webhook_retry_seconds=0.2) as api:
        town = Town(folder, api, {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.address} | settings)
        try:
            yield town
        finally:
            for process in town.processes:
                process.kill()


def _rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(table), delimiter="\t"))


def _pupils() -> str:
    year = datetime.now(UTC).year
    child = ["École des Tilleuls", "CP", "CP", "Bruyère", CHILD, f"{year - 7}-05-04", "Bruyère"]
    text = StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(COLUMNS)
    for first_name in ("Marion", "Karim"):
        table.writerow([*child, "Bruyère", first_name, f"{first_name.lower()}@example.org", "", _SERVICES])
    return text.getvalue()


def _settle(uow: UnitOfWork, now: datetime) -> tuple[dict[str, str], str]:
    """The codes of the guardians, by name, and that of the manager."""
    import_file(uow, _pupils().encode(), now)
    codes = {invitation.guardian: invitation.code for invitation in invite_guardians(uow, now)}
    return codes, add_staff(uow, _MANAGER, Role.MANAGER, school=None, class_=None, now=now)


def webhook_settings() -> dict[str, str]:
    """Updates are brought to the bot rather than asked for."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/updates",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": str(port),
    }

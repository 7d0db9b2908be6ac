"""``cantine serve`` as a process: how soon it answers, how much memory it holds."""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from core.policy import preset_text
from simulator.clock import Clock
from simulator.person import Person
from simulator.server import Simulator
from simulator.world import User

TOKEN = "1:bench"
PERSON = 101
_SETTLE_SECONDS = 3


async def first_answer_and_memory() -> tuple[float, float]:
    """Seconds from the start of ``cantine serve`` to its answer to someone who wrote before; resident MB at rest.

    Raises ``AssertionError`` where no answer comes.
    """
    with tempfile.TemporaryDirectory(prefix="cantine-bench-") as folder:
        (Path(folder) / "cantine.toml").write_text(preset_text("peaugres"), encoding="utf-8")
        async with Simulator(TOKEN, "bench_bot", Clock(), people=[User(PERSON, "Dominique")], web=False) as telegram:
            person = Person(telegram.address, PERSON, patience=60)
            await person.send("/start")
            environment = {
                **os.environ,
                "CANTINE_BOT_TOKEN": TOKEN,
                "CANTINE_TELEGRAM_API_URL": telegram.address,
                "CANTINE_DATABASE_URL": f"sqlite:///{folder}/cantine.sqlite3",
                "CANTINE_CONFIG": f"{folder}/cantine.toml",
            }
            start = time.perf_counter()
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "serve"), env=environment, stderr=asyncio.subprocess.DEVNULL
            )
            try:
                await person.wait_for("Bienvenue")
                seconds = time.perf_counter() - start
                await asyncio.sleep(_SETTLE_SECONDS)
                return seconds, _resident(process.pid)
            finally:
                process.terminate()
                await process.wait()


def _resident(pid: int) -> float:
    """Resident memory in MB, from Linux's /proc."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024

"""Sends all that is due, in a process of its own, and says how it went: a line of JSON.

``python -m benchmarks.drain DATABASE_URL TELEGRAM_URL RATE``; a rate of 0 for no gate.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from benchmarks.town import NOW
from core.db.transaction import open_database
from core.organisation import Organisation
from core.policy import preset
from notifications.gate import Gate
from notifications.relay import PLACES, Relay
from notifications.telegram_sender import TelegramSender

TOKEN = "1:bench"
NO_LIMIT = 1_000_000
PLACES_WITHOUT_LIMIT = 400


async def drain(database_url: str, telegram_url: str, rate: int) -> dict[str, float]:
    """Messages sent, the seconds it took, and memory in MB: resident before, and at its peak."""
    database = open_database(database_url)
    sender = TelegramSender(TOKEN, telegram_url, Gate(overall_per_second=rate or NO_LIMIT))
    places = max(PLACES, rate * 3 // 2) if rate else PLACES_WITHOUT_LIMIT
    relay = Relay(Organisation(database, preset("peaugres")), {"telegram": sender}, lambda: NOW, "bench", places=places)
    before = _status("VmRSS")
    start = time.perf_counter()
    messages = await relay.drain(asyncio.Event())
    seconds = time.perf_counter() - start
    await sender.close()
    await database.close()
    return {"messages": messages, "seconds": seconds, "before": before, "peak": _status("VmHWM")}


def _status(field: str) -> float:
    """MB, from Linux's /proc."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:")) / 1024


if __name__ == "__main__":
    _, address, telegram, limit = sys.argv
    print(json.dumps(asyncio.run(drain(address, telegram, int(limit)))))

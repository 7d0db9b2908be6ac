"""Print what is claimed, what this run measured, and whether it holds: ``uv run python -m benchmarks``."""

import asyncio
import sys
from dataclasses import dataclass

from benchmarks.attendance import days_after_a_year, mark_seconds
from benchmarks.documents import FORMATS, drawn_seconds
from benchmarks.imports import PUPILS, import_seconds
from benchmarks.notices import strike
from benchmarks.presses import PRESSES, press_seconds, queries_per_press
from benchmarks.process import first_answer_and_memory
from benchmarks.usecases import approved_meals_per_second, submitted_meals_per_second


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, its goal as people read it, and whether it is reached (``None``: no goal)."""

    name: str
    figure: str
    goal: str = ""
    holds: bool | None = None


async def _presses() -> list[Row]:
    rows = []
    for name, (screen, button) in PRESSES.items():
        whole, bare = await press_seconds(screen, button, times=300)
        figure = f"{bare / whole:.2f} ({1 / whole:.0f}/s against {1 / bare:.0f}/s)"
        rows.append(Row(f"{name}, against bare aiogram", figure, "at least 0.30", bare / whole >= 0.30))
    small, large = await queries_per_press(20), await queries_per_press(2000)
    rows.append(
        Row("queries a press, town of 20 and of 2,000 children", f"{small} and {large}", "the same", small == large)
    )
    return rows


async def _usecases() -> list[Row]:
    submitted = await submitted_meals_per_second(families=200)
    some, many = await approved_meals_per_second(1_600), await approved_meals_per_second(16_000)
    grows = f"{some / many:.2f}"
    return [
        Row("a week's request, 2 children × 4 days", f"{submitted:,.0f} meals/s", "at least 2,000", submitted >= 2_000),
        Row("approve all of 1,600", f"{some:,.0f} meals/s", "at least 10,000", some >= 10_000),
        Row("approve all of 16,000", f"{many:,.0f} meals/s", "at least 10,000", many >= 10_000),
        Row("time a meal, 16,000 against 1,600", grows, "at most 1.20", some / many <= 1.20),
    ]


async def _notices() -> list[Row]:
    """A strike told to towns by the whole pipeline: claimed, read, written, sent over HTTP, recorded."""
    limit = 300
    held = await strike(3_000, limit)
    some = await strike(1_000, 0)
    rows = [
        Row(
            f"a limit of {limit} messages a second: held, and the busiest second",
            f"{held.held / limit:.1%}, {held.busiest}",
            f"97 %, {limit}",
            held.held >= 0.97 * limit and held.busiest <= limit,
        )
    ]
    for database, goal in (("sqlite", 1_000), ("postgres", 1_500)):
        town = await strike(10_000, 0, database)
        rows += [
            Row(f"a strike to 10,000 families, enqueued on {database}", f"{town.enqueued:.1f} s"),
            Row(
                f"and sent without a limit on {database}",
                f"{town.rate:,.0f} messages/s",
                f"at least {goal:,}",
                town.rate >= goal,
            ),
        ]
        if database == "sqlite":
            growth = (town.peak - town.before) / (some.peak - some.before)
            figure = f"{growth:.2f} ({town.peak - town.before:.0f} MB over {town.before:.0f})"
            rows.append(Row("memory it takes, 10,000 against 1,000", figure, "at most 1.20", growth <= 1.20))
    return rows


def _documents() -> list[Row]:
    taken = {file_format: drawn_seconds(file_format) for file_format in FORMATS}
    return [
        Row(f"roster of 400 children as {file_format}", f"{seconds:.2f} s", "under 0.25 s", seconds < 0.25)
        for file_format, seconds in taken.items()
    ]


async def _attendance() -> list[Row]:
    """A mark, and a day's work after a school year: in a town of 5,000 children as in one of 500."""
    whole, bare = await mark_seconds(times=300)
    figure = f"{bare / whole:.2f} ({1 / whole:.0f}/s against {1 / bare:.0f}/s)"
    rows = [Row("mark a child of 25, against bare aiogram", figure, "at least 0.30", bare / whole >= 0.30)]
    small, large = await days_after_a_year(500, 5_000, times=50)
    works = (
        ("a mark", small.mark, large.mark),
        ("the roster of a class", small.roster, large.roster),
        ("a month of a school, billed", small.billing, large.billing),
    )
    for name, few, many in works:
        figure = f"{many / few:.2f} ({few * 1000:.0f} and {many * 1000:.0f} ms)"
        row = Row(f"{name}, with {small.cells:,} cells and {large.cells:,}", figure, "at most 1.50", many / few <= 1.50)
        rows.append(row)
    return rows


async def _imports() -> list[Row]:
    """ONDE's two files of a town."""
    return [
        Row(f"{PUPILS:,} of ONDE's pupils: {step}", f"{seconds:.1f} s", "under 20 s", seconds < 20)
        for step, seconds in (await import_seconds()).items()
    ]


async def _process() -> list[Row]:
    seconds, memory = await first_answer_and_memory()
    return [
        Row("`cantine serve`: start to first answer", f"{seconds:.1f} s"),
        Row("`cantine serve`: memory at rest", f"{memory:.0f} MB"),
    ]


async def main() -> int:
    """Measure and print; 1 where a goal is missed."""
    rows = [
        *await _presses(),
        *await _usecases(),
        *await _attendance(),
        *await _notices(),
        *_documents(),
        *await _imports(),
        *await _process(),
    ]
    width = max(len(row.name) for row in rows)
    for row in rows:
        verdict = {None: "", True: "holds", False: "MISSED"}[row.holds]
        print(f"{row.name:<{width}}  {row.figure:<32}  {row.goal:<16}  {verdict}".rstrip())
    return int(any(row.holds is False for row in rows))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

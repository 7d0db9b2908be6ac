"""A file as it was understood, and what it changes, for whoever imports it."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.refusals import problem_sentence
from bot.cli.speech import language, listed, say
from core.model.importing import (
    Change,
    ClassCount,
    Imported,
    ImportKind,
    ImportOptions,
    ImportPlan,
    Sheet,
    Step,
    Subject,
)
from core.model.statements import Means
from locales import translator
from locales.amounts import euros

_FIRST = 20
"""Names of a kind of change that are shown; of the others, how many there are."""
_SIGNS = {";": "semicolon", ",": "comma", "\t": "tab"}
_NOTHING = "—"
_DAYS = frozenset({"due-on", "issued-on", "paid-on"})
_OF_SCHOOLS = frozenset({ImportKind.TOWN, ImportKind.ONDE_PUPILS, ImportKind.ONDE_GUARDIANS})


def draw(imported: Imported, options: ImportOptions) -> None:
    """Print what was understood, what could not be matched, what changes, and whether it was written."""
    plan = imported.plan
    for line in _head(imported.sheet):
        click.echo(line)
    if imported.sheet.kind in _OF_SCHOOLS and plan.classes:
        Console(markup=False, emoji=False, highlight=False).print(_classes(plan.classes))
    if plan.unmatched:
        click.echo(say("imports-unmatched", count=len(plan.unmatched)))
        for problem in plan.unmatched:
            click.echo(f"  {problem_sentence(problem)}")
    count = len(_written(plan, options))
    click.echo(
        say("imports-nothing-else")
        if not count and (plan.unmatched or plan.changes)
        else say("imports-changes", count=count)
    )
    for line in _changes(plan.changes):
        click.echo(line)
    if any(plan.unchanged.values()):
        click.echo(say("imports-unchanged", what=_unchanged(plan.unchanged)))
    for line in _end(imported, options):
        click.echo(line)


def _head(sheet: Sheet) -> Iterator[str]:
    yield say(
        "imports-recognised",
        kind=say(f"imports-kind-{sheet.kind.replace('_', '-')}"),
        encoding="UTF-8" if sheet.encoding == "utf-8" else "Windows-1252",
        separator=say("imports-separator", sign=_SIGNS[sheet.delimiter]),
        lines=len(sheet.rows),
    )
    for text in sheet.footers:
        yield say("imports-footer", text=text)


def _classes(counts: Sequence[ClassCount]) -> Table:
    table = Table(title=say("imports-classes"), title_justify="left")
    table.add_column(say("imports-school"))
    table.add_column(say("imports-class"))
    table.add_column(say("imports-pupils"), justify="right")
    for one in counts:
        table.add_row(Text(one.school), Text(one.name), str(one.pupils))
    return table


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    """Each kind of change with how many there are, and the first of them."""
    groups: dict[tuple[Subject, Step], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.subject, change.step), []).append(change)
    order = list(Subject)
    for subject, step in sorted(groups, key=lambda group: order.index(group[0])):
        group = groups[subject, step]
        yield f"  {say(f'imports-{subject}-{step}', count=len(group))}"
        for change in group[:_FIRST]:
            yield f"    {_change(change)}"
        if len(group) > _FIRST:
            yield f"    {say('imports-more', count=len(group) - _FIRST)}"


def _change(change: Change) -> str:
    if change.step is not Step.CHANGED:
        name = say("imports-with", name=change.name, detail=change.detail) if change.detail else change.name
        return say("imports-enrolled", name=name, services=change.after) if change.after else name
    if not change.detail:
        return change.name
    field = say(f"import-field-{change.detail}")
    if change.before:
        before, after = (_value(change.detail, text) for text in (change.before, change.after or _NOTHING))
        return say("imports-moved", name=change.name, field=field, before=before, after=after)
    if change.after:
        return say("imports-set", name=change.name, field=field, after=change.after)
    return say("imports-said", name=change.name, field=field)


def _value(field: str, text: str) -> str:
    """A value as people write it."""
    if text == _NOTHING:
        return text
    if field == "amount":
        return euros(Decimal(text), translator(language()))
    if field in _DAYS:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return say(f"means-{text}") if field == "means" and text in set(Means) else text


def _unchanged(counts: dict[Subject, int]) -> str:
    parts = (say("imports-unchanged-of", subject=subject, count=count) for subject, count in counts.items() if count)
    return listed(tuple(parts))


def _written(plan: ImportPlan, options: ImportOptions) -> list[Change]:
    """What applying the file writes: whoever is not in it leaves only where that is said."""
    return [change for change in plan.changes if change.step is not Step.LEFT or options.leavers]


def _end(imported: Imported, options: ImportOptions) -> Iterator[str]:
    plan, kind = imported.plan, imported.sheet.kind
    steps = {(change.subject, change.step) for change in plan.changes}
    if kind is ImportKind.ONDE_PUPILS and (Subject.CHILD, Step.ADDED) in steps and not options.services:
        yield say("imports-not-enrolled")
    if (Subject.CHILD, Step.LEFT) in steps and not options.leavers:
        yield say("imports-not-leaving")
    if imported.is_applied:
        if _written(plan, options):
            yield say("imports-applied")
    elif plan.obstacles:
        yield say("imports-blocked")
        yield from (f"  {problem_sentence(problem)}" for problem in plan.obstacles)
    elif _written(plan, options):
        yield say("imports-dry")

"""A policy written into the text of a preset: its explanations stay, what it says of its own town does not."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import time, timedelta
from functools import cache
from importlib.resources import files

from core.model.policy import (
    CalendarPolicy,
    Contact,
    Cutoff,
    OpeningHours,
    Policy,
    ServicePolicy,
    TableCutoff,
    WeeklyCutoff,
)
from core.model.terms import WEEKDAYS, Label
from core.policy import policy_of, preset, preset_text

_Paragraph = list[str]
_HEADER = re.compile(r"\[+([a-z_.]+)\]+")
_KEY = re.compile(r"(?P<key>[a-z_]+) = (?P<value>.*?)(?P<remark> +#.*)?")
_SECTION = "# ---"
_OF_THE_TOWN = "#:"


@cache
def _remarks() -> dict[str, str]:
    """Comments that take the place of others."""
    remarks: dict[str, str] = tomllib.loads(files(__package__).joinpath("remarks.toml").read_text("utf-8"))
    return remarks


def policy_text(name: str, policy: Policy) -> str:
    """The text of a policy that began as the preset ``name``.

    It may differ from it in names, contact, opening hours, calendar, deadlines, validation, and in which services there
    are, their names, days and hours; or say nothing of direct debit. Raises ``PolicyError`` where it is no policy, and
    ``ValueError`` where it differs in anything else.
    """
    if policy == preset(name):
        return preset_text(name)
    paragraphs = _without_the_town(_split(preset_text(name)))
    paragraphs = _with_hours(paragraphs, policy.opening_hours)
    paragraphs = list(_with_services(paragraphs, policy.services))
    _set_all(paragraphs[_top_of(paragraphs)], {"name": _quoted(policy.name), "locale": _quoted(policy.locale)})
    _write_contact(_table(paragraphs, "contact"), policy.contact)
    _write_calendar(paragraphs, policy.calendar)
    if policy.calendar.zone == "own":
        _explain_own_holidays(paragraphs)
    cutoffs = {"book": _cutoff(policy.cutoffs.book), "cancel": _cutoff(policy.cutoffs.cancel)}
    _set_all(_table(paragraphs, "cutoffs"), cutoffs)
    moment = {"weekday": _weekday(policy.validation.weekday), "time": _quoted(_offset(policy.validation.time))}
    _set_all(_table(paragraphs, "validation"), moment)
    if policy.debit_notice is None and preset(name).debit_notice is not None:
        _table(paragraphs, "debit_notice")[:] = _remarks()["without_debit"].splitlines()
    text = _joined(paragraphs)
    if policy_of(text, f"{name}.toml") != policy:
        raise ValueError("the policy differs from its preset in what is not written")
    return text


# --- the text, by paragraphs: lines between empty ones


def _split(text: str) -> list[_Paragraph]:
    return [paragraph.splitlines() for paragraph in re.split(r"\n{2,}", text.strip("\n"))]


def _joined(paragraphs: Iterable[_Paragraph]) -> str:
    """Sections stand two lines apart."""
    parts = [("\n" if lines[0].startswith(_SECTION) else "") + "\n".join(lines) for lines in paragraphs]
    return "\n\n".join(parts) + "\n"


def _header(lines: _Paragraph) -> str | None:
    """The table a paragraph holds."""
    found = (_HEADER.fullmatch(line) for line in lines)
    return next((header[1] for header in found if header), None)


def _table(paragraphs: list[_Paragraph], name: str) -> _Paragraph:
    return next(lines for lines in paragraphs if _header(lines) == name)


def _top_of(paragraphs: list[_Paragraph]) -> int:
    """Where the keys stand that are in no table."""
    return next(index for index, lines in enumerate(paragraphs) if lines[0].startswith("name = "))


def _without_the_town(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    kept = ([line for line in lines if not line.startswith(_OF_THE_TOWN)] for lines in paragraphs)
    first, *rest = [lines for lines in kept if lines]
    return [_without_last_note(first), *rest]


def _without_last_note(head: _Paragraph) -> _Paragraph:
    """The head of the file, without what it says of lines that are gone."""
    end = max(index for index, line in enumerate(head) if line == "#")
    return head[:end]


def _set(lines: _Paragraph, key: str, value: str) -> None:
    """Give a key another value; what is said beside it stays, in its column where there is room."""
    for index, line in enumerate(lines):
        found = _KEY.fullmatch(line)
        if found and found["key"] == key:
            remark = (found["remark"] or "").lstrip()
            start = f"{key} = {value}"
            width = max(line.index(remark) - 1, len(start)) if remark else 0
            lines[index] = f"{start:<{width}} {remark}".rstrip() if remark else start
            return
    raise KeyError(key)


def _set_all(lines: _Paragraph, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        _set(lines, key, value)


def _drop(lines: _Paragraph, key: str) -> None:
    lines[:] = [line for line in lines if not line.startswith(f"{key} = ")]


def _add(lines: _Paragraph, after: str, key: str, value: str) -> None:
    """Add a line below that of another key."""
    index = next(index for index, line in enumerate(lines) if line.startswith(f"{after} = "))
    lines.insert(index + 1, f"{key} = {value}")


# --- the tables


def _write_contact(lines: _Paragraph, contact: Contact) -> None:
    for key in ("service", "address", "phone", "email"):
        _set(lines, key, _quoted(getattr(contact, key)))
    if contact.portal is None:
        _drop(lines, "portal")
    else:
        _set(lines, "portal", _quoted(contact.portal))


def _write_calendar(paragraphs: list[_Paragraph], calendar: CalendarPolicy) -> None:
    lines = _table(paragraphs, "calendar")
    _set(lines, "timezone", _quoted(calendar.timezone))
    _set(lines, "zone", _quoted(calendar.zone))
    _set(lines, "school_weekdays", _weekdays(calendar.school_weekdays))
    if calendar.subdivision is not None:
        _add(lines, "zone", "subdivision", f"{_quoted(calendar.subdivision):<21}{_remarks()['subdivision']}")
    if calendar.known_until is not None:
        _add(lines, "school_weekdays", "known_until", calendar.known_until.isoformat())


def _explain_own_holidays(paragraphs: list[_Paragraph]) -> None:
    """Where the zones say nothing, no holidays are known: say so, instead of until when they are."""
    index = next(index for index, lines in enumerate(paragraphs) if "# [[calendar.school_holidays]]" in lines)
    paragraphs[index] = _remarks()["own_holidays"].splitlines()


def _with_hours(paragraphs: list[_Paragraph], hours: tuple[OpeningHours, ...]) -> list[_Paragraph]:
    """They stand between the contact and the first section."""
    start = paragraphs.index(_table(paragraphs, "contact")) + 1
    end = next(index for index, lines in enumerate(paragraphs) if index > start and lines[0].startswith(_SECTION))
    blocks = [_hours_block(span) for span in hours]
    intro = _remarks()["with_hours" if blocks else "without_hours"]
    return [*paragraphs[:start], intro.splitlines(), *blocks, *paragraphs[end:]]


def _hours_block(span: OpeningHours) -> _Paragraph:
    return [
        "[[opening_hours]]",
        f"weekdays = {_weekdays(span.weekdays)}",
        f"opens = {_quoted(_clock(span.opens))}",
        f"closes = {_quoted(_clock(span.closes))}",
    ]


def _with_services(paragraphs: list[_Paragraph], services: Iterable[ServicePolicy]) -> Iterator[_Paragraph]:
    kept = {_quoted(service.key): service for service in services}
    for lines in paragraphs:
        if _header(lines) != "services":
            yield lines
        elif service := kept.get(_value_of(lines, "key")):
            yield _service_block(lines, service)


def _value_of(lines: _Paragraph, key: str) -> str:
    return next(line for line in lines if line.startswith(f"{key} = ")).removeprefix(f"{key} = ")


def _service_block(lines: _Paragraph, service: ServicePolicy) -> _Paragraph:
    values = {
        "label": _label(service.label),
        "symbol": _quoted(service.symbol),
        "weekdays": _weekdays(service.weekdays),
        "starts": _quoted(_clock(service.starts)),
        "ends": _quoted(_clock(service.ends)),
    }
    written = list(lines)
    _set_all(written, values)
    return written


# --- values


def _quoted(text: str) -> str:
    """A string; JSON's escapes are TOML's too, but for one sign that need not be written."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _label(label: Label) -> str:
    return f"{{ fr = {_quoted(label.fr)}, en = {_quoted(label.en)} }}"


def _weekday(weekday: int) -> str:
    return _quoted(WEEKDAYS[weekday - 1])


def _weekdays(weekdays: Iterable[int]) -> str:
    return f"[{', '.join(map(_weekday, sorted(weekdays)))}]"


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


def _offset(offset: timedelta) -> str:
    minutes = offset // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _cutoff(cutoff: Cutoff) -> str:
    """A deadline on one line."""
    if isinstance(cutoff, TableCutoff):
        rows = (
            f"{WEEKDAYS[day - 1]} = {{ weekday = {_weekday(row.weekday)}, time = {_quoted(_offset(row.time))} }}"
            for day, row in cutoff.rows.items()
        )
        return f'{{ kind = "table", rows = {{ {", ".join(rows)} }} }}'
    at = f"time = {_quoted(_offset(cutoff.time))}"
    if isinstance(cutoff, WeeklyCutoff):
        earlier = f", weeks_before = {cutoff.weeks_before}" if cutoff.weeks_before > 1 else ""
        return f'{{ kind = "weekly", weekday = {_weekday(cutoff.weekday)}, {at}{earlier} }}'
    return f'{{ kind = "days_before", days = {cutoff.days}, unit = {_quoted(cutoff.unit)}, {at} }}'

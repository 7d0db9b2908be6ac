"""A guardian's data as they come: a page to be read, and the same as JSON for machines."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from html import escape
from typing import Any

from core.model.policy import Policy
from core.model.privacy import OwnData
from locales import Translator
from locales.amounts import euros, figures
from notifications.messages.fitting import foot
from notifications.messages.frame import Stamp
from notifications.transport import Attachment, Message

FORMAT = 1
"""Of the JSON: another number where a name in it means something else from then on."""

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:.5rem 0 2rem;display:block;overflow-x:auto}"
    "th,td{border:1px solid #ccc;padding:.25rem .6rem;text-align:left;vertical-align:top;white-space:pre-line}"
    "th{background:#f3f3f3}img{max-width:12rem}"
)
_CODES = frozenset({"kind", "state", "mark", "outcome", "custody", "channel", "field", "action"})
"""Fields whose values are words of the program, some of them with a sentence of their own."""

_AMOUNTS = frozenset({"amount", "unit_price"})
_MINUTES = frozenset({"arrived", "departed", "quiet_from", "quiet_until"})


def own_data_message(facts: OwnData, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """What comes, and whom to ask; the data themselves are in the files alone."""
    contact = policy.contact
    lines = [
        words.html("own-title"),
        words.html("own-drawn", at=words.instant(facts.drawn_at, policy.calendar.tz), service=contact.service),
        "",
        words.html("own-files"),
        words.html("own-question", phone=contact.phone, email=policy.privacy.officer_email or contact.email),
        foot(stamp, words, policy),
    ]
    name = words.text("own-file")
    page = Attachment(f"{name}.html", "text/html", _page(facts, words, policy).encode())
    machine = Attachment(f"{name}.json", "application/json", own_data_json(facts).encode())
    return Message("\n".join(lines), subject=words.text("own-subject"), attachments=(page, machine))


def own_data_json(facts: OwnData) -> str:
    """The sections as JSON: days and instants as ISO 8601, amounts as texts, files in base64."""
    whole = {"format": FORMAT, "drawn_at": facts.drawn_at, **facts.sections}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> str:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case _:
            raise TypeError(type(value))


def _page(facts: OwnData, words: Translator, policy: Policy) -> str:
    title = words.text("own-subject")
    at, service = words.instant(facts.drawn_at, policy.calendar.tz), policy.contact.service
    drawn = words.text("own-drawn", at=at, service=service)
    scribe = _Scribe(facts, words, policy)
    return "".join(
        (
            f'<!doctype html><html lang="{words.locale}"><head><meta charset="utf-8"><title>{escape(title)}</title>',
            f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1><p>{escape(drawn)}</p>",
            *(part for name, rows in facts.sections.items() for part in scribe.section(name, rows)),
            "</body></html>",
        )
    )


class _Scribe:
    """Writes sections as tables, with the names of children and services."""

    def __init__(self, facts: OwnData, words: Translator, policy: Policy) -> None:
        self._words = words
        self._policy = policy
        self._children = {one["child"]: f"{one['first_name']} {one['last_name']}" for one in facts.sections["children"]}

    def section(self, name: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """A heading and a table; a section of which nothing is kept says so."""
        yield f"<h2>{escape(self._words.text(f'own-section-{_dashed(name)}'))}</h2>"
        if not rows:
            yield f"<p>{escape(self._words.text('own-nothing'))}</p>"
            return
        heads = "".join(f"<th>{escape(self._words.text(f'own-column-{_dashed(key)}'))}</th>" for key in rows[0])
        yield f"<table><tr>{heads}</tr>"
        for row in rows:
            yield f"<tr>{''.join(f'<td>{self._cell(key, value)}</td>' for key, value in row.items())}</tr>"
        yield "</table>"

    def _cell(self, key: str, value: Any) -> str:
        if isinstance(value, bytes):
            return f'<img alt="" src="data:image/jpeg;base64,{_plain(value)}">'
        return escape(self._text(key, value))

    def _text(self, key: str, value: Any) -> str:
        match value:
            case None:
                return ""
            case bool():
                return self._words.text("own-yes" if value else "own-no")
            case dict():
                return "\n".join(f"{name}: {_listed(one)}" for name, one in value.items())
            case date() | Decimal():
                return self._measure(key, value)
            case int() if key in _MINUTES:
                return self._words.clock(time(value // 60 % 24, value % 60))
            case _:
                return self._word(key, value)

    def _measure(self, key: str, value: date | Decimal) -> str:
        words = self._words
        match value:
            case Decimal():
                return euros(value, words) if key in _AMOUNTS else figures(value, words)
            case datetime():
                local = value.astimezone(self._policy.calendar.tz)
                return f"{words.dated(local.date())}, {words.clock(local.time())}"
            case _:
                return words.dated(value)

    def _word(self, key: str, value: Any) -> str:
        if key == "child":
            return self._children.get(value, str(value))
        if key == "service":
            return next((one.label.in_(self._words.locale) for one in self._policy.services if one.key == value), value)
        reason = self._policy.absence_reason(value) if key == "reason" else None
        if reason is not None:
            return reason.label.in_(self._words.locale)
        code = _dashed(str(value))
        known = (name for name in (f"own-value-{code}", f"status-kind-{code}") if self._words.has(name))
        name = next(known, None) if key in _CODES else None
        return str(value) if name is None else self._words.text(name)


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _dashed(name: str) -> str:
    return name.replace("_", "-")

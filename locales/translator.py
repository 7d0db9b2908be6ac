"""Sentences from Fluent, dates from Babel."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource

LOCALES = ("fr", "en")
"""Languages spoken, the preferred one first."""

Argument = str | int

_LONGEST = 2000
"""Characters of an argument that Fluent is given: it refuses 2,500, and a person's own words may be longer."""


@lru_cache(maxsize=4096)
def _format_date(day: date, pattern: str, locale: str) -> str:
    """Babel reads the pattern anew each time, and a screen shows the same few days again and again."""
    return format_date(day, pattern, locale=locale)


class Translator:
    """Speaks one language. ``text`` is for buttons, alerts, terminals; ``html``, which escapes, for messages."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._bundle = FluentBundle([locale], use_isolating=False)
        for path in sorted((Path(__file__).parent / locale).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        self._spoken = lru_cache(maxsize=4096)(self._speak)  # a screen says the same again and again

    def has(self, message: str) -> bool:
        """Whether there is such a message."""
        return self._bundle.has_message(message)

    def text(self, message: str, **args: Argument) -> str:
        """The sentence as plain text. Raises ``LookupError`` for an unknown message or a missing argument."""
        return self._spoken(message, tuple(args.items()))

    def _speak(self, message: str, args: tuple[tuple[str, Argument], ...]) -> str:
        pattern = self._bundle.get_message(message).value
        if pattern is None:
            raise LookupError(message)
        long = {name: arg for name, arg in args if isinstance(arg, str) and len(arg) > _LONGEST}
        in_place = {name: f"\ue000{name}\ue001" for name in long}
        sentence, errors = self._bundle.format_pattern(pattern, dict(args) | in_place)
        if errors:
            raise LookupError(f"{message}: {errors[0]}")
        whole = str(sentence)
        for name, stand_in in in_place.items():
            whole = whole.replace(stand_in, long[name])
        return whole

    def html(self, message: str, **args: Argument) -> str:
        """The sentence as HTML; arguments are escaped, so a name may hold ``<`` and ``&``."""
        return self.text(message, **{name: escape(arg) if isinstance(arg, str) else arg for name, arg in args.items()})

    def listed(self, items: Iterable[str]) -> str:
        """``a, b et c``."""
        return format_list(list(items), locale=self.locale)

    def day(self, day: date) -> str:
        """``lundi 30 novembre``, ``mardi 1er décembre``."""
        return self._date(day, "EEEE d MMMM")

    def dated(self, day: date) -> str:
        """``30 novembre 2026``, ``1er décembre 2026``: for what may be long ago."""
        return self._date(day, "d MMMM y")

    def _date(self, day: date, pattern: str) -> str:
        first_in_french = self.locale == "fr" and day.day == 1
        return _format_date(day, pattern.replace("d", "d'er'") if first_in_french else pattern, self.locale)

    def short_day(self, day: date) -> str:
        """``lun. 30/11``, ``Mon 30/11``: for a button."""
        return _format_date(day, "EEE d/MM", self.locale)

    def narrow_day(self, day: date) -> str:
        """``lun 30``: for the head of a column."""
        return _format_date(day, "EEE d", self.locale).replace(".", "")

    def week(self, monday: date) -> str:
        """``du 23 au 27 novembre``: a school week, Monday to Friday."""
        return self.period(monday, monday + timedelta(days=4))

    def period(self, first: date, last: date) -> str:
        """``du 23 au 27 novembre``, ``du 30 novembre au 4 décembre``."""
        is_one_month = (first.year, first.month) == (last.year, last.month)
        since = self._date(first, "d" if is_one_month else "d MMMM")
        return self.text("days-from-to", first=since, last=self._date(last, "d MMMM"))

    def span(self, monday: date) -> str:
        """``30/11 – 4/12``: a school week on a button."""
        return f"{monday:%-d/%m} – {monday + timedelta(days=4):%-d/%m}"

    def month(self, day: date) -> str:
        """``novembre 2026``: the month of a day."""
        return _format_date(day, "MMMM y", self.locale)

    def weekday(self, weekday: int) -> str:
        """The name of an ISO weekday."""
        return _format_date(date(2024, 1, weekday), "EEEE", self.locale)

    def clock(self, moment: time) -> str:
        """``8 h 30``, ``9 h``; ``8:30`` in English."""
        if self.locale != "fr":
            return f"{moment.hour}:{moment.minute:02}"
        return f"{moment.hour} h {moment.minute:02}" if moment.minute else f"{moment.hour} h"

    def instant(self, instant: datetime, tz: ZoneInfo) -> str:
        """``vendredi 27 novembre à 9 h``."""
        local = instant.astimezone(tz)
        return self.text("date-at", day=self.day(local.date()), time=self.clock(local.time()))

    def deadline(self, instant: datetime, tz: ZoneInfo) -> str:
        """A deadline as people say it: one at midnight as the evening before, ``jeudi 26 novembre à 23 h 59``."""
        local = instant.astimezone(tz)
        if local.time() == time():
            evening = local.date() - timedelta(days=1)
            return self.text("date-at", day=self.day(evening), time=self.clock(time(23, 59)))
        return self.instant(instant, tz)


@cache
def translator(locale: str) -> Translator:
    """The translator of a language; French for one that is not spoken."""
    return Translator(locale if locale in LOCALES else LOCALES[0])

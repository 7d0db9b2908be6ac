"""What a clerk types at ``cantine init``, understood as people write it: days, hours, deadlines.

Each function returns ``None`` for what it does not understand, or understands in two ways.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import time, timedelta

from core.model.policy import Cutoff, DaysBeforeCutoff, DaysUnit, OpeningHours, Validation, WeeklyCutoff
from core.model.terms import MIDNIGHT
from core.rules.names import folded

_NAMES = (
    ("lundi", "monday"),
    ("mardi", "tuesday"),
    ("mercredi", "wednesday"),
    ("jeudi", "thursday"),
    ("vendredi", "friday"),
    ("samedi", "saturday"),
    ("dimanche", "sunday"),
)
_SHORTEST = 3
"""Letters of a day's name: ``lun``, ``thu``."""

_RANGE = "-"
_UNTIL = frozenset({"-", "a", "au", "to", "until", "till"})
_NOTHING_SAID = re.compile(
    r"le|la|les|l|de|du|des|d|et|chaque|avant|pour|semaine|suivante|prochaine|soir|matin|apres-midi"
    r"|the|on|at|from|and|each|every|before|for|week|following|next|evening|morning|afternoon|[,.&/:;]"
)
_CLOSED = "x"
_SHUT = frozenset({"ferme", "fermes", "fermee", "closed"})
_MOMENTS = {"midi": timedelta(hours=12), "noon": timedelta(hours=12), "minuit": MIDNIGHT, "midnight": MIDNIGHT}

_FARTHEST = 60
"""Days before, as a policy takes them."""

_NUMBERS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SAME_DAY = re.compile(r"(?:(?:le )?(?:jour|matin) meme|(?:the )?same (?:day|morning))(?P<rest>.*)")
_EVE = re.compile(r"(?:(?:la )?veille|(?:the )?(?:day|eve) before)(?P<rest>.*)")
_DAYS_BEFORE = re.compile(
    r"(?P<count>\d+(?= ?)|[a-z]+(?= )) ?(?:jours?|(?:(?P<unit_en>working|school) )?days?)"
    r"(?: (?P<unit>ouvres?|d ecole|d'ecole|scolaires?))?(?: (?:avant|before))?\b(?P<rest>.*)"
)
_UNITS = {
    "ouvre": DaysUnit.WORKING,
    "working": DaysUnit.WORKING,
    "d ecole": DaysUnit.SCHOOL,
    "d'ecole": DaysUnit.SCHOOL,
    "scolaire": DaysUnit.SCHOOL,
    "school": DaysUnit.SCHOOL,
}

_APOSTROPHE, _DASH = re.compile(r"\u2019"), re.compile(r"[\u2010-\u2015]")

_HOURS = re.compile(r"(?<=\d) ?(?:heures?|hours?)\b")

_TOKEN = re.compile(r"apres-midi|\d{1,2} ?(?:h|:) ?\d{2}|\d{1,2} ?h(?![a-z])|\d{1,2}|[a-z]+\.?|[-,;.&/:]|\S")
_CLOCK = re.compile(r"(\d{1,2})(?: ?(?:h|:) ?(\d{2})?)?")

_Token = int | timedelta | str
"""A weekday, a time, a sign between them, or that it is closed."""


def weekdays_of(text: str) -> frozenset[int] | None:
    """``lundi, mardi et jeudi``, ``lun-ven``, ``Monday to Friday``: ISO weekdays."""
    tokens = _tokens(text)
    return None if tokens is None else frozenset(_days(tokens) or ()) or None


def time_of(text: str) -> time | None:
    """``8h30``, ``8 h``, ``08:30``, ``midi``."""
    offset = _offset(text)
    return None if offset is None or offset >= MIDNIGHT else _at(offset)


def hours_of(text: str) -> tuple[OpeningHours, ...] | None:
    """``lundi et vendredi 8h30-12h, mercredi 8h30-12h et 13h30-17h30, jeudi fermé``."""
    tokens = _tokens(text)
    groups = [] if tokens is None else _groups(tokens)
    found = [_spans(days, times) for days, times in groups]
    if None in found:
        return None
    return tuple(span for spans in filter(None, found) for span in spans) or None


def deadline_of(text: str) -> Cutoff | None:
    """``jeudi minuit`` (for the following week), ``la veille à 10h``, ``2 jours ouvrés avant 9h``, ``jour même 7h``."""
    plain = _plain(text)
    if same := _SAME_DAY.fullmatch(plain):
        return _days_before(0, DaysUnit.CALENDAR, same["rest"])
    if eve := _EVE.fullmatch(plain):
        return _days_before(1, DaysUnit.CALENDAR, eve["rest"])
    if before := _DAYS_BEFORE.fullmatch(plain):
        unit = (before["unit"] or before["unit_en"] or "").rstrip("s")
        return _days_before(_number(before["count"]), _UNITS.get(unit, DaysUnit.CALENDAR), before["rest"])
    moment = _moment(text)
    return None if moment is None else WeeklyCutoff.model_construct(kind="weekly", weekday=moment[0], time=moment[1])


def validation_of(text: str) -> Validation | None:
    """``vendredi 9h``."""
    moment = _moment(text)
    return None if moment is None else Validation.model_construct(weekday=moment[0], time=moment[1])


def _days_before(days: int | None, unit: DaysUnit, rest: str) -> Cutoff | None:
    at = _offset(rest)
    if days is None or days > _FARTHEST or at is None or (days == 0 and at == MIDNIGHT):
        return None
    return DaysBeforeCutoff.model_construct(kind="days_before", days=days, unit=unit, time=at)


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return next((names.index(word) + 1 for names in (_NUMBERS, _ENGLISH) if word in names), None)


# --- signs


def _plain(text: str) -> str:
    return " ".join(_HOURS.sub("h", _DASH.sub("-", _APOSTROPHE.sub("'", folded(text)))).split())


def _tokens(text: str) -> list[_Token] | None:
    """What was said, without the words that say nothing; ``None`` where a word is not known."""
    words = (found[0].rstrip(".") or "." for found in _TOKEN.finditer(_plain(text).replace("'", " ")))
    tokens: list[_Token] = []
    for word in words:
        token = _token(word)
        if token is None:
            return None
        if token != "":
            tokens.append(token)
    return tokens


def _token(word: str) -> _Token | None:
    """Empty for a word that says nothing."""
    if word in _UNTIL:
        return _RANGE
    if _NOTHING_SAID.fullmatch(word):
        return ""
    if word in _SHUT:
        return _CLOSED
    if word in _MOMENTS:
        return _MOMENTS[word]
    if clock := _CLOCK.fullmatch(word):
        offset = timedelta(hours=int(clock[1]), minutes=int(clock[2] or 0))
        return offset if offset <= MIDNIGHT and int(clock[2] or 0) < 60 else None  # noqa: PLR2004 (minutes)
    return _weekday(word)


def _weekday(word: str) -> int | None:
    stem = word.rstrip("s")
    if len(stem) < _SHORTEST:
        return None
    days = (day for day, names in enumerate(_NAMES, 1) if any(name.startswith((stem, word)) for name in names))
    return next(days, None)


# --- what the signs say


def _days(tokens: Sequence[_Token]) -> list[int] | None:
    """Days alone, in which a dash joins two."""
    days: list[int] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        joins = before == _RANGE and bool(days)
        if isinstance(token, timedelta) or token == _CLOSED or (isinstance(token, int) and joins and token <= days[-1]):
            return None
        if isinstance(token, int):
            days += range(days[-1] + 1, token + 1) if joins else (token,)
    return days if tokens and tokens[-1] != _RANGE else None


def _groups(tokens: Sequence[_Token]) -> list[tuple[list[_Token], list[_Token]]]:
    """Days, and the times that follow them."""
    groups: list[tuple[list[_Token], list[_Token]]] = []
    for token in tokens:
        begins = isinstance(token, int) and (not groups or any(one != _RANGE for one in groups[-1][1]))
        if begins:
            groups.append(([token], []))
        elif not groups:
            return []
        else:
            days, times = groups[-1]
            is_of_days = not times and (isinstance(token, int) or token == _RANGE)
            (days if is_of_days else times).append(token)
    return groups


def _spans(day_tokens: Sequence[_Token], times: Sequence[_Token]) -> list[OpeningHours] | None:
    """A span for each pair of times with a dash between them; none where it is closed."""
    while day_tokens and day_tokens[-1] == _RANGE:
        day_tokens = day_tokens[:-1]
    days = _days(day_tokens)
    if days and list(times) == [_CLOSED]:
        return []
    spans = list(_pairs(times))
    if not days or not spans or None in spans:
        return None
    return [OpeningHours.model_construct(weekdays=tuple(days), opens=a, closes=b) for a, b in filter(None, spans)]


def _pairs(times: Sequence[_Token]) -> Iterator[tuple[time, time] | None]:
    for start in range(0, len(times), 3):
        opens, dash, closes = (*times[start : start + 3], None, None)[:3]
        if not isinstance(opens, timedelta) or dash != _RANGE or not isinstance(closes, timedelta):
            yield None
        else:
            yield (_at(opens), _at(closes)) if opens < closes < MIDNIGHT else None


def _moment(text: str) -> tuple[int, timedelta] | None:
    """A weekday and a time."""
    tokens = [token for token in _tokens(text) or () if token != _RANGE]
    if len(tokens) == 2 and isinstance(tokens[0], int) and isinstance(tokens[1], timedelta):  # noqa: PLR2004 (both)
        return tokens[0], tokens[1]
    return None


def _offset(text: str) -> timedelta | None:
    tokens = [token for token in _tokens(text) or () if token != _RANGE]
    return tokens[0] if len(tokens) == 1 and isinstance(tokens[0], timedelta) else None


def _at(offset: timedelta) -> time:
    minutes = offset // timedelta(minutes=1)
    return time(minutes // 60, minutes % 60)

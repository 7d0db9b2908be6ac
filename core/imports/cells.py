"""What a cell says: names compared, dates, amounts and telephone numbers read as people and spreadsheets write them."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

_FRENCH_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_OLDEST = timedelta(days=366 * 20)
_AMOUNT = re.compile(r"[+-]?\d+(\.\d{1,2})?")


def plain(text: str) -> str:
    """A text without case and accents, as services are written by hand."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(symbol for symbol in decomposed if not unicodedata.combining(symbol))


def compact(text: str) -> str:
    """Letters and digits alone, without case and accents: ``Jean-Noël`` and ``JEAN NOEL`` are one name."""
    return "".join(symbol for symbol in plain(text) if symbol.isalnum())


def header_name(text: str) -> str:
    """The name of a column: ``Nom d'usage élève`` is ``nom d usage eleve``, ``Birth_Date`` is ``birth_date``."""
    return " ".join(re.sub(r"[^\w]+", " ", plain(text)).split())


def read_date(text: str) -> date | None:
    """``2019-05-31`` or ``31/05/2019``."""
    french = _FRENCH_DATE.fullmatch(text)
    try:
        if french:
            day, month, year = map(int, french.groups())
            return date(year, month, day)
        return date.fromisoformat(text) if _ISO_DATE.fullmatch(text) else None
    except ValueError:
        return None


def is_pupils(born: date, today: date) -> bool:
    """Whether a birth date can be a pupil's: whoever is over twenty is none, it was mistyped or is the guardian's."""
    return today - _OLDEST < born <= today


def read_amount(text: str) -> Decimal | None:
    """Euros with at most two places: ``1 234,50``, ``1234.50``, ``-12,5 €``."""
    figures = "".join(text.removesuffix("€").split()).replace(",", ".")
    return Decimal(figures) if _AMOUNT.fullmatch(figures) else None

"""Account numbers (IBAN, ISO 13616): whether one can be right."""

import re

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_FRENCH_LENGTH = 27


def is_iban(text: str) -> bool:
    """Whether the check digits of an account number are right; blanks do not count. A French one has 27 signs."""
    number = "".join(text.split()).upper()
    if not _SHAPE.fullmatch(number) or (number.startswith("FR") and len(number) != _FRENCH_LENGTH):
        return False
    figures = "".join(str(int(sign, 36)) for sign in number[4:] + number[:4])
    return int(figures) % 97 == 1


def end_of(text: str) -> str:
    """The last four signs: all that is kept."""
    return "".join(text.split()).upper()[-4:]

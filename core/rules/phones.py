"""Phone numbers, as people write them."""

import re

_SEPARATORS = re.compile(r"[\s.\-/()\u2010-\u2015]+")
_FRENCH = re.compile(r"(?:\+33|0033)0?([1-9]\d{8})|0([1-9]\d{8})")
_FOREIGN = re.compile(r"\+[1-9]\d{8,14}")
_COUNTRY_33 = ("+33", "0033")


def phone_of(text: str) -> str | None:
    """A number as it is kept, ``06 12 34 56 78``; ``None`` for what is none.

    French ones by ten digits, or with ``+33`` and ``0033``, whose "(0)" is left out; others begin with ``+`` and have
    9 to 15 digits (E.164), in the groups they were written in.
    """
    groups = _SEPARATORS.sub(" ", text).strip()
    digits = groups.replace(" ", "")
    if found := _FRENCH.fullmatch(digits):
        national = "0" + (found[1] or found[2])
        return " ".join(national[start : start + 2] for start in range(0, len(national), 2))
    if digits.startswith("00"):
        groups, digits = "+" + groups[2:].lstrip(), "+" + digits[2:]
    if digits.isascii() and _FOREIGN.fullmatch(digits) and not digits.startswith(_COUNTRY_33):
        return groups
    return None

"""A guardian's own details: how each is read when it is typed in, and how much of it a chat may hold."""

import re
from collections.abc import Callable, Mapping

from core.model.family import FamilyRequestKind
from core.rules.phones import phone_of
from core.rules.postal import address_of

_LONGEST_EMAIL = 254
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
_EMAIL = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
"""As mail servers take it (RFC 5321, section 4.1.2): no accents before the at sign, where phones like to put them."""
_SHOWN = 2


def email_of(text: str) -> str | None:
    """A mailbox as it is kept; ``None`` for what is none."""
    email = text.strip()
    return email if len(email) <= _LONGEST_EMAIL and _EMAIL.fullmatch(email) else None


_READ: Mapping[FamilyRequestKind, Callable[[str], str | None]] = {
    FamilyRequestKind.ADDRESS: address_of,
    FamilyRequestKind.PHONE: phone_of,
    FamilyRequestKind.EMAIL: email_of,
}


def detail_of(kind: FamilyRequestKind, text: str) -> str | None:
    """What was typed in, as it is kept; ``None`` for what is no detail of this kind. Raises ``KeyError`` for others."""
    return _READ[kind](text)


def is_same(kind: FamilyRequestKind, one: str, other: str) -> bool:
    """Whether two details say the same, however each is written."""
    return _folded(kind, one) == _folded(kind, other)


def _folded(kind: FamilyRequestKind, text: str) -> str:
    kept = (detail_of(kind, text) or text).casefold()
    return "".join(kept.split()) if kind is FamilyRequestKind.PHONE else kept


def masked_phone(phone: str) -> str:
    """A number that its owner knows again and nobody else can call: ``06 •• •• •• 78``."""
    digits = [place for place, letter in enumerate(phone) if letter.isdigit()]
    hidden = set(digits[_SHOWN:-_SHOWN] if len(digits) > 2 * _SHOWN else digits)
    return "".join("•" if place in hidden else letter for place, letter in enumerate(phone))


def end_of(number: str, length: int) -> str:
    """The last characters of a number; of one that is not longer, only the last."""
    bare = "".join(number.split())
    return bare[-length:] if len(bare) > length else bare[-1:]

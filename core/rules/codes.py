"""Link codes: ten symbols of Crockford's base 32, which holds no I, L, O nor U (https://www.crockford.com/base32.html)."""

from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
BITS = 5 * LENGTH
"""Random bits a code holds."""

_BETWEEN = " -.\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{EN DASH}"
"""What people, phones and mail programs put between the symbols."""
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"} | dict.fromkeys(_BETWEEN))


def new_code(randomness: int) -> str:
    """The code of ``BITS`` random bits, as shown: ``K7QF2-M9D4X``. Raises ``ValueError`` for a number out of range."""
    if not 0 <= randomness < 1 << BITS:
        raise ValueError(f"not {BITS} bits: {randomness}")
    symbols = "".join(ALPHABET[randomness >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return f"{symbols[: LENGTH // 2]}-{symbols[LENGTH // 2 :]}"


def normalise(text: str) -> str | None:
    """The ten symbols of a code as somebody typed it; ``None`` for what cannot be a code.

    Case, spaces, hyphens and dots do not matter; O is read as 0, I and L as 1.
    """
    symbols = text.strip().upper().translate(_MISREAD)
    return symbols if len(symbols) == LENGTH and set(symbols) <= set(ALPHABET) else None


def digest(code: str) -> str:
    """What is stored of a code: the SHA-256 of its ten symbols, in hex. Raises ``ValueError`` where it is none."""
    symbols = normalise(code)
    if symbols is None:
        raise ValueError("not a link code")
    return sha256(symbols.encode("ascii")).hexdigest()

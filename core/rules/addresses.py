"""What can be an e-mail address."""

import re

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def is_email(text: str) -> bool:
    """Whether mail could be sent there: something, an at sign, and a domain with a dot in it."""
    return _EMAIL.fullmatch(text) is not None

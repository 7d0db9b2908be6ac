"""What can be an e-mail address, and what holds one."""

import re

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_MAILBOX = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")


def is_email(text: str) -> bool:
    """Whether mail could be sent there: something, an at sign, and a domain with a dot in it."""
    return _EMAIL.fullmatch(text) is not None


def without_emails(text: str) -> str:
    """Text in which nobody's address is left: a mail server repeats the one that it refuses."""
    return _MAILBOX.sub("…", text)

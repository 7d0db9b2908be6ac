"""Which links Telegram takes, in texts and under buttons."""

import re
from typing import Final

from simulator.errors import BotApiError, bad_request

SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
HOST: Final = re.compile(r"(?:[^\s/?#@]+@)?(\[[0-9a-fA-F:]+\]|[^\s/?#:@]+)(:\d{1,5})?(.*)", re.DOTALL)


class WrongLinkError(ValueError):
    """Not a link for Telegram; the message says why, in its words."""


def normal_link(link: str) -> str:
    """The link as Telegram keeps it: with a scheme and a path. Raises WrongLinkError."""
    link = link.strip()
    scheme = SCHEME.match(link)
    if scheme and scheme[1].lower() == "tg":
        return link
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise WrongLinkError("Unsupported URL protocol")
    rest = link.partition("://")[2] if scheme else link
    host = HOST.fullmatch(rest)
    if not rest or not host:
        raise WrongLinkError("URL host is empty")
    if " " in rest or ("." not in host[1].strip(".") and not host[1].startswith("[")):
        raise WrongLinkError("Wrong HTTP URL")
    path = host[3] if host[3].startswith("/") else f"/{host[3]}"
    return (
        f"{scheme[1].lower() if scheme else 'http'}://{rest[: host.end(2) if host[2] else host.end(1)].lower()}{path}"
    )


def check_link(what: str, link: str) -> str:
    """The normal form of a link that must be right. Raises BotApiError, `what` naming where it stood."""
    try:
        return normal_link(link)
    except WrongLinkError as wrong:
        raise bad_request(f"{what} '{link}' is invalid: {wrong}") from None


def check_https(what: str, link: str) -> None:
    """Web Apps open over HTTPS only. Raises BotApiError."""
    if not link.lower().startswith("https://"):
        raise BotApiError(400, f"Bad Request: {what} '{link}' is invalid: Only HTTPS links are allowed")
    check_link(what, link)

"""Bytes become text, or a problem that says which line spoils it."""

import re

from core.model.importing import Encoding, ImportRefusedError, Problem, ProblemKind

_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")
"""How XLSX and ODS, XLS, PDF and gzip files begin."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_UTF8_PAIR = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_TWICE = re.compile("Ã[\u00a0-\u00bf]|Ã[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""An accent in UTF-8 that was read as cp1252 once, and saved so."""

_OTHER_PAGE = re.compile(r"[ƒ†‡ˆ‰˜]|[^\W\d_][‚„]|[a-zà-ÿ][ŠŽ]")
"""What accents of Mac OS Roman and of DOS (code page 850) become in cp1252: ``BruyŽre``, ``H‚lŠne``."""


def decode(content: bytes) -> tuple[str, Encoding]:
    """The text of a file, and how it was read. Raises ``ImportRefusedError``."""
    if content.startswith(_NOT_TEXT):
        raise ImportRefusedError([Problem(1, ProblemKind.NOT_TEXT)])
    if content.startswith(_WIDE):
        raise ImportRefusedError([Problem(1, ProblemKind.ENCODING)])
    if b"\0" in content:
        raise ImportRefusedError([Problem(1, ProblemKind.NOT_TEXT)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_of(content, error.start)
        if error.end == len(error.object) and error.reason == "unexpected end of data":
            raise ImportRefusedError([Problem(line, ProblemKind.CUT)]) from error
        return _from_cp1252(content, line), Encoding.CP1252
    if garbled := _TWICE.search(text):
        raise ImportRefusedError([Problem(text.count("\n", 0, garbled.start()) + 1, ProblemKind.ENCODING)])
    return text, Encoding.UTF_8


def _from_cp1252(content: bytes, line: int) -> str:
    """``line``: where it is not UTF-8."""
    if _UTF8_PAIR.search(content):  # read as cp1252, the accents of its UTF-8 part would be garbled
        raise ImportRefusedError([Problem(line, ProblemKind.ENCODING)])
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise ImportRefusedError([Problem(_line_of(content, error.start), ProblemKind.ENCODING)]) from error
    if garbled := _OTHER_PAGE.search(text):
        raise ImportRefusedError([Problem(_line_of(content, garbled.start()), ProblemKind.ENCODING)])
    return text


def _line_of(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1

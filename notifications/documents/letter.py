"""Letters with a code, one a page: for an envelope with a window on its right, to be read by people and by phones.

A4 folded in three for a DL envelope. The address stands where the window is (NF Z 11-001): 105 to 195 mm from the left,
45 to 75 from the top. Millimetres everywhere, but for the size of letters: points.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

import segno
from fpdf import FPDF

from core.model.policy import Policy
from core.rules.codes import normalise
from core.usecases.inviting import Invitation
from locales import LOCALES, Translator, translator
from notifications.documents.typeface import BOLD, REGULAR, drawable

WINDOW = (105.0, 45.0, 195.0, 75.0)
"""Left, top, right and bottom of what the window shows."""

_FONT = "Roboto"
_MARGIN = 20.0
_INSIDE = 2.0
"""From the edges of the window, within which the letter moves."""
_LINE = 4.6
_LINES = 5
"""As many lines as the window shows; what comes after them would be hidden."""
_FOLDS = (99.0, 198.0)
_SQUARE = 40.0
_SQUARE_TOP = 124.0
_SMALLEST = 6.0


def drawn_letters(
    invitations: Sequence[Invitation], link_of: Callable[[str], str | None], policy: Policy, drawn_at: datetime
) -> bytes:
    """A PDF of a letter to each. ``link_of``: the deep link of a code; ``None`` where the bot's name is not known.

    ``drawn_at`` is aware.
    """
    sheet = _Sheet(policy, drawn_at)
    for invitation in invitations:
        sheet.put(invitation, link_of(invitation.code))
    return bytes(sheet.output())


def in_words(code: str, words: Translator) -> str:
    """A code as it is read aloud, so that no O is taken for a zero: ``K, sept, Q, F, deux – M, neuf, D, quatre, X``."""
    symbols = normalise(code) or ""
    said = [words.text(f"letter-digit-{one}") if one.isdigit() else one for one in symbols]
    half = len(said) // 2
    return f"{', '.join(said[:half])} – {', '.join(said[half:])}"


def long_day(day: date, words: Translator) -> str:
    """``lundi 18 janvier 2027``."""
    return f"{words.day(day)} {day.year}"


class _Sheet(FPDF):
    """The pages."""

    def __init__(self, policy: Policy, drawn_at: datetime) -> None:
        super().__init__(format="A4")
        self._policy = policy
        self._words = translator(policy.locale)
        self._other = translator(next(locale for locale in LOCALES if locale != self._words.locale))
        self._drawn_at = drawn_at
        self.add_font(_FONT, "", REGULAR)
        self.add_font(_FONT, "B", BOLD)
        self._lines: dict[tuple[str, float, str, float], list[str]] = {}
        self.set_margin(_MARGIN)
        self.set_auto_page_break(False)
        self.set_creation_date(drawn_at)
        self.set_title(self._words.text("letter-title"))
        self.set_lang(self._words.locale)

    def put(self, invitation: Invitation, link: str | None) -> None:
        """One letter."""
        self.add_page()
        for fold in _FOLDS:
            self.line(4, fold, 9, fold)
        self._sender()
        self._address(invitation)
        self._steps(link)
        self._code(invitation)
        self._end()

    def _sender(self) -> None:
        contact = self._policy.contact
        self.set_xy(_MARGIN, 15)
        self._paragraph(drawable(contact.service), style="B", width=75)
        for line in (contact.address, contact.phone, contact.email):
            self._paragraph(drawable(line), size=9.5, width=75)

    def _address(self, invitation: Invitation) -> None:
        left, top, right, bottom = WINDOW
        lines = list(self._address_lines(invitation))
        height = min(_LINE, (bottom - top - 2 * _INSIDE) / len(lines))
        self.set_y(top + _INSIDE)
        for line in lines:
            self.set_x(left + _INSIDE)
            self.cell(0, height, self._fitted(drawable(line), right - left - 2 * _INSIDE))
            self.ln(height)
        at = long_day(self._local(self._drawn_at), self._words)
        self.set_xy(left + _INSIDE, 82)
        self._paragraph(at, size=9.5)

    def _address_lines(self, invitation: Invitation) -> Iterator[str]:
        yield invitation.guardian
        if invitation.address:
            yield from _condensed(invitation.address, _LINES)
            return
        child = invitation.child
        yield self._words.text("letter-hand-out", child=child.name)
        yield from filter(None, (child.class_name, child.school))

    def _fitted(self, line: str, width: float) -> str:
        """A line in letters small enough for it; what is longer even so is cut."""
        size = 10.5
        self.set_font(_FONT, "", size)
        while self.get_string_width(line) > width and size > _SMALLEST:
            size -= 0.5
            self.set_font(_FONT, "", size)
        while self.get_string_width(line) > width:
            line = line.rstrip("…")[:-1].rstrip() + "…"
        return line

    def _steps(self, link: str | None) -> None:
        words = self._words
        self.set_xy(_MARGIN, 104)
        self._paragraph(words.text("letter-title"), size=15, style="B", gap=3)
        self._paragraph(words.text("letter-hello"), gap=1)
        width = self.epw if link is None else self.epw - _SQUARE - 8
        self._paragraph(words.text("letter-intro", service=drawable(self._policy.name)), width=width, gap=2)
        first = "letter-step-open" if link is None else "letter-step-scan"
        for number, step in enumerate((first, "letter-step-code", "letter-step-birth-date"), start=1):
            self._paragraph(f"{number}. {words.text(step)}", width=width, gap=1.5)
        if link is not None:
            self._square(link)
            self.set_y(max(self.get_y(), _SQUARE_TOP + _SQUARE))
        self.ln(5)

    def _square(self, link: str) -> None:
        """The link as a QR code. Rows overlap by a hair, so that no screen shows a line between them."""
        matrix = segno.make(link, error="m", micro=False).matrix
        module = _SQUARE / len(matrix)
        left = self.w - _MARGIN - _SQUARE
        self.set_fill_color(0)
        for number, row in enumerate(matrix):
            for first, count in _runs(row):
                at = left + first * module, _SQUARE_TOP + number * module
                self.rect(*at, count * module, module + 0.01, style="F")

    def _code(self, invitation: Invitation) -> None:
        words = self._words
        symbols = normalise(invitation.code) or ""
        half = len(symbols) // 2
        self._centred(words.text("letter-code"), 10.5)
        self._centred(" ".join((*symbols[:half], "–", *symbols[half:])), 26, "B")
        self._centred(words.text("letter-code-words", words=in_words(invitation.code, words)), 9)
        self.ln(3)
        day = long_day(self._local(invitation.expires_at), words)
        self._paragraph(words.text("letter-until", day=day), gap=2)

    def _centred(self, text: str, size: float, style: str = "") -> None:
        self.set_font(_FONT, style, size)
        self.cell(0, size * 0.46, text, align="C")
        self.ln(size * 0.46 + 1)

    def _end(self) -> None:
        contact = self._policy.contact
        reached = {"phone": drawable(contact.phone), "email": drawable(contact.email)}
        self._paragraph(self._words.text("letter-optional"), gap=2)
        self._paragraph(self._words.text("letter-help", **reached), style="B", gap=5)
        self._paragraph(self._other.text("letter-short", **reached), size=9)

    def _local(self, instant: datetime) -> date:
        return instant.astimezone(self._policy.calendar.tz).date()

    def _paragraph(self, text: str, *, size: float = 10.5, style: str = "", width: float = 0, gap: float = 0) -> None:
        self.set_font(_FONT, style, size)
        left = self.x
        for line in self._broken(text, width or self.w - self.r_margin - left):
            self.cell(width, size * 0.46, line)
            self.set_xy(left, self.y + size * 0.46)
        self.ln(gap)
        self.x = left

    def _broken(self, text: str, width: float) -> list[str]:
        """A text broken into lines in the present font: most are the same in every letter, and breaking takes long."""
        key = text, width, self.font_style, self.font_size_pt
        if key not in self._lines:
            lines = self.multi_cell(width, 5, text, dry_run=True, output="LINES")
            assert isinstance(lines, list)
            self._lines[key] = lines
        return self._lines[key]


def _condensed(lines: Sequence[str], count: int) -> Sequence[str]:
    """At most so many lines: the town is in the last one, so what is too much goes into the one before."""
    if len(lines) <= count:
        return lines
    return (*lines[: count - 2], ", ".join(lines[count - 2 : -1]), lines[-1])


def _runs(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules stand side by side: the first, and how many."""
    start: int | None = None
    for index, module in enumerate((*row, 0)):
        if module and start is None:
            start = index
        elif not module and start is not None:
            yield start, index - start
            start = None

"""Letters in a window envelope, and the same by e-mail."""

from datetime import timedelta
from io import BytesIO

import pytest
import segno
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from core.db.invitations import InvitedChild
from core.model.policy import Policy
from core.policy import preset
from core.usecases.inviting import Invitation
from locales import LOCALES, translator
from notifications.documents.letter import WINDOW, drawn_letters
from notifications.documents.typeface import REGULAR, drawable
from notifications.email_format import plain_text
from notifications.messages.invitation import invitation_message
from tests.builders import TRICKY_NAMES
from tests.clock import NOW

CODE = "K7QF2-M9D0X"
LINK = f"https://t.me/cantine_test_bot?start={CODE}"
CHILD = InvitedChild("Lou Bruyère", 1, "École des Tilleuls", 1, "CE1-CE2")
HOME = ("Bâtiment C", "12 rue des Érables", "07340 Peaugres")
_TO_MM = 25.4 / 72
_A4 = 297.0


def invitation(guardian: str = "Anne Bruyère", address: tuple[str, ...] = HOME) -> Invitation:
    return Invitation(1, "Bruyère", guardian, CODE, NOW + timedelta(days=60), "anne@exemple.fr", address, CHILD)


def pages(*invitations: Invitation, link: str | None = LINK, policy: Policy | None = None) -> list[PageObject]:
    drawn = drawn_letters(invitations, lambda _code: link, policy or preset("peaugres"), NOW)
    return list(PdfReader(BytesIO(drawn)).pages)


def texts_at(page: PageObject) -> list[tuple[float, float, str]]:
    """Every text with the millimetres from the left and from the top at which it begins."""
    found: list[tuple[float, float, str]] = []

    def note(text: str, current: list[float], matrix: list[float], *_: object) -> None:
        if text.strip():
            x, y = matrix[4] + current[4], matrix[5] + current[5]
            found.append((x * _TO_MM, _A4 - y * _TO_MM, text.strip()))

    page.extract_text(visitor_text=note)
    return found


def in_window(page: PageObject) -> list[str]:
    left, top, right, bottom = WINDOW
    return [text for x, y, text in texts_at(page) if left <= x <= right and top <= y <= bottom]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (HOME, [*HOME]),
        ((), ["Remis par l’école à la famille de Lou Bruyère", "CE1-CE2", "École des Tilleuls"]),
        (tuple("abcdefg"), ["a", "b", "c", "d, e, f", "g"]),
    ],
)
def test_the_window_shows_who_it_is_for_and_nothing_else(address: tuple[str, ...], shown: list[str]) -> None:
    (page,) = pages(invitation(address=address))
    assert in_window(page) == ["Anne Bruyère", *shown]
    left, top, right, bottom = WINDOW
    lowest = max(y for x, y, _ in texts_at(page) if left <= x <= right and top <= y <= bottom)
    assert lowest < bottom - 2, "the letter moves in its envelope"


def test_names_are_shown_as_they_are_written() -> None:
    shown = [in_window(page)[0] for page in pages(*map(invitation, TRICKY_NAMES))]
    assert shown == [drawable(name) for name in TRICKY_NAMES]


def test_what_is_too_long_for_the_window_is_made_smaller_and_then_cut() -> None:
    long_name = "Anne-Charlotte de la Bruyère-Montbretia d’Aubépine-sous-Bois"
    (page,) = pages(invitation(long_name, ("x" * 250,)))
    assert in_window(page)[0] == long_name
    assert in_window(page)[1].endswith("x…")
    sizes: dict[str, float] = {}

    def note(text: str, _current: object, _matrix: object, _font: object, size: float) -> None:
        sizes[text.strip()] = size

    page.extract_text(visitor_text=note)
    widths = [_width(text, sizes[text]) for text in in_window(page)]
    assert 60 < max(widths) <= WINDOW[2] - WINDOW[0]


def _width(text: str, size: float) -> float:
    """In millimetres, from the widths in the font itself."""
    with TTFont(REGULAR) as font:
        glyphs, advances = font.getBestCmap(), font["hmtx"]
        units = sum(advances[glyphs[ord(letter)]][0] for letter in text)
        return float(units / font["head"].unitsPerEm * size * _TO_MM)


def _squares(page: PageObject) -> set[tuple[int, int]]:
    """The dark modules of the QR code, read off what is drawn: row and column."""
    content = page.get_contents()
    boxes = [
        [float(number) for number in operands]
        for operands, operator in ContentStream(content, None).operations
        if operator == b"re"
    ]
    left, top = min(box[0] for box in boxes), max(box[1] for box in boxes)
    module = (max(box[0] + box[2] for box in boxes) - left) / len(segno.make(LINK, error="m", micro=False).matrix)
    return {
        (round((top - y) / module), round((x - left) / module) + step)
        for x, y, width, _ in boxes
        for step in range(round(width / module))
    }


def test_the_square_holds_the_link() -> None:
    (page,) = pages(invitation())
    matrix = segno.make(LINK, error="m", micro=False).matrix
    dark = {(row, column) for row, line in enumerate(matrix) for column, module in enumerate(line) if module}
    assert _squares(page) == dark


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("preset_name", ["peaugres", "epagny"])
def test_a_letter_says_the_code_twice_the_steps_until_when_and_whom_to_call(preset_name: str, locale: str) -> None:
    policy = preset(preset_name).model_copy(update={"locale": locale})
    (page,) = pages(invitation(), policy=policy)
    text = " ".join(page.extract_text().split())
    said = {
        "fr": ("K, sept, Q, F, deux – M, neuf, D, zéro, X", "samedi 23 janvier 2027", "School meals:"),
        "en": ("K, seven, Q, F, two – M, nine, D, zero, X", "Saturday 23 January 2027", "Cantine :"),
    }[locale]
    for part in ("K 7 Q F 2 – M 9 D 0 X", "1.", "2.", "3.", policy.contact.phone, policy.contact.email, *said):
        assert part in text, part
    assert max(y for _, y, _ in texts_at(page)) < 290


def test_without_the_name_of_the_bot_a_letter_has_no_square() -> None:
    (page,) = pages(invitation(), link=None)
    assert "visez" not in page.extract_text().split("School")[0]
    assert b" re" not in page.get_contents().get_data()  # type: ignore[union-attr]


def test_every_letter_is_a_page_with_marks_to_fold_at() -> None:
    letters = pages(invitation(), invitation("Marc Genêt"))
    assert [in_window(page)[0] for page in letters] == ["Anne Bruyère", "Marc Genêt"]
    lines = [
        _A4 - float(operands[1]) * _TO_MM
        for operands, operator in ContentStream(letters[0].get_contents(), None).operations
        if operator == b"m"
    ]
    assert [round(line) for line in lines] == [99, 198]


def test_the_same_letters_are_the_same_to_the_byte() -> None:
    def draw() -> bytes:
        return drawn_letters([invitation()], lambda _code: LINK, preset("peaugres"), NOW)

    assert draw() == draw()


@pytest.mark.parametrize("locale", LOCALES)
def test_an_e_mail_says_what_the_letter_says(locale: str) -> None:
    policy = preset("epagny")
    message = invitation_message(invitation("<b>Zoé</b>"), LINK, translator(locale), policy)
    text = plain_text(message.html)
    for part in (CODE, LINK, "1.", "3.", policy.contact.phone, "23"):
        assert part in text
    assert "Lou" not in text, "a child is not named where anybody may read"
    assert message.subject

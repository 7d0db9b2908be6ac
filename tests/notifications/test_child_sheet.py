"""A child's sheet as a document, and the message it comes with."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from core.model.children import ChildRecord, ChildSheet, EnrolledService, Pickups, SheetFacts
from core.model.family import PickupPerson, RecordField
from core.model.policy import Rate
from core.model.terms import Label
from core.policy import preset
from locales import LOCALES, translator
from notifications.messages.children import child_sheet_message
from notifications.messages.frame import Stamp
from tests.clock import NOW

POLICY = preset("peaugres")
JEANNE = PickupPerson(1, "Martin", "Jeanne", "06 39 98 12 34", "Grand-parent", date(2026, 9, 1), None)
LOW = Rate(key="low", label=Label(fr="jusqu’à 700", en="up to 700"), up_to=700, price=Decimal("2.10"))
RECORDS = (
    ChildRecord(RecordField.MEALS, "sans porc", NOW),
    ChildRecord(RecordField.ALLERGIES, "Arachides", NOW),
    ChildRecord(RecordField.DOCTOR, "Dr Saule", NOW),
)


def sheet(*, first_name: str = "Louise", persons: tuple[PickupPerson, ...] = (JEANNE,)) -> ChildSheet:
    canteen, evening = POLICY.service("cantine"), POLICY.service("garderie_soir")
    return ChildSheet(
        1,
        first_name,
        "D’Alès & fils",
        date(2019, 5, 1),
        "École des Tilleuls",
        None,
        2026,
        (EnrolledService(canteen.label, "🍽", LOW), EnrolledService(evening.label, "🌙", None)),
        Pickups(1, first_name, persons, ()),
        {},
        has_photo=False,
    )


def drawn(facts: SheetFacts, locale: str = "fr") -> tuple[str, PdfReader]:
    """The name of the file, and the file."""
    message = child_sheet_message(facts, Stamp(1042, NOW), translator(locale), POLICY)
    (file,) = message.attachments
    return file.name, PdfReader(BytesIO(file.content))


def text_of(pages: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pages.pages).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_sheet_says_who_the_child_is_what_it_costs_and_who_fetches_it() -> None:
    name, pages = drawn(SheetFacts(sheet(), None, None, NOW))
    text = text_of(pages)
    assert name == "fiche-Louise.pdf"
    for words in (
        *("Louise D’Alès & fils", "Fiche enfant 2026-2027", "01/05/2019", "École des Tilleuls", "Sans classe"),
        *("2,10 € par présence (jusqu’à 700)", "tarif selon le règlement", "Jeanne Martin"),
        "Grand-parent, 06 39 98 12 34",
    ):
        assert words in text
    assert "Données" not in text


def test_the_full_sheet_adds_what_is_on_file_each_with_its_date() -> None:
    name, pages = drawn(SheetFacts(sheet(persons=()), None, RECORDS, NOW))
    text = text_of(pages)
    assert name == "fiche-complete-Louise.pdf"
    order = ("Données complémentaires", "Dr Saule", "Données sanitaires", "Arachides (mis à jour le 24/11/2026)")
    places = [text.index(words) for words in (*order, "sans porc")]
    assert places == sorted(places)
    assert "Personne d’autre que ses responsables" in text
    assert text_of(drawn(SheetFacts(sheet(), None, (), NOW))[1]).count("Rien au dossier") == 2


def test_a_long_file_goes_on_on_other_pages_without_the_photo() -> None:
    photo = BytesIO()
    Image.new("RGB", (600, 800), "teal").save(photo, "JPEG")
    persons = tuple(PickupPerson(one, "M" * 80, f"Jeanne {one}", None, "", NOW.date(), None) for one in range(20))
    records = (ChildRecord(RecordField.NOTES, "À noter. " * 400, NOW),)
    _, pages = drawn(SheetFacts(sheet(persons=persons), photo.getvalue(), records, NOW))
    last = len(pages.pages)
    assert last > 1
    assert [len(page.images) for page in pages.pages] == [1, *([0] * (last - 1))]
    assert f"{last}/{last}" in pages.pages[-1].extract_text()
    assert text_of(pages).count("noter.") == 400


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("records", [None, RECORDS])
def test_the_message_names_the_child_by_its_first_name_alone(
    locale: str, records: tuple[ChildRecord, ...] | None
) -> None:
    message = child_sheet_message(
        SheetFacts(sheet(first_name="<Zoé>"), None, records, NOW), Stamp(7, NOW), translator(locale), POLICY
    )
    assert "&lt;Zoé&gt;" in message.html
    assert "<Zoé>" in message.subject
    for words in ("Alès", "Arachides", "sans porc", "2019", "06 39"):
        assert words not in message.html + message.subject

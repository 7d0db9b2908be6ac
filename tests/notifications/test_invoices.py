"""An invoice as it is sent: readable by people and by programs, and its figures add up."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.model.policy import Policy
from core.model.statements import (
    Debit,
    Invoice,
    InvoiceLine,
    InvoiceSheet,
    InvoiceState,
    Means,
    Payment,
)
from core.policy import preset
from locales import LOCALES, translator
from notifications.messages.frame import Stamp
from notifications.messages.invoices import invoice_message
from tests.builders import TRICKY_NAMES
from tests.clock import NOW

POLICY = preset("epagny")
LINES = (
    InvoiceLine("Louise", "Cantine", Decimal("8.00"), Decimal("4.20"), Decimal("33.60")),
    InvoiceLine("Louise", "Garderie", Decimal("1.50"), Decimal("2.00"), Decimal("3.00")),
    InvoiceLine(None, "Adhésion", Decimal("1.00"), Decimal("1206.00"), Decimal("1206.00")),
)
PAID = Payment(1, "R1", 1, 1, date(2026, 11, 10), Decimal("20.00"), "card")
SHEET = InvoiceSheet(
    Invoice(1, "F/2026 10-é", 1, "Octobre 2026", date(2026, 11, 3), date(2026, 12, 3), Decimal("1242.60")),
    InvoiceState.PARTLY,
    Decimal("1200.00"),
    "Bruyère",
    LINES,
    (PAID,),
    "Anne Bruyère",
    ("12 rue des Lilas", "74370 Epagny"),
    None,
)


def read(sheet: InvoiceSheet, policy: Policy = POLICY) -> str:
    """What a program reads of the document."""
    (file,) = invoice_message(sheet, Stamp(1042, NOW), translator("fr"), policy).attachments
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.content)).pages)
    return re.sub(r"[\u00a0\u202f]", " ", text)


def amounts_of(text: str) -> list[Decimal]:
    """The last amount of each line of the table."""
    ends = re.findall(r"(-?\d[\d ]*,\d\d) €$", text, re.MULTILINE)
    return [Decimal(end.split("  ")[-1].replace(" ", "").replace(",", ".")) for end in ends]


def test_the_lines_add_up_to_the_total_and_what_was_paid_and_is_left_do_too() -> None:
    sheet = replace(SHEET, lines=(*LINES[:2], replace(LINES[2], unit_price=Decimal("6.00"), amount=Decimal("6.00"))))
    invoice = replace(SHEET.invoice, amount=Decimal("42.60"))
    *lines, total, paid, on_account, left = amounts_of(read(replace(sheet, invoice=invoice, left=Decimal("12.60"))))
    assert (len(lines), sum(lines), total) == (3, Decimal("42.60"), Decimal("42.60"))
    assert (paid, on_account, left) == (Decimal("-20.00"), Decimal("-10.00"), Decimal("12.60"))
    assert total + paid + on_account == left


def test_it_says_from_whom_to_whom_and_of_which_children() -> None:
    text = read(SHEET)
    contact = POLICY.contact
    for said in (contact.service, contact.address, contact.phone, "Facture F/2026 10-é", "Émise le 03/11/2026"):
        assert said in text
    for said in ("Anne Bruyère", "12 rue des Lilas", "74370 Epagny", "Louise", "1 242,60 €", "1 200,00 €"):
        assert said in text
    assert text.index("Louise") < text.index("Cantine") < text.index("Autres prestations") < text.index("Adhésion")


@pytest.mark.parametrize(
    ("change", "says", "says_not"),
    [
        (lambda sheet: sheet, ("au plus tard le 03/12/2026", "auprès du service", "avec un RIB"), "mandat"),
        (
            lambda sheet: replace(sheet, debit=Debit("RUM-77", "0189")),
            ("se terminant par 0189 (mandat RUM-77)",),
            "auprès du service",
        ),
        (lambda sheet: replace(sheet, debit=Debit("RUM-77", None)), ("votre compte (mandat RUM-77)",), "terminant"),
        (
            lambda sheet: replace(sheet, left=Decimal("0.00"), state=InvoiceState.PAID),
            ("Cette facture est payée.",),
            "au plus tard",
        ),
        (
            lambda sheet: replace(
                sheet,
                invoice=replace(sheet.invoice, amount=Decimal("-12.00")),
                lines=(),
                payments=(),
                left=Decimal("0.00"),
                state=InvoiceState.CREDIT,
            ),
            ("Avoir F/2026 10-é", "-12,00 €"),
            "Reste à payer",
        ),
    ],
)
def test_it_says_how_the_rest_is_paid(
    change: Callable[[InvoiceSheet], InvoiceSheet], says: tuple[str, ...], says_not: str
) -> None:
    text = " ".join(read(change(SHEET)).split())
    assert all(one in text for one in says), text
    assert says_not not in text


def test_any_name_is_printed_and_a_long_invoice_goes_on_under_a_new_head() -> None:
    lines = tuple(
        replace(LINES[0], child=name, label=f"Repas {number}") for number in range(8) for name in TRICKY_NAMES
    )
    text = read(replace(SHEET, lines=lines))
    assert text.count("Prix unitaire") == text.count("Facture F/2026 10-é") > 1
    assert "<b>Zoé</b>" in text
    assert "Repas 7" in text


def test_the_file_has_a_name_that_every_system_takes_and_the_same_bytes_each_time() -> None:
    first, second = (invoice_message(SHEET, Stamp(1042, NOW), translator("fr"), POLICY) for _ in range(2))
    assert first.attachments[0].name == "facture-F-2026-10-e.pdf"
    assert first == second
    credit = invoice_message(replace(SHEET, state=InvoiceState.CREDIT), Stamp(1042, NOW), translator("fr"), POLICY)
    assert credit.subject.startswith("Avoir F/2026 10-é")
    assert "Bruyère" not in first.html
    assert "Louise" not in first.html


@pytest.mark.parametrize("locale", LOCALES)
def test_every_state_and_every_means_has_its_words(locale: str) -> None:
    words = translator(locale)
    wanted = {*(f"invoice-{state}" for state in InvoiceState), *(f"means-{means}" for means in Means)}
    assert {name for name in wanted if not words.has(name)} == set()

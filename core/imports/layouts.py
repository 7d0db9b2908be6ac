"""The headers of the files that are understood, as their makers write them."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.imports.cells import header_name
from core.model.importing import ImportKind


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns a file has, and those it may have.

    ``is_foreign``: made by other software: columns that are not named here are passed over, and lines at the end may
    say something about the file. ``repeated``: columns that stand there once for each child; rows may be of any length.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    is_foreign: bool = False
    repeated: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them, in the order people know them."""
        return (*self.required, *self.optional, *self.repeated)

    def titles(self) -> Mapping[str, str]:
        """How each column is written, by the name it is compared by."""
        return {header_name(column): column for column in self.columns}


_CHILD = ("child_last_name", "child_first_name", "birth_date")

LAYOUTS: Mapping[ImportKind, Layout] = {
    ImportKind.TOWN: Layout(
        (
            "school",
            "class",
            "level",
            *_CHILD,
            "family",
            "guardian_last_name",
            "guardian_first_name",
            "guardian_email",
            "guardian_phone",
            "services",
        ),
        ("quotient",),
    ),
    ImportKind.ONDE_PUPILS: Layout(
        ("Nom élève", "Prénom élève", "Date naissance", "Niveau", "Libellé classe"),
        ("Nom d'usage élève",),
        is_foreign=True,
    ),
    ImportKind.ONDE_GUARDIANS: Layout(
        ("Nom responsable", "Prénom responsable"),
        (
            "Civilité Responsable",
            "Nom usage responsable",
            "Adresse responsable",
            "CP responsable",
            "Commune responsable",
            "Pays",
            "Courriel",
            "Téléphone domicile",
            "Téléphone travail",
            "Téléphone portable",
        ),
        is_foreign=True,
        repeated=("Nom d'usage enfant", "Nom de famille enfant", "Prénom enfant", "Classes enfants"),
    ),
    ImportKind.INVOICES: Layout(
        ("number", "family", "label", "issued_on", "due_on", "amount"),
        ("line", *_CHILD, "quantity", "unit_price", "line_amount"),
    ),
    ImportKind.PAYMENTS: Layout(("reference", "family", "invoice", "paid_on", "amount", "means")),
    ImportKind.ACCOUNTS: Layout(
        ("family",),
        (
            "responsible_last_name",
            "responsible_first_name",
            "address",
            "caf_number",
            "tax_year",
            "tax_income",
            "tax_shares",
            "iban",
            "mandate",
            "mandate_since",
        ),
    ),
    ImportKind.RECORDS: Layout((*_CHILD, "field", "value")),
}

"""How addresses, phone numbers and mailboxes are read, and quotients told in bands."""

import pytest

from core.model.accounts import Band
from core.model.family import FamilyRequestKind
from core.rules.bands import band_of
from core.rules.details import detail_of, end_of, is_same, masked_phone

ADDRESS, PHONE, EMAIL = FamilyRequestKind.ADDRESS, FamilyRequestKind.PHONE, FamilyRequestKind.EMAIL


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(
            ("0612345678", "06 12 34 56 78"),
            ("06.12.34.56.78", "06 12 34 56 78"),
            (" 06-12 34/56 78 ", "06 12 34 56 78"),
        ),
        *(("+33 6 12 34 56 78", "06 12 34 56 78"), ("+33 (0)6 12 34 56 78", "06 12 34 56 78")),
        *(("0033612345678", "06 12 34 56 78"), ("+41 79 123 45 67", "+41 79 123 45 67")),
        *(("0041 79 123 45 67", "+41 79 123 45 67"), ("+262 692 12 34 56", "+262 692 12 34 56")),
        *(("06 12 34 56 7", None), ("06 12 34 56 78 9", None), ("00 12 34 56 78", None), ("+33 6 12", None)),
        *(("79 123 45 67", None), ("mon numéro", None), ("", None), ("٠٦١٢٣٤٥٦٧٨", None), ("+1", None)),
        ("+" + "1" * 16, None),
    ],
)
def test_a_phone_number_is_read_in_any_usual_way_of_writing(typed: str, kept: str | None) -> None:
    assert detail_of(PHONE, typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12 rue des Lilas\n74370 Epagny", "12 rue des Lilas\n74370 Epagny"),
        ("  12  rue des Lilas ,\n\n 74 370   Epagny ", "12 rue des Lilas\n74370 Epagny"),
        ("12 rue des Lilas, 74370 Epagny", "12 rue des Lilas\n74370 Epagny"),
        ("12 rue des Lilas 74370 Epagny Metz-Tessy", "12 rue des Lilas\n74370 Epagny Metz-Tessy"),
        ("Bât. C, 12 rue des Lilas, 07 340 Peaugres", "Bât. C\n12 rue des Lilas\n07340 Peaugres"),
        ("M. A\nBât. C\n1 rue du Pré\nBP 12\n07340 Peaugres", "M. A\nBât. C\n1 rue du Pré\nBP 12\n07340 Peaugres"),
        ("4 quai du Mont\n1201 Genève\nSuisse", "4 quai du Mont\n1201 Genève\nSuisse"),
        ("12 rue des Lilas", None),
        ("74370 Epagny", None),
        ("12 rue des Lilas\nEpagny", None),
        ("12 rue des Lilas\n74370", None),
        ("1\n2\n3\n4\n5\n74370 Epagny", None),
        ("x" * 240 + "\n74370 Epagny", None),
        ("", None),
    ],
)  # fmt: skip
def test_an_address_has_a_street_and_a_place(typed: str, kept: str | None) -> None:
    assert detail_of(ADDRESS, typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" anne@exemple.fr ", "anne@exemple.fr"),
        *(("anne", None), ("anne@exemple", None), ("<anne@exemple.fr>", None), ("a@b.fr, c@d.fr", None)),
        *(("a,b@c.fr", None), ("x" * 250 + "@a.fr", None), ("jo.o'neil+a@mon-ecole.fr",) * 2, ("a@école.fr",) * 2),
        *(("zoé@exemple.fr", None), ("a..b@exemple.fr", None), ("a@exemple.f\u200br", None), ("a@-exemple.fr", None)),
    ],
)
def test_a_mailbox_is_one_address_and_nothing_else(typed: str, kept: str | None) -> None:
    assert detail_of(EMAIL, typed) == kept


def test_the_same_number_or_mailbox_is_known_however_it_is_written() -> None:
    assert is_same(PHONE, "0612345678", "+33 6 12 34 56 78")
    assert is_same(PHONE, "+41791234567", "0041 79 123 45 67")
    assert is_same(EMAIL, "Anne@Exemple.fr", "anne@exemple.fr")
    assert is_same(ADDRESS, "12 Rue des Lilas, 74370 Epagny", "12 rue des lilas\n74370 EPAGNY")
    assert not is_same(PHONE, "poste 12", "06 12 34 56 78")


def test_a_number_shows_no_more_than_its_ends() -> None:
    assert masked_phone("06 12 34 56 78") == "06 •• •• •• 78"
    assert masked_phone("+41 79 123 45 67") == "+41 •• ••• •• 67"
    assert masked_phone("15") == "••"
    assert (end_of("123 4567 A", 3), end_of("67A", 3)) == ("67A", "A")


@pytest.mark.parametrize(
    ("quotient", "band"),
    [
        *((0, Band(None, 700)), (700, Band(None, 700)), (701, Band(701, 1200)), (1200, Band(701, 1200))),
        *((1201, Band(1201, None)), (9000, Band(1201, None))),
    ],
)
def test_a_quotient_is_told_as_the_band_between_two_steps(quotient: int, band: Band) -> None:
    assert band_of(quotient, (700, 1200)) == band
    assert band_of(quotient, ()) is None

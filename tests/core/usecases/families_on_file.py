"""What is on file of a family, row by row."""

from datetime import date
from decimal import Decimal

from core.db import tables as t
from core.model.people import Custody
from tests.builders import Family, Town
from tests.clock import NOW

ADDRESS = "12 rue des Lilas\n74370 Epagny"
EMAIL = "anne.bruyere@exemple.fr"
PHONE = "0612345678"


def bruyere_on_file(town: Town) -> Family:
    """Anne, responsible, and Paul; two children; all that can be on file."""
    family = town.family("Bruyère")
    family.guardians["Anne"] = town.add(
        t.guardians, first_name="Anne", last_name="Bruyère", address=ADDRESS, email=EMAIL, phone=PHONE
    )
    family.child("Lou", "CP").child("Noé", "CE2").guardian("Paul")
    put_on_file(town, family, family.guardians["Anne"])
    return family


def put_on_file(town: Town, family: Family, responsible_id: int | None) -> None:
    """A CAF number, a mandate, two tax notices, and a quotient that has changed and will again."""
    account = {"caf_number": "7654321 B", "iban_end": "1234", "mandate": "RUM-7", "mandate_since": date(2025, 9, 1)}
    town.put(
        t.family_accounts, {"family_id": family.id, "responsible_id": responsible_id, "updated_at": NOW, **account}
    )
    notices = ({"year": year, "income": 31415, "shares": Decimal("2.50")} for year in (2024, 2025))
    town.put(t.tax_notices, *({"family_id": family.id, **notice} for notice in notices))
    quotients = ((date(2026, 8, 1), 650), (date(2026, 11, 1), 871), (date(2026, 12, 1), 1500))
    town.put(t.quotients, *({"family_id": family.id, "first_day": day, "value": value} for day, value in quotients))


def separated(town: Town) -> tuple[Family, Family]:
    """Lou is raised in two families: by Anne in one, in the other by Jo, with Kim."""
    one = bruyere_on_file(town)
    other = town.family("Genêt").guardian("Jo", custody=Custody.EVEN_WEEKS).guardian("Kim")
    other.raises("Lou", one.children["Lou"])
    put_on_file(town, other, other.guardians["Jo"])
    return one, other

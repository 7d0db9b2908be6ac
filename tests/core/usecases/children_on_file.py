"""Lou, raised in two families that live apart, with all that can be on file of a child."""

from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from core.db import tables as t
from core.model.family import RecordField
from core.model.people import Custody
from tests.builders import Family, Town
from tests.clock import NOW

YESTERDAY = NOW - timedelta(days=1)
PHONE = "06 39 98 12 34"


def two_homes(town: Town) -> tuple[Family, Family]:
    """Lou of Anne and Paul, and of Jo; Jeanne may fetch Lou, Luc no longer; Mia of Jo alone, whom Rose may fetch."""
    one = town.family("Bruyère").guardian("Anne", email="anne@exemple.fr").guardian("Paul")
    one.child("Lou", "CP", services=["cantine"])
    other = town.family("Genêt").guardian("Jo", custody=Custody.EVEN_WEEKS)
    other.raises("Lou", one.children["Lou"], custody=Custody.ODD_WEEKS).child("Mia", "CE1")
    fetches(town, one.children["Lou"], "Jeanne", phone=PHONE)
    fetches(town, one.children["Lou"], "Luc", ended_on=NOW.date())
    fetches(town, other.children["Mia"], "Rose")
    values = {RecordField.ALLERGIES: "Arachides", RecordField.DOCTOR: "Dr Saule"}
    for field, value in values.items():
        town.put(
            t.child_records,
            {"child_id": one.children["Lou"], "field": field, "value": value, "updated_at": YESTERDAY},
        )
    for family, quotient in ((one, 500), (other, 900)):
        town.put(t.quotients, {"family_id": family.id, "first_day": date(2026, 9, 1), "value": quotient})
    return one, other


def fetches(
    town: Town, child_id: int, first_name: str, *, phone: str | None = None, ended_on: date | None = None
) -> int:
    """Somebody may fetch a child since September; the id."""
    return town.add(
        t.pickup_persons,
        child_id=child_id,
        first_name=first_name,
        last_name="Martin",
        phone=phone,
        relation="Grand-parent",
        since=date(2026, 9, 1),
        ended_on=ended_on,
    )


def picture(width: int = 1200, height: int = 900, kind: str = "JPEG", *, mode: str = "RGB", **options: object) -> bytes:
    """A file with a picture in it."""
    written = BytesIO()
    Image.new(mode, (width, height), "teal").save(written, kind, **options)
    return written.getvalue()

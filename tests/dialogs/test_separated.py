"""Two parents who live apart, with a child who is with each in turn: each has an access, and the child in common."""

from core.db import tables as t
from core.model.family import FamilyRequestKind
from core.model.people import Custody
from core.usecases.correcting import ask_correction
from tests.builders import Family, Town
from tests.clock import NOW
from tests.core.usecases.billed_families import billed, paid
from tests.core.usecases.families_on_file import put_on_file
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE

pytestmark = ON_SQLITE

SCREENS = (
    (),
    ("Planning",),
    ("Mes demandes",),
    ("Mes demandes", "Demandes de dossier"),
    ("Mes enfants", "Zoé"),
    ("Mes enfants", "Zoé", "Personnes autorisées"),
    ("Mon compte",),
    ("Relevé de compte",),
    ("Relevé de compte", "Règlements"),
    ("Demande annuelle",),
    ("Réglages",),
    ("Réglages", "Mes appareils"),
)


def apart(town: Town) -> tuple[Family, Family]:
    """Zoé with Paul in odd weeks, with Inès in even ones; each family has invoices, papers and a booking of its own."""
    here = town.family("Charme").guardian("Paul", custody=Custody.ODD_WEEKS, email="paul@exemple.fr").child("Zoé", "CP")
    there = town.family("Aulne").guardian("Inès", email="ines@exemple.fr")
    there.raises("Zoé", here.children["Zoé"], custody=Custody.EVEN_WEEKS)
    for family, amount in ((here, "42.60"), (there, "17.10")):
        put_on_file(town, family, next(iter(family.guardians.values())))
        paid(family, f"R-{family.name}", "5.00", invoice=billed(family, f"F-{family.name}", amount))
        town.put(t.muted_kinds, {"guardian_id": family.actor().guardian_id, "kind": "reminder"})
    return here, there


async def test_neither_parent_reads_anything_of_the_other_household(bench: Bench) -> None:
    here, there = await bench.build(apart)
    for family, number in ((here, "06 39 98 44 55"), (there, "06 39 98 66 77")):
        await bench.organisation.write(ask_correction, family.actor(), FamilyRequestKind.PHONE, number, NOW)
    for family, own, theirs in (
        (here, "37,60 €", ("Inès", "Aulne", "12,10 €", "66 77")),
        (there, "12,10 €", ("Paul", "F-Charme", "37,60 €", "44 55")),
    ):
        parent = await bench.person(family.actor(), name=next(iter(family.guardians)))
        read = ""
        for way in SCREENS:
            await parent.say("/start")
            await parent.press(*way)
            read += "\n".join([parent.text, *parent.labels()]).replace("\u00a0", " ").replace("\u202f", " ")
        assert [word for word in theirs if word in read] == []
        assert own in read
        assert "Zoé" in read

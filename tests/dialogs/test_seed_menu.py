"""The family portal of Epagny Metz-Tessy, item by item as its service lists them: each has its place in the chat."""

from datetime import date

import pytest

from core.db import tables as t
from core.model.family import RecordField
from core.policy import preset
from tests.builders import Family, Town
from tests.clock import NOW
from tests.core.usecases.billed_families import billed, paid
from tests.core.usecases.children_on_file import fetches
from tests.core.usecases.families_on_file import bruyere_on_file
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE

pytestmark = [ON_SQLITE, pytest.mark.parametrize("policy", ["epagny"], indirect=True)]

_NOTICE = preset("epagny").debit_notice
assert _NOTICE is not None

ITEMS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Page d'accueil", (), ("Bonjour Anne", "Lou", "Noé")),
    ("Informations concernant le responsable de la famille", ("Mon compte",), ("Responsable de la famille : vous",)),
    ("Informations concernant le conjoint", ("Mon compte",), ("Conjoint ou autre responsable : Paul Bruyère",)),
    ("Informations concernant les données fiscales", ("Mon compte",), ("revenus 2025 au dossier",)),
    ("Informations concernant la CAF", ("Mon compte",), ("CAF : numéro ••••", "Quotient familial")),
    ("Coordonnées bancaires pour le prélèvement automatique", ("Mon compte",), ("compte •••• 1234", "mandat RUM-7")),
    ("… vous devez obligatoirement vous présenter", ("Mon compte",), (_NOTICE.fr,)),
    ("Informations concernant les enfants", ("Mes enfants", "Lou"), ("Lou · CP", "Les Tilleuls")),
    (
        "Information sur les tarifs appliqués aux enfants",
        ("Mes enfants", "Lou"),
        ("Cantine : tarif selon le règlement",),
    ),
    ("Autorisations données aux personnes venant chercher un enfant", ("Mes enfants", "Lou"), ("Jeanne Martin",)),
    ("Données complémentaires concernant l'enfant", ("Mes enfants", "Lou"), ("complémentaires : au dossier",)),
    ("Données sanitaires concernant l'enfant", ("Mes enfants", "Lou"), ("sanitaires : au dossier",)),
    ("Insertion d'une photo de l'enfant", ("Mes enfants", "Lou", "📷 Photo"), ("Envoyez une photo ici",)),
    ("gérer vos inscriptions ou annulations", ("Réserver",), ("Réserver pour",)),
    ("Liste des factures de la famille", ("Relevé de compte",), ("Cantine, octobre : 42,60 €, payée en partie",)),
    ("Liste des règlements financiers de la famille", ("Relevé de compte", "Règlements"), ("12,60 €, carte bancaire",)),
    ("Accès au changement de mot de passe", ("Réglages", "Mes appareils"), ("1 relié", "celui-ci")),
    ("Gérer vos absences", ("Absence",), ("absen",)),
    (
        "demandes d'inscription ou d'annulation annuelles",
        ("Demande annuelle",),
        ("jusqu’à la fin de l’année scolaire",),
    ),
    ("PERMANENCES", ("Contact",), ("lundi : 8 h 30 – 12 h", "mercredi : 8 h 30 – 12 h et 13 h 30 – 17 h 30")),
    (
        "Mail, Tél, adresse",
        ("Contact",),
        ("enfance-jeunesse@epagnymetztesy.fr", "04 50 22 98 19", "15 rue de la Grenette"),
    ),
    ("l'édition de vos fiches enfant", ("Mes enfants", "Lou", "Fiche en PDF"), ("Lou",)),
)
"""The portal, in the words of the service; the way there; what is read. Last, a document, which comes as a message."""


def on_file(town: Town) -> Family:
    """Anne and Paul, Lou and Noé, and all that the service can have on file of them."""
    family = bruyere_on_file(town)
    lou = family.children["Lou"]
    fetches(town, lou, "Jeanne")
    for field in (RecordField.DOCTOR, RecordField.ALLERGIES):
        town.put(t.child_records, {"child_id": lou, "field": field, "value": "Camomille", "updated_at": NOW})
    invoice = billed(family, "F-1", "42.60", due_on=date(2026, 12, 3), lines=[(lou, "Repas", "42.60")])
    paid(family, "R-1", "12.60", invoice=invoice)
    return family


async def test_every_item_of_the_portal_has_its_place(bench: Bench) -> None:
    anne = await bench.person((await bench.build(on_file)).actor("Anne"), name="Anne")
    for item, way, words in ITEMS:
        await anne.say("/start")
        await anne.press(*way)
        read = " ".join(anne.text.replace("\u202f", " ").replace("\u00a0", " ").split())
        assert [word for word in words if word not in read] == [], f"{item}: {read}"
        assert "Camomille" not in read
    await bench.told(anne, "Fiche de Lou")

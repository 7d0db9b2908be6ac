"""The statement of account in the chat: a family's own, and nobody else's."""

from datetime import date

from core.db import audit
from core.db.audit import Reach
from tests.builders import Family, Town
from tests.core.usecases.billed_families import billed, paid
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, parent
from tests.dialogs.statement_walk import walk_of_the_statement
from tests.dialogs.test_walk import FRENCH, lines_that_speak

pytestmark = ON_SQLITE


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def with_invoices(town: Town) -> Family:
    """A paid invoice, one paid in part, one late, a credit note; and one of another family, which is the fifth."""
    family = bruyere(town)
    lines = [(family.children["Lou"], "Cantine <8 repas>", "40.00"), (None, "Adhésion", "2.60")]
    billed(family, "F1", "42.60", label="Septembre", issued_on=date(2026, 10, 3), lines=lines)
    billed(family, "F2", "30.00", label="Octobre", due_on=date(2026, 11, 15))
    billed(family, "F3", "25.00", label="Novembre", issued_on=date(2026, 11, 10))
    billed(family, "F4", "-5.00", label="Grève", issued_on=date(2026, 11, 12))
    paid(family, "R1", "42.60", invoice=1)
    paid(family, "R2", "10.00", invoice=3, means="Ticket <repas>")
    paid(family, "R3", "1.00", means="debit")
    billed(town.family("Sorbier").guardian("Jo").child("Tom"), "F5", "99.00", label="Ailleurs")
    return family


async def test_a_family_sees_what_it_owes_and_each_invoice_with_its_state(bench: Bench) -> None:
    anne, _ = await parent(bench, with_invoices)
    await anne.press("Relevé de compte")
    lines = _plain(anne.text).splitlines()
    assert lines[2:] == [
        "Vous devez 39,00 €.",
        "↩️ Grève : -5,00 €, avoir",
        "🔸 Novembre : 25,00 €, payée en partie : reste 15,00 € à payer au plus tard le 03/12/2026",
        "❗ Octobre : 30,00 €, en retard, échéance du 15/11/2026 (reste 24,00 €)",
        "✅ Septembre : 42,60 €, payée",
    ]
    await anne.press("Règlements")
    assert _plain(anne.text).splitlines()[3:] == [
        "• 10/11/2026 : 1,00 €, prélèvement",
        "• 10/11/2026 : 10,00 €, Ticket <repas>, pour la facture F3",
        "• 10/11/2026 : 42,60 €, carte bancaire, pour la facture F1",
    ]


async def test_an_invoice_shows_its_lines_by_child_and_comes_as_a_document(bench: Bench) -> None:
    anne, _ = await parent(bench, with_invoices)
    await anne.press("Relevé de compte", "Septembre")
    assert _plain(anne.text).splitlines() == [
        "🧾 Facture F1",
        "Septembre, du 03/10/2026",
        "Famille Bruyère",
        "",
        "Lou",
        "• Cantine <8 repas> : 1 × 40,00 € = 40,00 €",
        "Autres prestations",
        "• Adhésion : 1 × 2,60 € = 2,60 €",
        "",
        "Total : 42,60 €",
        "✅ payée",
        "",
        "Déjà réglé :",
        "• 10/11/2026 : 42,60 €, carte bancaire",
    ]
    await anne.press("Recevoir en PDF")
    assert anne.answer == "📄 Votre facture arrive en PDF."
    assert "Septembre" in (await bench.told(anne, "Message nº")).formatted.text
    await bench.all_sent()
    assert any(call.method == "sendDocument" for call in bench.calls)


async def test_a_family_without_invoices_is_told_so(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Relevé de compte")
    assert "Vous n’avez pas encore de facture" in anne.text
    assert not any("Règlements" in label for label in anne.labels())


async def test_two_families_of_a_guardian_are_told_apart(bench: Bench) -> None:
    def story(town: Town) -> Family:
        family = with_invoices(town)
        other = town.family("Alisier").guardian("Jo").child("Mia")
        other.joined_by("Anne", family.guardians["Anne"])
        billed(other, "F6", "8.00", label="Goûter")
        return family

    anne, _ = await parent(bench, story)
    await anne.press("Relevé de compte")
    first, second = _plain(anne.text).split("\n\n")[1:]
    assert first.splitlines() == [
        "Famille Alisier",
        "Vous devez 8,00 €.",
        "🔹 Goûter : 8,00 €, à payer au plus tard le 03/12/2026",
    ]
    assert second.splitlines()[:2] == ["Famille Bruyère", "Vous devez 39,00 €."]


async def test_an_invoice_of_another_family_is_refused_and_noted(bench: Bench) -> None:
    anne, _ = await parent(bench, with_invoices)
    await anne.press("Relevé de compte")
    shown = anne.text
    assert "n’est pas" in (await anne.forge("i:5") or "")
    assert anne.text == shown
    (event,) = (
        one for one in await bench.read(lambda uow: audit.read_events(uow.tx, Reach(None), 9, 0)) if one.guardian
    )
    assert (event.action, event.guardian) == ("refused_press", "Anne Bruyère")
    assert event.facts["what"].endswith("i:5")


async def test_the_statement_speaks_english_too(bench: Bench) -> None:
    await walk_of_the_statement(bench, "en")
    assert lines_that_speak(FRENCH, bench) == set()

"""The service decides."""

from datetime import timedelta

import pytest

from core.model.planning import AbsenceOutcome, RequestKind
from dialogs.states import Home, Inbox
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town
from tests.clock import MONDAY, NOW, TUESDAY
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import asked, bruyere, manager, parent
from tests.dialogs.test_commands import PHOTO

pytestmark = ON_SQLITE

NEXT_MONDAY = MONDAY + timedelta(weeks=1)


def three_pending(town: Town) -> Family:
    """Lou (CP) on Monday and Tuesday, Noé (CE2) on Monday."""
    family = bruyere(town).child("Noé", "CE2")
    town.requested(*family.cells("Lou", "cantine", MONDAY, TUESDAY), family.cell("Noé", "cantine", MONDAY))
    return family


def two_schools(town: Town) -> Family:
    """Three requests at one school, one at another, and one a week later."""
    family = three_pending(town)
    other = town.family("Genêt", school=OTHER_SCHOOL).guardian("Jo").child("Mia", "CP")
    town.requested(*other.cells("Mia", "cantine", MONDAY, NEXT_MONDAY))
    return family


def late_absences(town: Town) -> Family:
    """Two late absences for the manager to judge."""
    family = three_pending(town)
    cells = family.cells("Lou", "garderie_soir", MONDAY, TUESDAY)
    town.booked(*cells)
    town.requested(*cells, kind=RequestKind.ABSENCE, reason="medical", outcome=AbsenceOutcome.UNDECIDED)
    return family


async def states_of(bench: Bench, family: Family) -> list[str]:
    return sorted(state for *_, state in await asked(bench, family))


async def test_nothing_to_decide(bench: Bench) -> None:
    camille = await manager(bench)
    await camille.press("📥 Demandes")
    assert camille.text == "📥 Aucune demande en attente ici."
    assert camille.labels() == ["📁 Dossiers", "⬅️ Retour"]
    await camille.press("Retour")
    assert await camille.state() == Home.main


async def test_requests_are_grouped_by_week_day_school_or_class(bench: Bench) -> None:
    await bench.build(two_schools)
    camille = await manager(bench)
    await camille.press("📥 Demandes")
    assert camille.labels()[:3] == ["✅ Tout valider (5)", "Semaine 30/11 – 4/12 · 4", "Semaine 7/12 – 11/12 · 1"]
    assert "● Par semaine" in camille.labels()
    for level, groups in (
        ("Par jour", ["lundi 30 novembre · 3", "mardi 1er décembre · 1", "lundi 7 décembre · 1"]),
        ("Par école", [f"{OTHER_SCHOOL} · 2", f"{SCHOOL} · 3"]),
        ("Par classe", [f"CE2 ({SCHOOL}) · 1", f"CP ({SCHOOL}) · 2", f"CP ({OTHER_SCHOOL}) · 2"]),
    ):
        await camille.press(level)
        assert sorted(camille.labels()[1 : 1 + len(groups)]) == sorted(groups)
        assert f"● {level}" in camille.labels()


async def test_groups_open_into_smaller_ones_and_close_again(bench: Bench) -> None:
    await bench.build(two_schools)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Semaine 30/11")
    assert camille.text == "📥 4 demandes à décider\n▸ Semaine 30/11 – 4/12"
    await camille.press("lundi")
    assert camille.text.endswith("▸ lundi 30 novembre")
    await camille.press(SCHOOL)
    assert "CP (Les Tilleuls) · 1" in camille.labels()
    await camille.press("CP")
    assert await camille.state() == Inbox.requests
    assert "• Lou Bruyère (CP), lun. 30/11, Cantine" in camille.text
    await camille.press("Retour")
    assert await camille.state() == Inbox.groups
    assert camille.text.endswith(f"▸ {SCHOOL}")
    for _ in range(3):
        await camille.press("Retour")
    assert camille.text == "📥 5 demandes à décider"
    await camille.press("Retour")
    assert await camille.state() == Home.main


async def test_a_group_that_holds_no_smaller_ones_opens_at_the_children(bench: Bench) -> None:
    await bench.build(two_schools)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Semaine 7/12")
    assert await camille.state() == Inbox.requests
    assert "• Mia Genêt (CP), lun. 7/12, Cantine" in camille.text
    await camille.press("Retour")
    assert camille.text == "📥 5 demandes à décider"


async def test_children_of_no_class_are_found(bench: Bench) -> None:
    def build(town: Town) -> None:
        family = three_pending(town)
        town.requested(family.child("Ange", None).cell("Ange", "cantine", MONDAY))

    await bench.build(build)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Par classe", "Sans classe")
    assert "• Ange Bruyère (Sans classe), lun. 30/11, Cantine" in camille.text


async def test_all_the_children_may_be_seen_at_once(bench: Bench) -> None:
    await bench.build(three_pending)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Voir les enfants")
    assert camille.text == (
        "📥 3 demandes. Touchez celles que vous choisissez.\n\n"
        "• Lou Bruyère (CP), lun. 30/11, Cantine\n"
        "• Noé Bruyère (CE2), lun. 30/11, Cantine\n"
        "• Lou Bruyère (CP), mar. 1/12, Cantine"
    )
    await camille.press("Retour")
    assert await camille.state() == Inbox.groups


async def test_everything_is_approved_after_a_recap(bench: Bench) -> None:
    family = await bench.build(three_pending)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Tout valider")
    assert camille.text == ("✅ Valider 3 demandes\u202f?\n▸ lundi 30 novembre\u00a0: 2\n▸ mardi 1er décembre\u00a0: 1")
    await camille.press("Confirmer")
    assert camille.text == "✅ 3 demandes validées.\n\nLa famille reçoit la réponse ici même."
    assert await states_of(bench, family) == ["approved"] * 3
    await camille.press("Autres demandes")
    assert await camille.state() == Inbox.groups


async def test_a_recap_leads_back_to_where_it_came_from(bench: Bench) -> None:
    await bench.build(three_pending)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Tout valider", "Retour")
    assert await camille.state() == Inbox.groups
    await camille.press("Voir les enfants", "Tout valider", "Retour")
    assert await camille.state() == Inbox.requests


async def test_a_selection_is_approved(bench: Bench) -> None:
    family = await bench.build(three_pending)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Voir les enfants")
    assert await camille.press("✅ Valider (0)") == "Choisissez d’abord une ou plusieurs demandes."
    await camille.press(
        "⬜ lun. 30/11 🍽 🟢 Lou",
        "⬜ lun. 30/11 🍽 🟢 Noé",
        "☑️ lun. 30/11 🍽 🟢 Noé",
        "✅ Valider (1)",
        "Confirmer",
        "Accueil",
    )
    assert await states_of(bench, family) == ["approved", "pending", "pending"]
    assert "2 demandes à décider" in camille.text


async def test_a_refusal_takes_a_reason_of_the_list(bench: Bench) -> None:
    anne, family = await parent(bench, three_pending)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Voir les enfants", "⬜ lun. 30/11 🍽 🟢 Lou", "❌ Refuser (1)")
    assert camille.labels()[0] == "Il n'y a plus de place."
    await camille.press("Il n'y a plus de place.")
    assert "La famille lira\u00a0: Il n'y a plus de place." in camille.text
    await camille.press("Retour", "La demande est arrivée trop tard.", "Confirmer")
    assert camille.text.startswith("❌ 1 demande refusée.")
    await anne.press("Mes demandes")
    assert "❌ refusé. La demande est arrivée trop tard." in anne.text
    assert await states_of(bench, family) == ["pending", "pending", "refused"]


async def test_a_refusal_takes_the_manager_s_own_words(bench: Bench) -> None:
    anne, _ = await parent(bench, three_pending)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Voir les enfants", "Tout refuser (3)")
    await camille.say("x" * 201)
    assert "200 caractères au plus" in camille.said[-2].formatted.text
    assert await camille.state() == Inbox.reason
    await camille.send("photo", PHOTO)
    assert "200 caractères au plus" in camille.said[-2].formatted.text
    await camille.say("Sortie <b>scolaire</b>\nce jour-là & pique-nique")
    assert "La famille lira\u00a0: Sortie <b>scolaire</b> ce jour-là & pique-nique" in camille.text
    await camille.press("Confirmer")
    await anne.press("Mes demandes")
    assert "Sortie <b>scolaire</b> ce jour-là & pique-nique" in anne.text


async def test_words_that_look_like_a_code_are_a_reason(bench: Bench) -> None:
    await bench.build(three_pending)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Voir les enfants", "Tout refuser")
    await camille.say("pas de place")
    assert await camille.state() == Inbox.refuse


async def test_a_reason_may_be_thought_over(bench: Bench) -> None:
    await bench.build(three_pending)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Voir les enfants", "Tout refuser", "Retour")
    assert await camille.state() == Inbox.requests


@pytest.mark.parametrize(
    ("button", "outcome"), [("Confirmer et excuser", "absence excusée"), ("Confirmer et facturer", "mais facturée")]
)
async def test_late_absences_are_excused_or_billed(bench: Bench, button: str, outcome: str) -> None:
    anne, family = await parent(bench, late_absences)
    camille = await manager(bench)
    await camille.press("📥 Demandes")
    assert "dont 2 absences tardives à excuser ou à facturer" in camille.text
    await camille.press("Tout valider")
    assert "2 absences sont tardives" in camille.text
    await camille.press(button)
    assert await states_of(bench, family) == ["approved"] * 5
    bench.clock.advance(timedelta(seconds=30))
    assert outcome in (await bench.told(anne, "Réponses")).formatted.text


async def test_late_absences_may_wait_while_the_rest_is_approved(bench: Bench) -> None:
    family = await bench.build(late_absences)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Tout valider", "✅ Confirmer")
    assert camille.text.startswith("✅ 3 demandes validées.")
    assert camille.text.endswith("2 demandes restent en attente.")
    assert await states_of(bench, family) == ["approved"] * 3 + ["pending"] * 2
    await camille.press("Autres demandes", "Tout valider")
    assert "✅ Confirmer" not in camille.labels()
    assert "Ces absences sont tardives" in camille.text


async def test_the_manager_reads_the_reason_of_an_absence(bench: Bench) -> None:
    await bench.build(late_absences)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Voir les enfants")
    assert "absence Garderie du soir, motif RAISON MEDICALE, tardive, à vous de choisir" in camille.text


async def test_two_managers_at_once_do_not_decide_twice(bench: Bench) -> None:
    family = await bench.build(three_pending)
    camille, dominique = await manager(bench), await manager(bench, Town.director)
    await camille.press("📥 Demandes", "Tout valider")
    await dominique.press(
        "📥 Demandes", "Voir les enfants", "⬜ lun. 30/11 🍽 🟢 Lou", "❌ Refuser (1)", "Il n'y a plus", "Confirmer"
    )
    await dominique.press("Autres demandes", "Tout valider", "Confirmer")
    await camille.press("Confirmer")
    assert camille.text == "Ces demandes ont déjà été décidées ou retirées."
    assert await states_of(bench, family) == ["approved", "approved", "refused"]


async def test_what_another_decided_meanwhile_is_not_offered_to_be_decided(bench: Bench) -> None:
    await bench.build(three_pending)
    camille, dominique = await manager(bench), await manager(bench, Town.director)
    await camille.press("📥 Demandes", "Voir les enfants", "⬜ lun. 30/11 🍽 🟢 Lou")
    await dominique.press("📥 Demandes", "Tout valider", "Confirmer")
    await camille.press("✅ Valider (1)")
    assert camille.text == "Ces demandes ont déjà été décidées ou retirées."
    assert camille.labels() == ["⬅️ Retour"]
    await camille.press("Retour", "Retour")
    assert "Aucune demande en attente" in camille.text


async def test_a_refusal_of_what_is_gone_refuses_nothing(bench: Bench) -> None:
    await bench.build(three_pending)
    camille, dominique = await manager(bench), await manager(bench, Town.director)
    await camille.press("📥 Demandes", "Voir les enfants", "Tout refuser", "Il n'y a plus")
    await dominique.press("📥 Demandes", "Tout valider", "Confirmer")
    await camille.press("Confirmer")
    assert camille.text == "Ces demandes ont déjà été décidées ou retirées."


async def test_what_comes_in_between_recap_and_confirmation_is_not_decided_unseen(bench: Bench) -> None:
    family = await bench.build(three_pending)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Tout valider")
    await bench.build(lambda town: town.requested(family.cell("Noé", "cantine", TUESDAY)))
    await camille.press("Confirmer")
    assert camille.text.startswith("✅ 3 demandes validées.")
    assert await states_of(bench, family) == ["approved"] * 3 + ["pending"]


async def test_only_late_absences_left_by_another_stay_pending(bench: Bench) -> None:
    family = await bench.build(late_absences)
    camille, dominique = await manager(bench), await manager(bench, Town.director)
    await camille.press("📥 Demandes", "Tout valider")
    await dominique.press("📥 Demandes", "Tout valider", "✅ Confirmer")
    await camille.press("✅ Confirmer")
    assert camille.text == "2 demandes restent en attente."
    assert await states_of(bench, family) == ["approved"] * 3 + ["pending"] * 2


async def test_a_director_decides_for_one_school_only(bench: Bench) -> None:
    await bench.build(two_schools)
    dominique = await manager(bench, lambda town: town.director(school=OTHER_SCHOOL))
    assert "2 demandes à décider" in dominique.text
    await dominique.press("📥 Demandes", "Voir les enfants")
    assert "Bruyère" not in dominique.text


async def test_a_teacher_who_sends_a_director_s_press_is_refused(bench: Bench) -> None:
    await bench.build(three_pending)
    claude = await manager(bench, Town.teacher)
    await claude.forge("inbox", mark="")
    assert await claude.state() == Home.main


async def test_the_page_of_children_turns_and_keeps_what_is_chosen(bench: Bench) -> None:
    await bench.build(
        lambda town: town.requested(*(one.cell("Charlie", "cantine", MONDAY) for one in town.families(20)))
    )
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Voir les enfants", "⬜ lun.", "▶️", "⬜ lun.")
    assert "✅ Valider (2)" in camille.labels()
    assert "2/3" in camille.labels()


async def test_many_groups_come_in_pages(bench: Bench) -> None:
    def build(town: Town) -> None:
        family = bruyere(town)
        days = [MONDAY + timedelta(days=count) for count in range(40)]
        town.requested(*family.cells("Lou", "cantine", *days), at=NOW)

    await bench.build(build)
    camille = await manager(bench)
    await camille.press("📥 Demandes", "Par jour")
    assert "1/4" in camille.labels()
    await camille.press("▶️", "▶️", "▶️")
    assert "vendredi 8 janvier · 1" in camille.labels()
    await camille.press("Tout valider")
    assert "… et 30 lignes de plus" in camille.text

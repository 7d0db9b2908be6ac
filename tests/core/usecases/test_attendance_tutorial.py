"""The tutorial of Peaugres (« Tutoriel pointage des présences »), step by step, on both databases."""

from datetime import date, timedelta

import pytest

from core.db.tables import attendance
from core.model.attendance import AttendanceState, MarkedAll, MarkProblem, Totals
from core.model.planning import Mark
from core.organisation import Organisation
from core.usecases.attendance import mark_all, undo_mark_all
from core.usecases.sheets import find_children, read_day, read_sheet, read_week_sheet
from tests.builders import SCHOOL, Town, build
from tests.clock import NOW, paris
from tests.core.usecases.marking import TODAY, Class, line_of, press, sheet_of
from tests.core.usecases.steps import rows


@pytest.mark.parametrize("policy", ["peaugres", "epagny"], indirect=True)
async def test_chaque_enseignant_peut_effectuer_le_pointage_d_une_classe_via_son_acces_specifique(
    organisation: Organisation,
) -> None:
    told = await build(organisation, Class)
    choices = await organisation.read(read_day, told.teacher, None, NOW)
    (school,) = choices.schools
    assert (choices.day, choices.problem, choices.suggested) == (TODAY, None, told.key())
    assert (school.name, [one.name for one in school.classes], school.is_whole) == (SCHOOL, ["CP"], False)
    assert {one.service.terms.key: (one.booked, one.unmarked) for one in school.services}["cantine"] == (3, 3)


async def test_selectionner_le_jour_ou_la_semaine_la_classe_le_service(organisation: Organisation) -> None:
    told = await build(organisation, Class)
    day = await sheet_of(organisation, told.teacher, told.key())
    assert (day.school, day.class_name, day.service.terms.key) == (SCHOOL, "CP", "cantine")
    week = await organisation.read(read_week_sheet, told.teacher, told.key(), NOW, everyone=False)
    assert week.days == tuple(TODAY + timedelta(days=days) for days in (-1, 0, 2, 3)), "no school on Wednesday"
    assert {day: problem for day, problem in week.problems.items() if day <= TODAY} == {}
    assert set(week.problems.values()) == {MarkProblem.NOT_YET}
    assert [line.name for line in week.lines] == ["Lou B.", "Noé B.", "Zélie B."]
    assert [line.days[TODAY].state for line in week.lines] == [AttendanceState.BOOKED] * 3
    assert week.totals[TODAY] == day.totals


async def test_a_partir_de_la_liste_des_enfants_inscrits_aux_services_pointer_les_presents(
    organisation: Organisation,
) -> None:
    told = await build(organisation, Class)
    listed = await organisation.read(read_sheet, told.teacher, told.key(), NOW, everyone=True)
    assert [(line.name, line.state) for line in listed.lines] == [
        ("Ana B.", AttendanceState.NOTHING),
        ("Lou B.", AttendanceState.BOOKED),
        ("Noé B.", AttendanceState.BOOKED),
        ("Zélie B.", AttendanceState.BOOKED),
    ]
    assert (await press(organisation, told.teacher, told.cell("Lou"))).mark is Mark.PRESENT
    sheet = await sheet_of(organisation, told.teacher, told.key())
    assert [line.state for line in sheet.lines] == [AttendanceState.PRESENT, *[AttendanceState.BOOKED] * 2]


async def test_un_enfant_inscrit_exceptionnellement_aupres_des_enseignants_avant_8h00(
    organisation: Organisation,
) -> None:
    told = await build(organisation, Class)
    (found,) = await organisation.read(find_children, told.teacher, told.key(), "ANÀ bruyere", NOW)
    assert (found.name, found.state) == ("Ana B.", AttendanceState.NOTHING)
    await press(organisation, told.teacher, told.cell("Ana"))
    sheet = await sheet_of(organisation, told.teacher, told.key())
    assert sheet.lines[0].state is AttendanceState.MARKED
    assert (sheet.totals.present, sheet.totals.unbooked, sheet.totals.booked) == (1, 1, 3)


async def test_tous_les_enfants_reserves_seront_pointes(organisation: Organisation) -> None:
    told = await build(organisation, Class)
    await press(organisation, told.carer, told.cell("Noé"), Mark.ABSENT_BILLED)
    done = await organisation.write(mark_all, told.teacher, told.key(), NOW)
    assert done == MarkedAll(2, 0, NOW)
    assert (await organisation.write(mark_all, told.teacher, told.key(), NOW)).count == 0
    marks = {row.child_id: row.mark for row in await rows(organisation, attendance)}
    noe, lou, zelie = (told.cell(name).child_id for name in ("Noé", "Lou", "Zélie"))
    assert marks == {noe: Mark.ABSENT_BILLED, lou: Mark.PRESENT, zelie: Mark.PRESENT}, "and not Tom, of another class"

    await press(organisation, told.carer, told.cell("Lou"))
    await press(organisation, told.carer, told.cell("Lou"), now=NOW + timedelta(seconds=1))
    assert await organisation.write(undo_mark_all, told.carer, told.key(), NOW, NOW) == 0, "another's"
    assert await organisation.write(undo_mark_all, told.teacher, told.key(), NOW, NOW) == 1, "Lou was marked again"
    assert await organisation.write(undo_mark_all, told.teacher, told.key(), NOW, NOW) == 0
    marks = {row.child_id: row.mark for row in await rows(organisation, attendance)}
    assert marks == {noe: Mark.ABSENT_BILLED, lou: Mark.PRESENT}


async def test_total_reserves_en_attente_presents_absents_factures_absents_excuses(organisation: Organisation) -> None:
    def story(town: Town) -> Class:
        told = Class(town)
        town.requested(told.cell("Ana"))
        return told

    told = await build(organisation, story)
    before = await sheet_of(organisation, told.teacher, told.key())
    assert before.totals == Totals(booked=3, pending=1, unmarked=3)
    assert [line.is_asked for line in before.lines] == [True, False, False, False]
    await press(organisation, told.teacher, told.cell("Lou"), Mark.ABSENT_BILLED)
    await press(organisation, told.teacher, told.cell("Noé"), Mark.ABSENT_EXCUSED)
    await press(organisation, told.teacher, told.cell("Ana"))
    await press(organisation, told.carer, told.cell("Tom"))
    after = await sheet_of(organisation, told.teacher, told.key())
    assert after.totals == Totals(3, pending=1, present=1, unbooked=1, absent_billed=1, absent_excused=1, unmarked=1)
    assert after.adults.children == 2, "encadrement is of all classes: Ana and Tom"


@pytest.mark.parametrize("mode", [Mark.ABSENT_BILLED, Mark.ABSENT_EXCUSED])
async def test_pour_supprimer_un_pointage_selectionner_le_mode_absence_et_repointer_l_enfant(
    organisation: Organisation, mode: Mark
) -> None:
    told = await build(organisation, Class)
    states = []
    for pressed in (Mark.PRESENT, mode, mode, mode, mode, Mark.PRESENT, Mark.PRESENT):
        await press(organisation, told.teacher, told.cell("Lou"), pressed)
        states.append((await line_of(organisation, told.teacher, told.cell("Lou"))).state)
    booked, absent, present = AttendanceState.BOOKED, AttendanceState(mode), AttendanceState.PRESENT
    assert states == [present, booked, absent, booked, absent, present, booked]


async def test_l_enregistrement_des_pointages_se_fait_en_temps_reel(organisation: Organisation) -> None:
    told = await build(organisation, Class)
    await press(organisation, told.teacher, told.cell("Lou"))
    assert (await line_of(organisation, told.carer, told.cell("Lou"))).mark is Mark.PRESENT


@pytest.mark.parametrize("day", [date(2026, 10, 26), date(2027, 3, 29)])
async def test_le_jour_est_celui_de_la_commune_meme_au_changement_d_heure(
    organisation: Organisation, day: date
) -> None:
    """Half past midnight in Paris on the Monday after the clocks change is still Sunday in UTC."""
    told = await build(organisation, Class)
    choices = await organisation.read(read_day, told.teacher, None, paris(f"{day} 00:30"))
    assert choices.day == day

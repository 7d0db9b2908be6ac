"""ONDE's pupils and guardians become classes, children and families; what is there is kept."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from core.db import tables as t
from core.db.directory import classes_of_year, guardians_known, members_of_year
from core.model.importing import (
    Change,
    ClassCount,
    Imported,
    ImportOptions,
    ImportRefusedError,
    Problem,
    ProblemKind,
    Step,
    Subject,
)
from core.model.planning import RequestState
from core.organisation import Organisation, UnitOfWork
from core.usecases.importing import import_file, preview_import
from core.usecases.staffing import UnknownSchoolError
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town, build
from tests.clock import MONDAY, NOW
from tests.core.imports.onde import guardian, guardians, pupil, pupils
from tests.core.usecases.import_lines import csv_file, row

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

YEAR = 2026
TODAY = NOW.date()
HERE = ImportOptions(school=SCHOOL)
LEAVERS = ImportOptions(school=SCHOOL, leavers=True)
LOU = ("BRUYERE Lou", "CP A")
NOE = ("BRUYERE Noé", "CE1A")
FOUR_STREET, MILL_STREET = "1 rue du Four;07340;PEAUGRES", "2 rue du Moulin;07340;PEAUGRES"


async def _import(organisation: Organisation, content: bytes, options: ImportOptions = HERE) -> Imported:
    """Import a file whose preview says what is done, writes nothing, and leaves nothing to do after it."""
    before = await organisation.read(_rows)
    preview = await organisation.read(preview_import, content, NOW, options)
    assert await organisation.read(_rows) == before
    done = await organisation.write(import_file, content, NOW, options)
    assert done.plan == preview.plan
    again = await organisation.read(preview_import, content, NOW, options)
    assert {one.step for one in again.plan.changes} <= {Step.LEFT}
    return done


def _rows(uow: UnitOfWork) -> dict[str, int]:
    return {
        table.name: uow.tx.execute(select(func.count()).select_from(table)).scalar_one()
        for table in t.metadata.sorted_tables
    }


def _changes(imported: Imported, *wanted: tuple[Subject, Step]) -> list[tuple[str, ...]]:
    return [
        tuple(filter(None, (one.name, one.detail, one.before, one.after)))
        for one in imported.plan.changes
        if (one.subject, one.step) in wanted
    ]


def _unmatched(imported: Imported) -> list[tuple[int, ProblemKind]]:
    return [(problem.line, problem.kind) for problem in imported.plan.unmatched]


def _classes(uow: UnitOfWork) -> dict[str, str]:
    """The class of each child, by first name."""
    names = {one.id: one.name for one in classes_of_year(uow.tx, YEAR)}
    children = {row.id: row.first_name for row in uow.tx.execute(select(t.children))}
    return {children[child]: names[class_id] for child, class_id in members_of_year(uow.tx, YEAR).items()}


def _families(uow: UnitOfWork) -> set[tuple[str, str, str]]:
    """Guardian, child, family."""
    query = (
        select(t.guardians.c.first_name, t.children.c.first_name, t.families.c.name)
        .select_from(t.guardianships)
        .join(t.guardians, t.guardians.c.id == t.guardianships.c.guardian_id)
        .join(t.children, t.children.c.id == t.guardianships.c.child_id)
        .join(t.families, t.families.c.id == t.guardianships.c.family_id)
    )
    return {(person, child, family) for person, child, family in uow.tx.execute(query)}


def _addresses(uow: UnitOfWork) -> dict[str, str | None]:
    return {row.first_name: row.address for row in uow.tx.execute(select(t.guardians))}


async def _school(organisation: Organisation, *names_and_classes: tuple[str, str]) -> None:
    """A school with these pupils, from ONDE."""
    rows = (pupil(name, class_name, class_name[:3].strip()) for name, class_name in names_and_classes)
    await organisation.write(import_file, pupils(*rows), NOW, HERE)


# --- pupils


async def test_a_file_of_pupils_becomes_classes_and_children_enrolled_in_nothing(organisation: Organisation) -> None:
    content = pupils(
        pupil("BRUYERE Lou"), pupil("BRUYERE Léo"), pupil("GENET Noé", "CE1-CE2", "CE1"), footer="Total : 3 élèves"
    )
    done = await _import(organisation, content)
    assert done.plan.classes == (ClassCount(SCHOOL, "CP - Mme Aubier", 2), ClassCount(SCHOOL, "CE1-CE2", 1))
    assert _changes(done, (Subject.SCHOOL, Step.ADDED), (Subject.CLASS, Step.ADDED)) == [
        (SCHOOL,),
        ("CP - Mme Aubier", "CP"),
        ("CE1-CE2", "CE1"),
    ]
    twins_and_noe = {"Lou": "CP - Mme Aubier", "Léo": "CP - Mme Aubier", "Noé": "CE1-CE2"}
    assert await organisation.read(_classes) == twins_and_noe
    counts = await organisation.read(_rows)
    assert (counts["enrolments"], counts["services"]) == (0, len(organisation.policy.services))
    again = await _import(organisation, content, ImportOptions())
    assert (again.plan.changes, again.plan.unchanged) == ((), {Subject.CHILD: 3})
    assert await organisation.read(_rows) == counts


async def test_pupils_who_are_added_may_be_enrolled_at_once(organisation: Organisation) -> None:
    await _import(organisation, pupils(pupil("BRUYERE Lou")))
    options = ImportOptions(SCHOOL, ("Cantine", "garderie du SOIR"))
    await _import(organisation, pupils(pupil("BRUYERE Lou"), pupil("GENET Noé")), options)
    assert (await organisation.read(_rows))["enrolments"] == 2
    with pytest.raises(ImportRefusedError) as refused:
        await _import(organisation, pupils(pupil()), ImportOptions(SCHOOL, ("piscine",)))
    assert [problem.kind for problem in refused.value.problems] == [ProblemKind.UNKNOWN_SERVICE]


async def test_children_known_are_found_whatever_accents_hyphens_or_last_name_and_change_class(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> None:
        bruyere = town.family("Bruyère-Genêt").guardian("Anne")
        bruyere.child("Jean-Noël", "CE1A", born=date(2019, 5, 1))

    await build(organisation, story)
    row = pupil("BRUYERE GENET JEAN NOEL", "CE1 A - M. Sorbier", "CE1", born="01/05/2019", used="DURANCE")
    row = row.replace("BRUYERE;DURANCE;GENET JEAN NOEL", "BRUYERE GENET;DURANCE;JEAN NOEL")
    assert (await _import(organisation, pupils(row))).plan.changes == ()
    moved = await _import(organisation, pupils(row.replace("CE1 A - M. Sorbier", "CE2 B")))
    assert _changes(moved, (Subject.CHILD, Step.CHANGED)) == [("Jean-Noël Bruyère-Genêt", "class", "CE1A", "CE2 B")]
    assert await organisation.read(_classes) == {"Jean-Noël": "CE2 B"}


async def test_a_class_without_its_teacher_is_not_mistaken_where_there_are_two(organisation: Organisation) -> None:
    await build(organisation, lambda town: town.class_(town.school(), "CP"))
    done = await _import(
        organisation, pupils(pupil("BRUYERE Lou", "CP - Mme Aubier"), pupil("GENET Noé", "CP - M. Sorbier"))
    )
    assert len(_changes(done, (Subject.CLASS, Step.ADDED))) == 2


async def test_namesakes_born_on_another_day_are_two_children(organisation: Organisation) -> None:
    rows = [pupil("BRUYERE Lou"), pupil("BRUYERE Lou", "CE1", "CE1", born="01/03/2019")]
    await _import(organisation, pupils(*rows))
    assert (await organisation.read(_rows))["children"] == 2
    assert (await _import(organisation, pupils(*rows))).plan.changes == ()


@pytest.mark.parametrize("schools", [(), (SCHOOL, OTHER_SCHOOL)])
async def test_the_school_must_be_said_unless_there_is_one(organisation: Organisation, schools: Iterable[str]) -> None:
    await build(organisation, lambda town: [town.school(name) for name in schools])
    for content in (pupils(pupil()), guardians(guardian("BRUYERE Anne", LOU))):
        with pytest.raises(ImportRefusedError) as refused:
            await organisation.write(import_file, content, NOW)
        (problem,) = refused.value.problems
        assert (problem.line, problem.kind) == (0, ProblemKind.SCHOOL_NEEDED)
        assert set(problem.known) == set(schools)


async def test_guardians_of_a_school_nobody_knows_are_refused(organisation: Organisation) -> None:
    with pytest.raises(UnknownSchoolError):
        await _import(organisation, guardians(guardian("BRUYERE Anne", LOU)))


def _leaving(town: Town) -> Family:
    """Five and Noé, who is booked today and on Monday, and waits for Tuesday; Zoé is at another school."""
    family = town.family("Bruyère").guardian("Anne")
    for name in ("Lou", "Léo", "Ana", "Tom", "Eve"):
        family.child(name)
    family.child("Noé")
    for day in (TODAY, MONDAY):
        town.booked(family.cell("Noé", "cantine", day))
        town.booked(family.cell("Lou", "cantine", day))
    town.requested(family.cell("Noé", "cantine", MONDAY + timedelta(days=1)), by=family.actor("Anne"))
    town.family("Genêt", school=OTHER_SCHOOL).guardian("Marc").child("Zoé")
    return family


def _five() -> list[str]:
    names = ("Lou", "Léo", "Ana", "Tom", "Eve")
    return [pupil(f"Bruyère {name}", "CP", born=f"{day:02}/05/2019") for day, name in enumerate(names, 1)]


async def test_who_is_not_in_the_file_is_said_and_stays(organisation: Organisation) -> None:
    await build(organisation, _leaving)
    done = await _import(organisation, pupils(*_five()))
    assert done.plan.changes == (Change(Subject.CHILD, Step.LEFT, "Noé Bruyère", "CP"),)
    assert "Noé" in await organisation.read(_classes)


async def test_who_is_not_in_the_file_leaves_where_that_was_said(organisation: Organisation) -> None:
    await build(organisation, _leaving)
    before = await organisation.read(_rows)
    await _import(organisation, pupils(*_five()), LEAVERS)
    assert set(await organisation.read(_classes)) == {"Lou", "Léo", "Ana", "Tom", "Eve", "Zoé"}
    after = await organisation.read(_rows)
    services = len(organisation.policy.services)
    assert before["enrolments"] - after["enrolments"] == services
    assert before["bookings"] - after["bookings"] == 1, "what was eaten today is billed"
    states = await organisation.read(lambda uow: list(uow.tx.scalars(select(t.booking_requests.c.state))))
    assert states == [RequestState.WITHDRAWN]
    actions = await organisation.read(lambda uow: list(uow.tx.scalars(select(t.audit_events.c.action))))
    assert "leave" in actions
    assert (await _import(organisation, pupils(*_five()), LEAVERS)).plan.changes == ()


async def test_a_file_without_much_of_the_school_is_refused_unless_that_was_said(organisation: Organisation) -> None:
    await build(organisation, _leaving)
    content = pupils(*_five()[:4])
    preview = await organisation.read(preview_import, content, NOW, HERE)
    assert preview.plan.obstacles == (Problem(0, ProblemKind.MANY_LEAVERS, value="6", number=2),)
    with pytest.raises(ImportRefusedError):
        await organisation.write(import_file, content, NOW, HERE)
    await _import(organisation, content, LEAVERS)
    assert "Eve" not in await organisation.read(_classes)


async def test_whose_line_cannot_be_read_has_not_left(organisation: Organisation) -> None:
    await build(organisation, _leaving)
    done = await _import(organisation, pupils(*_five(), pupil("Bruyère Noé", "CP", born="########")), LEAVERS)
    assert _unmatched(done) == [(7, ProblemKind.BAD_DATE)]
    assert "Noé" in await organisation.read(_classes)


# --- guardians


async def test_who_lives_together_is_a_family_and_who_does_not_is_another(organisation: Organisation) -> None:
    await _school(organisation, ("BRUYERE Lou", "CP A"), ("BRUYERE Noé", "CE1 A - Mme Aubier"), ("GENET Zoé", "CP A"))
    zoe = ("GENET Zoé", "CP A")
    content = guardians(
        guardian("BRUYERE Anne", LOU, NOE, email="anne@exemple.fr"),
        guardian("SORBIER Paul", LOU, civility="M", address="1, RUE DU FOUR;07340;Peaugres"),
        guardian("BRUYERE Marc", LOU, NOE, civility="M", address=MILL_STREET),
        guardian("GENET Ana", zoe, address=";;"),
        guardian("GENET Jo", zoe, address=";;"),
    )
    done = await _import(organisation, content)
    together, apart = "BRUYERE Anne et SORBIER Paul", "BRUYERE Marc"
    assert await organisation.read(_families) == {
        ("Anne", "Lou", together),
        ("Anne", "Noé", together),
        ("Paul", "Lou", together),
        ("Marc", "Lou", apart),
        ("Marc", "Noé", apart),
        ("Ana", "Zoé", "GENET Ana"),
        ("Jo", "Zoé", "GENET Jo"),
    }
    assert _unmatched(done) == []
    assert (await organisation.read(_addresses))["Anne"] == "1 rue du Four\n07340 PEAUGRES"
    counts = await organisation.read(_rows)
    assert (await _import(organisation, content)).plan.changes == ()
    assert await organisation.read(_rows) == counts


async def test_a_family_of_the_same_name_gets_a_number(organisation: Organisation) -> None:
    await _school(organisation, ("BRUYERE Lou", "CP A"), ("BRUYERE Noé", "CE1 A"))
    await _import(
        organisation,
        guardians(
            guardian("BRUYERE Anne", LOU),
            guardian("BRUYERE Jo", LOU),
            guardian("BRUYERE Anne", NOE, address=MILL_STREET),
            guardian("BRUYERE Jo", NOE, address=MILL_STREET),
        ),
    )
    names = {family for _, _, family in await organisation.read(_families)}
    assert names == {"BRUYERE Anne et Jo", "BRUYERE Anne et Jo (2)"}


async def test_the_class_tells_namesakes_apart_by_its_name_or_else_by_its_level(organisation: Organisation) -> None:
    rows = [
        pupil("BRUYERE Lou", "CP A - Mme Aubier", "CP", born="01/01/2020"),
        pupil("BRUYERE Lou", "CE1 - M. Sorbier", "CE1", born="01/01/2019"),
        pupil("BRUYERE Lou", "CE1 - Mme Ortie", "CE1", born="02/01/2019"),
    ]
    await organisation.write(import_file, pupils(*rows), NOW, HERE)
    done = await _import(
        organisation,
        guardians(
            guardian("BRUYERE Anne", ("BRUYERE Lou", "CPA")),
            guardian("BRUYERE Marc", ("BRUYERE Lou", "CP des grands")),
            guardian("BRUYERE Ana", ("BRUYERE Lou", "CE1")),
            guardian("BRUYERE Jo", ("BRUYERE Lou", "CM2")),
            guardian("BRUYERE Eve", ("BRUYERE Lou", "")),
            guardian("BRUYERE Max", ("BRUYERE Loup", "CP")),
        ),
    )
    assert {person for person, _, _ in await organisation.read(_families)} == {"Anne", "Marc"}
    assert _unmatched(done) == [
        (4, ProblemKind.AMBIGUOUS_CHILD),
        (5, ProblemKind.OTHER_CLASS),
        (6, ProblemKind.AMBIGUOUS_CHILD),
        (7, ProblemKind.UNKNOWN_CHILD),
    ]


async def test_a_guardian_on_several_lines_is_one_and_a_namesake_is_not(organisation: Organisation) -> None:
    await _school(organisation, ("BRUYERE Lou", "CP A"), ("BRUYERE Noé", "CE1 A"), ("GENET Zoé", "CP A"))
    await _import(
        organisation,
        guardians(
            guardian("BRUYÈRE Anne-Lise", LOU, email="anne@exemple.fr"),
            guardian("bruyere ANNE LISE", NOE, email="ANNE@exemple.fr", phones=";;0600000001"),
            guardian("BRUYERE Anne Lise", ("GENET Zoé", "CP A"), address=MILL_STREET, email="autre@exemple.fr"),
            guardian("GENET Dominique", LOU, civility="M"),
            guardian("GENET Dominique", LOU, civility="MME"),
        ),
    )
    known = await organisation.read(lambda uow: guardians_known(uow.tx))
    assert [(one.first_name, one.email, one.phone) for one in known] == [
        ("Anne-Lise", "anne@exemple.fr", "06 00 00 00 01"),
        ("Anne Lise", "autre@exemple.fr", None),
        ("Dominique", None, None),
        ("Dominique", None, None),
    ]


async def test_what_is_known_stays_and_contacts_that_differ_are_shown_and_replaced(organisation: Organisation) -> None:
    await build(
        organisation,
        lambda town: town.family("Bruyère").guardian("Anne", email="anne@exemple.fr").guardian("Marc").child("Lou"),
    )
    content = guardians(
        guardian("BRUYERE Anne", ("BRUYERE Lou", "CP"), email="anne@travail.fr", phones="0475000001;;"),
        guardian("BRUYERE Marc", ("BRUYERE Lou", "CP"), address=MILL_STREET),
    )
    done = await _import(organisation, content)
    assert _changes(done, *((subject, step) for subject in Subject for step in Step)) == [
        ("Anne Bruyère", "email", "anne@exemple.fr", "anne@travail.fr"),
        ("Anne Bruyère", "phone", "04 75 00 00 01"),
        ("Anne Bruyère", "address", "1 rue du Four, 07340 PEAUGRES"),
        ("Marc Bruyère", "address", "2 rue du Moulin, 07340 PEAUGRES"),
    ]
    assert await organisation.read(_families) == {("Anne", "Lou", "Bruyère"), ("Marc", "Lou", "Bruyère")}
    silent = guardians(guardian("BRUYERE Anne", ("BRUYERE Lou", "CP"), address=";;"))
    assert (await _import(organisation, silent)).plan.changes == (), "what the file leaves out says nothing"


async def test_what_was_erased_at_their_request_is_not_written_back(organisation: Organisation) -> None:
    await build(organisation, lambda town: town.family("Bruyère").guardian("Anne").child("Lou"))
    await organisation.write(lambda uow: uow.tx.execute(update(t.guardians).values(erased_at=NOW)))
    anne = {"email": "anne@exemple.fr", "phone": "0600000001"}
    town_file = csv_file(row("Lou Bruyère", "Anne Bruyère", **anne, born="2019-05-01"))
    onde = guardians(guardian("BRUYERE Anne", ("BRUYERE Lou", "CP"), email=anne["email"], phones=";;0600000001"))
    for content in (town_file, onde):
        await _import(organisation, content)
    assert [(one.email, one.phone) for one in await organisation.read(lambda uow: guardians_known(uow.tx))] == [
        (None, None)
    ]
    assert await organisation.read(_addresses) == {"Anne": None}


async def test_a_family_is_joined_only_where_everybody_in_it_may_see_the_child(organisation: Organisation) -> None:
    """Of Marc it is not known where he lives: Anne's child with Paul is not his to see, nor his with Eve is Anne's."""

    def story(town: Town) -> None:
        town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou")
        for name in ("Ana", "Zoé", "Noé"):
            town.family(name).child(name)

    await build(organisation, story)
    lou, ana, zoe, noe = (("BRUYERE Lou", "CP"), ("ANA Ana", "CP"), ("ZOE Zoé", "CP"), ("NOE Noé", "CP"))
    await _import(
        organisation,
        guardians(
            guardian("BRUYERE Anne", lou, ana, noe),
            guardian("SORBIER Paul", ana, civility="M"),
            guardian("BRUYERE Marc", lou, zoe, noe, civility="M", address=";;"),
            guardian("GENET Eve", zoe),
        ),
    )
    assert await organisation.read(_families) == {
        *((person, child, "Bruyère") for person in ("Anne", "Marc") for child in ("Lou", "Noé")),
        *((person, "Ana", "BRUYERE Anne et SORBIER Paul") for person in ("Anne", "Paul")),
        ("Marc", "Zoé", "BRUYERE Marc"),
        ("Eve", "Zoé", "GENET Eve"),
    }


async def test_the_files_of_onde_and_of_the_town_do_not_undo_each_other(organisation: Organisation) -> None:
    """Both know the same people, each by its own spelling; the town's has services, families and newer contacts."""
    noel, zoe = ("BRUYERE JEAN NOEL", "CE1A"), ("GENET ZOE", "CP")
    onde = (
        pupils(
            pupil("BRUYERE JEAN NOEL", "CE1 A - Mme Aubier", "CE1", born="01/05/2019").replace(
                "BRUYERE JEAN;;NOEL", "BRUYERE;;JEAN NOEL"
            ),
            pupil("GENET Zoé", "CP"),
        ),
        guardians(
            guardian("BRUYERE ANNE LISE", noel, email="anne@exemple.fr"),
            guardian("SORBIER MARC", noel, civility="M", address=MILL_STREET, phones=";;0600000001"),
            guardian("GENET EVE", zoe, phones="0475000001;;"),
        ),
    )
    town = csv_file(
        row("Jean-Noël Bruyère", "Anne-Lise Bruyère", class_="CE1A", level="Cours élémentaire 1", born="01/05/2019"),
        row("Jean-Noël Bruyère", "Marc Sorbier", class_="CE1A", level="CE1", born="01/05/2019", phone="0600000001"),
        row("Zoé Genêt", "Eve Genêt", school="LES TILLEULS", phone="0600000009"),
    )
    for content in onde:
        await organisation.write(import_file, content, NOW, HERE)
    counts = await organisation.read(_rows)
    done = await _import(organisation, town)
    assert _changes(done, (Subject.GUARDIAN, Step.CHANGED)) == [("EVE GENET", "phone", "04 75 00 00 01", "0600000009")]
    assert {one.subject for one in done.plan.changes if one.step is Step.ADDED} == {Subject.FAMILY}
    families = await organisation.read(_families)
    after = await organisation.read(_rows)
    for table in ("children", "guardians", "guardianships", "school_classes", "schools"):
        assert after[table] == counts[table], table
    again = [(await _import(organisation, content)).plan.changes for content in onde]
    assert again == [
        (),
        (Change(Subject.GUARDIAN, Step.CHANGED, "EVE GENET", "phone", "0600000009", "04 75 00 00 01"),),
    ]
    assert await organisation.read(_families) == families


async def test_nobody_joins_a_family_that_somebody_elsewhere_is_in(organisation: Organisation) -> None:
    """Anne and Marc share a family, and live apart now: Anne's child with Paul is not Marc's to see."""

    def story(town: Town) -> None:
        town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou")
        town.family("Sorbier").child("Ana")

    await build(organisation, story)
    lou, ana = ("BRUYERE Lou", "CP"), ("SORBIER Ana", "CP")
    await _import(
        organisation,
        guardians(
            guardian("BRUYERE Marc", lou, address=MILL_STREET),
            guardian("BRUYERE Anne", lou, ana),
            guardian("SORBIER Paul", ana, civility="M"),
        ),
    )
    assert await organisation.read(_families) == {
        ("Anne", "Lou", "Bruyère"),
        ("Marc", "Lou", "Bruyère"),
        ("Anne", "Ana", "BRUYERE Anne et SORBIER Paul"),
        ("Paul", "Ana", "BRUYERE Anne et SORBIER Paul"),
    }


# --- nothing written


@pytest.mark.parametrize(
    "content",
    [
        pupils(pupil(), pupil("GENET Noé"))[:-60],
        pupils(pupil(), encoding="utf-16"),
        b"PK\x03\x04\x14\x00",
        b"",
        b"Date;Libelle;Debit\n01/01/2026;Achat;1,00\n",
    ],
)
async def test_a_file_that_cannot_be_read_changes_nothing(organisation: Organisation, content: bytes) -> None:
    before = await organisation.read(_rows)
    with pytest.raises(ImportRefusedError):
        await organisation.write(import_file, content, NOW, HERE)
    assert await organisation.read(_rows) == before

"""The file of the town hall becomes families, children and enrolments; on both databases."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from core.db import tables as t
from core.db.directory import classes_of_year, enrolments_of_year, guardians_known, set_custody
from core.db.families import guarded_by
from core.db.quotients import quotients_until
from core.db.services import services_of
from core.model.importing import ImportRefusedError, ProblemKind
from core.model.people import Child, Custody
from core.organisation import Organisation, UnitOfWork
from core.usecases.closing import close_month
from core.usecases.importing import import_file
from core.usecases.importing_ground import span_of
from tests.builders import build
from tests.clock import NOW
from tests.core.usecases.import_lines import Report, Tally, csv_file, report_of, row, with_quotients

YEAR = 2026
NEXT_YEAR = datetime(2027, 9, 1, tzinfo=UTC)


async def _import(organisation: Organisation, *rows: str, now: datetime = NOW) -> Report:
    return report_of(await organisation.write(import_file, csv_file(*rows), now))


async def _refusal(organisation: Organisation, *rows: str) -> list[tuple[int, ProblemKind]]:
    with pytest.raises(ImportRefusedError) as refused:
        await _import(organisation, *rows)
    return [(problem.line, problem.kind) for problem in refused.value.problems]


def _counts(uow: UnitOfWork) -> dict[str, int]:
    return {
        table.name: uow.tx.execute(select(func.count()).select_from(table)).scalar_one()
        for table in t.metadata.sorted_tables
    }


def _children(uow: UnitOfWork, first_name: str) -> tuple[Child, ...]:
    (guardian,) = [known for known in guardians_known(uow.tx) if known.first_name == first_name]
    return tuple(guarded_by(uow.tx, guardian.id, YEAR).children.values())


def _services(uow: UnitOfWork, first_name: str, year: int = YEAR) -> set[str]:
    (child_id,) = uow.tx.scalars(select(t.children.c.id).where(t.children.c.first_name == first_name))
    schools = list(uow.tx.scalars(select(t.schools.c.id)))
    keys = {service: key for service, _, key in services_of(uow.tx, schools)}
    return {keys[service] for child, service in enrolments_of_year(uow.tx, year) if child == child_id}


def _guardians(uow: UnitOfWork) -> list[tuple[str, str | None, str | None]]:
    return [(known.first_name, known.email, known.phone) for known in guardians_known(uow.tx)]


async def test_a_file_becomes_a_town(organisation: Organisation) -> None:
    report = await _import(
        organisation,
        row("Lou Bruyère", "Anne Bruyère", services="cantine|Garderie du soir"),
        row("Lou Bruyère", "Marc Genêt", family="Bruyère", services="cantine|Garderie du soir"),
        row("Noé Bruyère", "Anne Bruyère", class_="CE2", born="31/12/2017", services=""),
    )
    assert report == Report(Tally(1, 0, 0), Tally(2, 0, 0), Tally(2, 0, 0))
    noe, lou = await organisation.read(_children, "Anne")
    assert (noe.first_name, noe.class_name, lou.class_name) == ("Noé", "CE2", "CP")
    assert lou.custody is Custody.ALWAYS
    assert await organisation.read(_services, "Lou") == {"cantine", "garderie_soir"}
    assert await organisation.read(_services, "Noé") == set()
    counts = await organisation.read(_counts)
    assert counts["services"] == len(organisation.policy.services)
    assert counts["audit_events"] == 1


async def test_importing_the_same_file_twice_changes_nothing(organisation: Organisation) -> None:
    rows = [
        row("Lou Bruyère", "Anne Bruyère", email="anne@exemple.fr", phone="06 00 00 00 01", services="cantine"),
        row("Noé Bruyère", "Anne Bruyère", phone="0600000001", class_="CE1", level="CE1", born="2018-01-01"),
        row("Lou Bruyère", "Marc Genêt", family="Genêt", email="marc@exemple.fr"),
        row("Zoé Genêt", "Marc Genêt", class_="CE1", level="CE2", born="2018-01-01"),
    ]
    await _import(organisation, *rows)
    before = await organisation.read(_counts)
    report = await _import(organisation, *rows)
    assert report == Report(Tally(0, 0, 2), Tally(0, 0, 2), Tally(0, 0, 3))
    assert await organisation.read(_counts) == before


async def test_every_bad_line_is_told_and_nothing_is_written(organisation: Organisation) -> None:
    before = await organisation.read(_counts)
    assert await _refusal(
        organisation,
        row("Lou Bruyère", "Anne Bruyère"),
        row("Noé Bruyère", "Anne Bruyère", services="cantine|piscine|ski"),
        row("Ana Genêt", "Marc Genêt", born="hier"),
        row("Lou Bruyère", "Marc Genêt", class_="CE1"),
        row("Lou Bruyère", "Anne Bruyère", family="Autre"),
        row("Tom Genêt", "Marc Genêt", born="1985-03-01"),
        row("Eve Genêt", "Marc Genêt", born="2026-11-25"),
    ) == [
        (3, ProblemKind.UNKNOWN_SERVICE),
        (3, ProblemKind.UNKNOWN_SERVICE),
        (4, ProblemKind.BAD_DATE),
        (5, ProblemKind.TWO_CLASSES),
        (6, ProblemKind.DUPLICATE_LINE),
        (7, ProblemKind.UNLIKELY_DATE),
        (8, ProblemKind.UNLIKELY_DATE),
    ]
    assert await organisation.read(_counts) == before


async def test_a_class_of_the_same_name_in_another_school_is_another_class(organisation: Organisation) -> None:
    assert await _refusal(organisation, row(), row(guardian="Marc Genêt", school="Le Grand Pré")) == [
        (3, ProblemKind.TWO_CLASSES)
    ]


async def test_services_are_named_by_key_or_label_whatever_case_and_accents(organisation: Organisation) -> None:
    names = [service.label.fr.upper() for service in organisation.policy.services]
    names += [service.label.en.lower() for service in organisation.policy.services]
    await _import(organisation, row(services=" | ".join(names)))
    assert await organisation.read(_services, "Lou") == {service.key for service in organisation.policy.services}


async def test_the_file_is_the_truth_for_the_services_of_the_children_it_names(organisation: Organisation) -> None:
    await _import(
        organisation,
        row("Lou Bruyère", "Anne Bruyère", services="cantine|garderie_soir"),
        row("Noé Genêt", "Marc Genêt", services="cantine"),
    )
    report = await _import(organisation, row("Lou Bruyère", "Anne Bruyère", services="garderie_matin|garderie_soir"))
    assert report.children == Tally(0, 1, 0)
    assert await organisation.read(_services, "Lou") == {"garderie_matin", "garderie_soir"}
    assert await organisation.read(_services, "Noé") == {"cantine"}


async def test_the_services_of_a_child_are_those_of_all_its_lines(organisation: Organisation) -> None:
    await _import(
        organisation,
        row("Lou Bruyère", "Anne Bruyère", services="cantine"),
        row("Lou Bruyère", "Marc Genêt", services="garderie_soir"),
    )
    assert await organisation.read(_services, "Lou") == {"cantine", "garderie_soir"}


async def test_a_child_moves_class_within_the_year_and_keeps_last_years_enrolments(organisation: Organisation) -> None:
    await _import(organisation, row(services="cantine"))
    report = await _import(organisation, row(class_="CP-CE1", services="cantine"))
    assert report.children == Tally(0, 1, 0)
    assert [child.class_name for child in await organisation.read(_children, "Anne")] == ["CP-CE1"]
    await _import(organisation, row(class_="CE1", services="garderie_soir"), now=NEXT_YEAR)
    assert await organisation.read(_services, "Lou") == {"cantine"}
    assert await organisation.read(_services, "Lou", YEAR + 1) == {"garderie_soir"}


async def test_separated_parents_have_a_family_each_for_one_child(organisation: Organisation) -> None:
    await _import(
        organisation,
        row("Lou Bruyère", "Anne Bruyère", family="Bruyère"),
        row("Lou Bruyère", "Marc Genêt", family="Genêt"),
    )
    (hers,) = await organisation.read(_children, "Anne")
    (his,) = await organisation.read(_children, "Marc")
    assert hers.id == his.id
    assert hers.family_id != his.family_id


async def test_a_guardian_may_have_two_families(organisation: Organisation) -> None:
    await _import(
        organisation,
        row("Lou Bruyère", "Anne Bruyère", family="Bruyère", email="anne@exemple.fr"),
        row("Ana Genêt", "Anne Bruyère", family="Genêt", email="ANNE@exemple.fr", born="2019-01-01"),
    )
    assert len(await organisation.read(_children, "Anne")) == 2


async def test_custody_weeks_and_guardians_outlive_an_import_that_does_not_know_them(
    organisation: Organisation,
) -> None:
    await _import(organisation, row("Lou Bruyère", "Anne Bruyère"), row("Lou Bruyère", "Marc Genêt"))
    (lou,) = await organisation.read(_children, "Marc")

    def share(uow: UnitOfWork) -> None:
        (marc,) = [known for known in guardians_known(uow.tx) if known.first_name == "Marc"]
        set_custody(uow.tx, marc.id, [lou.id], Custody.ODD_WEEKS)

    await organisation.write(share)
    await _import(organisation, row("Lou Bruyère", "Anne Bruyère"))
    await _import(organisation, row("Lou Bruyère", "Marc Genêt", family="Genêt-Bruyère"))
    (moved,) = await organisation.read(_children, "Marc")
    assert moved.custody is Custody.ODD_WEEKS
    assert moved.family_id != lou.family_id


async def test_a_child_of_another_day_or_name_is_another_child_and_case_is_not_a_name(
    organisation: Organisation,
) -> None:
    await _import(organisation, row("Lou Bruyère"), row("Lou Bruyère", born="2021-01-01"), row("Léo Bruyère"))
    report = await _import(organisation, row("LOU BRUYÈRE", "ANNE BRUYÈRE", school="les tilleuls", class_="cp"))
    assert report == Report(Tally(0, 0, 1), Tally(0, 0, 1), Tally(0, 0, 1))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"email": "anne@exemple.fr", "phone": "0600000001"}, {"email": "Anne@Exemple.FR"}),
        ({"phone": "06 00 00 00 01"}, {"phone": "+33 6 00 00 00 01"}),
        ({"email": "anne@exemple.fr", "phone": "0600000001"}, {"phone": "0600000001"}),
        ({"phone": "0600000001"}, {"email": "anne@exemple.fr", "phone": "0600000001"}),
        ({}, {"email": "anne@exemple.fr"}),
        ({"email": "anne@exemple.fr"}, {}),
    ],
)
@pytest.mark.parametrize("in_one_file", [True, False])
async def test_a_guardian_of_the_same_name_and_contact_is_the_same(
    organisation: Organisation, first: dict[str, str], second: dict[str, str], in_one_file: bool
) -> None:
    rows = [row("Lou Bruyère", **first), row("Noé Bruyère", **second)]
    for part in [rows] if in_one_file else [[one] for one in rows]:
        await _import(organisation, *part)
    ((_, email, phone),) = await organisation.read(_guardians)
    assert bool(email) is ("email" in first | second)
    assert bool(phone) is ("phone" in first | second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"email": "anne@exemple.fr"}, {"email": "anne.bruyere@exemple.fr"}),
        ({"email": "anne@exemple.fr", "phone": "01"}, {"email": "anne.bruyere@exemple.fr", "phone": "01"}),
        ({"phone": "0600000001"}, {"phone": "0600000002"}),
        ({"family": "Bruyère"}, {"family": "Bruyère d’en haut"}),
        ({"family": "Bruyère", "phone": "0600000001"}, {"family": "Bruyère d’en haut"}),
    ],
)
async def test_a_namesake_with_another_contact_or_family_is_not_shown_these_children(
    organisation: Organisation, first: dict[str, str], second: dict[str, str]
) -> None:
    await _import(organisation, row("Lou Bruyère", **first), row("Noé Bruyère", **second))
    assert len(await organisation.read(_guardians)) == 2
    await _import(organisation, row("Lou Bruyère", **first), row("Noé Bruyère", **second))
    assert len(await organisation.read(_guardians)) == 2


async def test_a_new_telephone_number_is_noted_and_counted(organisation: Organisation) -> None:
    await _import(organisation, row(email="anne@exemple.fr", phone="0600000001"))
    report = await _import(organisation, row(email="anne@exemple.fr", phone="0600000002"))
    assert report.guardians == Tally(0, 1, 0)
    assert await organisation.read(_guardians) == [("Anne", "anne@exemple.fr", "0600000002")]


async def test_a_class_of_several_levels_keeps_the_lowest_and_the_highest(organisation: Organisation) -> None:
    await _import(
        organisation,
        row("Lou Bruyère", class_="Les grands", level="CM1"),
        row("Noé Bruyère", class_="Les grands", level="CE1"),
    )
    await _import(organisation, row("Ana Bruyère", class_="Les grands", level="CM2"))
    (only,) = await organisation.read(lambda uow: classes_of_year(uow.tx, YEAR))
    assert only.level == "CE1-CM2"


@pytest.mark.parametrize(
    ("levels", "span"),
    [
        ({""}, ""),
        ({"CP", ""}, "CP"),
        ({"ce1", "CP"}, "CP-CE1"),
        ({"GS", "Grande section"}, "GS"),
        ({"CE1-CM1", "CE2"}, "CE1-CM1"),
        ({"ULIS", "CM2"}, "CM2-ULIS"),
        ({"Petite section A", "Petite section B"}, "Petite section A"),
    ],
)
def test_the_span_of_levels(levels: set[str], span: str) -> None:
    assert span_of(levels) == span


async def test_the_file_of_august_opens_the_new_school_year(organisation: Organisation) -> None:
    await _import(organisation, row(), now=datetime(2026, 8, 1, tzinfo=UTC))
    (only,) = await organisation.read(lambda uow: classes_of_year(uow.tx, 2026))
    assert only.name == "CP"


async def test_two_imports_at_once_add_everybody_once(organisation: Organisation) -> None:
    rows = [row(f"Lou N{number}", f"Anne N{number}") for number in range(50)]
    reports = await asyncio.gather(_import(organisation, *rows), _import(organisation, *rows))
    assert sorted(report.children.added for report in reports) == [0, 50]


async def test_a_whole_town_is_added_once(organisation: Organisation) -> None:
    names = [f"N{number}" for number in range(250)]
    rows = [
        row(f"{child} {name}", f"{guardian} {name}", class_=f"C{len(name)}", email=f"{guardian}@{name}.fr", family=name)
        for name in names
        for child, guardian in (("Lou", "Anne"), ("Lou", "Marc"))
    ]
    report = await _import(organisation, *rows)
    assert report.children == Tally(250, 0, 0)
    assert report.guardians == Tally(500, 0, 0)
    assert (await _import(organisation, *rows)).children == Tally(0, 0, 250)


async def _quote(organisation: Organisation, *quotients: int | None, now: datetime = NOW) -> Tally:
    """Import Lou, then Noé, whose families have these quotients."""
    people = (("Lou Bruyère", "Anne Bruyère"), ("Noé Genêt", "Marc Genêt"))
    rows = [(row(*who), quotient) for who, quotient in zip(people, quotients, strict=False)]
    return report_of(await organisation.write(import_file, with_quotients(*rows), now)).families


async def test_a_quotient_holds_from_the_month_and_the_first_one_from_the_school_year(
    organisation: Organisation,
) -> None:
    assert await _quote(organisation, 850, None) == Tally(2, 0, 0)
    assert await _quote(organisation, 850, 0) == Tally(0, 1, 1)
    assert await _quote(organisation, None, 400) == Tally(0, 1, 1), "what is left out says nothing"
    await _import(organisation, row("Lou Bruyère", "Anne Bruyère"))
    lou, noe = sorted((await organisation.read(lambda uow: quotients_until(uow.tx, NOW.date()))).items())
    assert lou == (1, [(date(2026, 8, 1), 850)])
    assert noe == (2, [(date(2026, 8, 1), 0), (date(2026, 11, 1), 400)])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_quotient_reaches_into_no_month_that_is_billed(organisation: Organisation) -> None:
    manager = await build(organisation, lambda town: town.manager())
    await organisation.write(close_month, manager, date(2026, 9, 1), NOW)
    await _quote(organisation, 850)
    assert await organisation.read(lambda uow: quotients_until(uow.tx, NOW.date())) == {1: [(date(2026, 10, 1), 850)]}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_family_has_one_quotient(organisation: Organisation) -> None:
    rows = (row("Lou Bruyère"), 850), (row("Noé Bruyère", born="2018-01-01"), None), (row("Ana Bruyère"), 900)
    with pytest.raises(ImportRefusedError) as refused:
        await organisation.write(import_file, with_quotients(*rows), NOW)
    (problem,) = refused.value.problems
    assert (problem.line, problem.kind, problem.value, problem.number) == (4, ProblemKind.TWO_QUOTIENTS, "900", 2)

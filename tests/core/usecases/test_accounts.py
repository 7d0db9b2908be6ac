"""What a guardian reads of their account, and what of it they may have corrected."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from core.db import tables as t
from core.model.accounts import CORRECTABLE, Band, Correction, CorrectionProblem, Debit, QuotientOnFile
from core.model.errors import NotAuthorisedError
from core.model.family import (
    FamilyRequest,
    FamilyRequestKind,
    FamilyRequestProblem,
    FamilyRequestRefusedError,
    FamilyRequestState,
)
from core.model.people import GuardianActor
from core.model.policy import OpeningHours, Rate
from core.model.terms import Label
from core.organisation import Organisation
from core.usecases.accounts import read_account
from core.usecases.correcting import apply_correction, ask_correction, read_correction
from core.usecases.filing import list_family_requests
from core.usecases.opening import read_opening
from tests.builders import Family, Town, build
from tests.clock import NOW, paris
from tests.core.usecases.families_on_file import ADDRESS, EMAIL, PHONE, bruyere_on_file, put_on_file, separated
from tests.dialogs.conftest import ON_SQLITE

pytestmark = ON_SQLITE

NEW_PHONE = "07 65 43 21 09"
OTHERS = {"Anne": ("Jo", "Kim", "Genêt"), "Jo": ("Anne", "Paul", "Bruyère", "Noé")}


def with_rates(organisation: Organisation) -> Organisation:
    """The same organisation, with rates up to 700, up to 1200 and above."""
    label = Label(fr="Tarif", en="Rate")
    limits = {"low": 700, "middle": 1200, "high": None}
    rates = tuple(Rate(key=key, label=label, up_to=limit, price=Decimal(2)) for key, limit in limits.items())
    first, *others = organisation.policy.services
    services = (first.model_copy(update={"rates": rates}), *others)
    return replace(organisation, policy=organisation.policy.model_copy(update={"services": services}))


async def test_the_account_tells_what_is_on_file_and_no_figure(organisation: Organisation) -> None:
    family = await build(organisation, bruyere_on_file)
    account = await with_rates(organisation).read(read_account, family.actor("Anne"), NOW)
    (file,) = account.families
    assert (account.name, file.children) == ("Anne Bruyère", ("Lou", "Noé"))
    assert (file.responsible, file.is_responsible, file.others) == ("Anne Bruyère", True, ("Paul Bruyère",))
    assert (file.tax_year, file.caf_end) == (2025, "21B")
    assert file.debit == Debit("1234", "RUM-7", date(2025, 9, 1))
    assert file.quotient == QuotientOnFile(date(2026, 11, 1), Band(701, 1200))
    assert [account.details[kind].shown for kind in CORRECTABLE] == [ADDRESS, "06 •• •• •• 78", "a•••@exemple.fr"]
    for secret in ("31415", "871", "650", "7654321", EMAIL, PHONE):
        assert secret not in repr(account)


async def test_of_another_guardian_of_the_family_no_more_is_told_than_the_name(organisation: Organisation) -> None:
    family = await build(organisation, bruyere_on_file)
    account = await organisation.read(read_account, family.actor("Paul"), NOW)
    (file,) = account.families
    assert (file.responsible, file.is_responsible, file.others) == ("Anne Bruyère", False, ())
    assert file.quotient == QuotientOnFile(date(2026, 11, 1), None), "no rate depends on it"
    assert {detail.shown for detail in account.details.values()} == {None}


@pytest.mark.parametrize("name", OTHERS)
async def test_neither_family_of_a_child_reads_about_the_other(organisation: Organisation, name: str) -> None:
    bruyere, genet = await build(organisation, separated)
    family = bruyere if name == "Anne" else genet
    account = await organisation.read(read_account, family.actor(name), NOW)
    assert [file.family_id for file in account.families] == [family.id]
    assert [word for word in OTHERS[name] if word in repr(account)] == []


async def test_a_guardian_of_two_families_reads_both_files(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        bruyere, genet = separated(town)
        town.family("Alisier").child("Mia", "CM1").joined_by("Anne", bruyere.guardians["Anne"])
        town.family("Sorbier").child("Zoé", "CM2").joined_by("Jo", genet.guardians["Jo"])
        return bruyere

    family = await build(organisation, story)
    account = await organisation.read(read_account, family.actor("Anne"), NOW)
    assert {file.family: file.children for file in account.families} == {
        "Bruyère": ("Lou", "Noé"),
        "Alisier": ("Mia",),
    }
    (bare,) = (file for file in account.families if file.family == "Alisier")
    assert (bare.responsible, bare.tax_year, bare.caf_end, bare.quotient, bare.debit) == (None,) * 5


async def test_a_responsible_person_who_left_the_family_is_named_no_more(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        _, genet = separated(town)
        family = town.family("Alisier").guardian("Zoé").child("Mia")
        put_on_file(town, family, genet.guardians["Jo"])
        return family

    family = await build(organisation, story)
    (file,) = (await organisation.read(read_account, family.actor(), NOW)).families
    assert (file.responsible, file.others) == (None, ())


async def test_who_is_erased_or_unknown_reads_and_asks_nothing(organisation: Organisation) -> None:
    family = await build(organisation, bruyere_on_file)
    paul = t.guardians.c.first_name == "Paul"
    await organisation.write(lambda uow: uow.tx.execute(update(t.guardians).where(paul).values(erased_at=NOW)))
    for actor in (family.actor("Paul"), GuardianActor(999)):
        with pytest.raises(NotAuthorisedError):
            await organisation.read(read_account, actor, NOW)
        with pytest.raises(NotAuthorisedError):
            await organisation.write(ask_correction, actor, FamilyRequestKind.PHONE, NEW_PHONE, NOW)
    (file,) = (await organisation.read(read_account, family.actor("Anne"), NOW)).families
    assert file.others == ()


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("phone", "+33 7 65 43 21 09", Correction(FamilyRequestKind.PHONE, "06 •• •• •• 78", NEW_PHONE)),
        ("phone", "+33 6 12 34 56 78", CorrectionProblem.SAME),
        ("phone", "bientôt", CorrectionProblem.UNREADABLE),
        ("email", "ANNE.bruyere@exemple.fr", CorrectionProblem.SAME),
        ("address", "1 rue X 74000 Y", Correction(FamilyRequestKind.ADDRESS, ADDRESS, "1 rue X\n74000 Y")),
        ("address", "12 rue des lilas, 74370 EPAGNY", CorrectionProblem.SAME),
    ],
)
async def test_what_is_typed_is_read_beside_what_is_on_file(
    organisation: Organisation, kind: str, typed: str, read: Correction | CorrectionProblem
) -> None:
    family = await build(organisation, bruyere_on_file)
    actor = family.actor("Anne")
    assert await organisation.read(read_correction, actor, FamilyRequestKind(kind), typed) == read
    asked = await organisation.write(ask_correction, actor, FamilyRequestKind(kind), typed, NOW)
    assert (asked == read) is isinstance(read, CorrectionProblem)
    requests = await organisation.read(list_family_requests, actor, NOW)
    assert len(requests) == (0 if isinstance(read, CorrectionProblem) else 1)


async def test_an_address_that_refused_mail_may_be_given_again(organisation: Organisation) -> None:
    family = await build(organisation, bruyere_on_file)
    await organisation.write(lambda uow: uow.tx.execute(update(t.guardians).values(email_refused_at=NOW)))
    request = await _asked(organisation, family, FamilyRequestKind.EMAIL, EMAIL)
    await organisation.write(apply_correction, request, NOW)
    account = await organisation.read(read_account, family.actor("Anne"), NOW)
    assert not account.email_refused, "the mailbox takes mail again"


async def test_only_own_details_are_corrected_so(organisation: Organisation) -> None:
    family = await build(organisation, bruyere_on_file)
    for kind in set(FamilyRequestKind) - set(CORRECTABLE):
        with pytest.raises(NotAuthorisedError):
            await organisation.write(ask_correction, family.actor("Anne"), kind, NEW_PHONE, NOW)


async def _asked(organisation: Organisation, family: Family, kind: FamilyRequestKind, typed: str) -> FamilyRequest:
    await organisation.write(ask_correction, family.actor("Anne"), kind, typed, NOW)
    found, *_ = await organisation.read(list_family_requests, family.actor("Anne"), NOW)
    return found


async def test_a_correction_waits_and_a_second_takes_its_place(organisation: Organisation) -> None:
    family = await build(organisation, bruyere_on_file)
    await _asked(organisation, family, FamilyRequestKind.PHONE, "07 00 00 00 00")
    request = await _asked(organisation, family, FamilyRequestKind.PHONE, NEW_PHONE)
    assert (request.before, request.after) == ({"phone": PHONE}, {"phone": NEW_PHONE})
    account = await organisation.read(read_account, family.actor("Anne"), NOW)
    phone = account.details[FamilyRequestKind.PHONE]
    assert (phone.shown, phone.wanted) == ("06 •• •• •• 78", "07 •• •• •• 09")
    assert account.details[FamilyRequestKind.EMAIL].wanted is None
    other = await organisation.read(read_account, family.actor("Paul"), NOW)
    assert other.details[FamilyRequestKind.PHONE].wanted is None
    states = [one.state for one in await organisation.read(list_family_requests, family.actor("Anne"), NOW)]
    assert states == [FamilyRequestState.PENDING, FamilyRequestState.WITHDRAWN]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("address", "1 rue X, 74000 Y", "1 rue X\n74000 Y"),
        ("phone", NEW_PHONE, NEW_PHONE),
        ("email", "anne@exemple.org", "anne@exemple.org"),
    ],
)
async def test_what_is_applied_is_written_for_its_guardian_alone(
    organisation: Organisation, kind: str, typed: str, kept: str
) -> None:
    family = await build(organisation, bruyere_on_file)
    await organisation.write(lambda uow: uow.tx.execute(update(t.guardians).values(email_refused_at=NOW)))
    request = await _asked(organisation, family, FamilyRequestKind(kind), typed)
    await organisation.write(apply_correction, request, NOW)
    query = select(t.guardians.c[kind], t.guardians.c.email_refused_at).order_by(t.guardians.c.id)
    (written, refused), (other, _) = await organisation.read(lambda uow: uow.tx.execute(query).all())
    assert (written, other) == (kept, None)
    assert (refused is None) is (kind == "email"), "a new address has refused nothing yet"


async def test_nothing_is_written_of_what_has_no_ground_any_more(organisation: Organisation) -> None:
    family = await build(organisation, bruyere_on_file)
    request = await _asked(organisation, family, FamilyRequestKind.PHONE, NEW_PHONE)
    with pytest.raises(FamilyRequestRefusedError) as refused:
        await organisation.write(apply_correction, replace(request, after={"phone": "soon"}), NOW)
    assert refused.value.problem is FamilyRequestProblem.NOTHING_TO_APPLY
    await organisation.write(lambda uow: uow.tx.execute(update(t.guardians).values(erased_at=NOW, phone=None)))
    with pytest.raises(FamilyRequestRefusedError) as refused:
        await organisation.write(apply_correction, request, NOW)
    assert refused.value.problem is FamilyRequestProblem.GUARDIAN_GONE
    phones = await organisation.read(lambda uow: uow.tx.scalars(select(t.guardians.c.phone)).all())
    assert set(phones) == {None}


async def test_a_day_that_staff_close_everything_closes_the_office_too(organisation: Organisation) -> None:
    hours = OpeningHours.model_validate({"weekdays": ["tue", "wed", "thu"], "opens": "08:30", "closes": "12:00"})
    policy = organisation.policy.model_copy(update={"opening_hours": (hours,)})
    opened = replace(organisation, policy=policy)
    assert (await opened.read(read_opening, NOW)).until == paris("2026-11-24 12:00")

    def closes(town: Town) -> None:
        town.closed(date(2026, 11, 24))
        town.closed(date(2026, 11, 25), school="Les Tilleuls")

    await build(organisation, closes)
    assert (await opened.read(read_opening, NOW)).reopens == paris("2026-11-25 08:30")

"""Guardians of a file as persons: rows of one person are brought together, and found among those known."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.db.directory import Guardian
from core.imports.cells import compact
from core.imports.onde_guardians import NamedGuardian
from core.usecases.matching import dialled


@dataclass(slots=True)
class Person:
    """A guardian of the file. ``child_ids``: in the order of the file. ``known``: whom of those known that is."""

    number: int
    is_woman: bool | None
    last_name: str
    first_name: str
    names: frozenset[tuple[str, str]]
    email: str | None
    phone: str | None
    address: str | None
    child_ids: list[int] = field(default_factory=list)
    known: Guardian | None = None

    @property
    def full_name(self) -> str:
        """First and last name, as they are known, else as the file has them."""
        one = self.known or self
        return f"{one.first_name} {one.last_name}"


def address_key(address: str | None) -> str | None:
    """An address to compare; ``None`` for none."""
    return compact(address) if address else None


def persons_of(rows: Sequence[tuple[NamedGuardian, Sequence[int]]]) -> list[Person]:
    """The persons of some rows, each with the children found for it.

    Rows are of one person where a name is the same but for case and accents, the civility does not differ, and an
    e-mail, a phone, an address or a child is the same.
    """
    persons: list[Person] = []
    by_name: dict[tuple[str, str], list[Person]] = {}
    for row, child_ids in rows:
        alike = [person for name in row.names for person in by_name.get(name, ())]
        person = next((one for one in alike if _is_same(one, row, child_ids)), None)
        if person is None:
            person = _person(row)
            persons.append(person)
            for name in row.names:
                by_name.setdefault(name, []).append(person)
        person.email, person.phone = person.email or row.email, person.phone or row.phone
        person.address = person.address or row.address
        person.child_ids += [child_id for child_id in child_ids if child_id not in person.child_ids]
    return persons


def _person(row: NamedGuardian) -> Person:
    return Person(row.number, row.is_woman, row.last_name, row.first_name, row.names, row.email, row.phone, row.address)


def _is_same(person: Person, row: NamedGuardian, child_ids: Collection[int]) -> bool:
    if None not in (person.is_woman, row.is_woman) and person.is_woman != row.is_woman:
        return False
    return (
        (person.email is not None and row.email is not None and person.email.casefold() == row.email.casefold())
        or (person.phone is not None and person.phone == row.phone)
        or (person.address is not None and address_key(person.address) == address_key(row.address))
        or not set(person.child_ids).isdisjoint(child_ids)
    )


class Register:
    """The guardians known, by name; each is found once."""

    def __init__(
        self,
        guardians: Sequence[Guardian],
        addresses: Mapping[int, str],
        ties: Collection[tuple[int, int]],
    ) -> None:
        self._addresses = addresses
        self._ties = ties
        self._taken: set[int] = set()
        self._by_name: dict[tuple[str, str], list[Guardian]] = {}
        for one in guardians:
            self._by_name.setdefault((compact(one.last_name), compact(one.first_name)), []).append(one)

    def find(self, person: Person) -> Guardian | None:
        """Who of the same name has the same e-mail, phone, child or address, in this order."""
        alike = [
            one for name in sorted(person.names) for one in self._by_name.get(name, ()) if one.id not in self._taken
        ]
        found = next((one for marks in self._marks(person, alike) for one, is_it in marks if is_it), None)
        if found is not None:
            self._taken.add(found.id)
        return found

    def _marks(self, person: Person, alike: Sequence[Guardian]) -> Iterator[Iterator[tuple[Guardian, bool]]]:
        email, phone, address = person.email, person.phone, address_key(person.address)
        yield ((one, bool(email and one.email) and compact(email or "") == compact(one.email or "")) for one in alike)
        yield ((one, bool(phone and one.phone) and dialled(phone or "") == dialled(one.phone or "")) for one in alike)
        yield ((one, any((one.id, child_id) in self._ties for child_id in person.child_ids)) for one in alike)
        yield ((one, address is not None and address_key(self._addresses.get(one.id)) == address) for one in alike)

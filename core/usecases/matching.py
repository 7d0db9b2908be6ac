"""Whether a guardian in a file is one already known."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from core.db import directory
from core.db.directory import Guardian
from core.db.transaction import Transaction
from core.imports.cells import compact
from core.imports.town import Line

ChildKey = tuple[str, str, date]
"""Last and first name by letters and digits alone, as other files spell them, and birth date."""

Tie = ChildKey | str
"""What a guardian is tied to: a child, or a family by its folded name."""


def folded(name: str) -> str:
    """A name as it is compared where accents tell two apart, as those of families do: without regard to case."""
    return name.casefold()


def child_key(line: Line) -> ChildKey:
    """The natural key of the child of a line."""
    return compact(line.child_last_name), compact(line.child_first_name), line.birth_date


def dialled(phone: str) -> str:
    """The digits of a telephone number, French ones as dialled from France."""
    digits = "".join(symbol for symbol in phone if symbol.isdigit() or symbol == "+")
    return "0" + digits.removeprefix("+33") if digits.startswith("+33") else digits


@dataclass(slots=True)
class Person:
    """A guardian as far as is known by now."""

    last_name: str
    first_name: str
    email: str | None
    phone: str | None

    @property
    def name(self) -> tuple[str, str]:
        """The name to compare."""
        return compact(self.last_name), compact(self.first_name)

    @property
    def can_be_reached(self) -> bool:
        """Whether there is an e-mail or a phone to tell the person by."""
        return bool(self.email or self.phone)


class Guardians:
    """Guardians told apart by last name, first name, and e-mail, or the phone where one of the two has no e-mail.

    The only guardian of that name whom a child is known to have is meant whatever the contact: it may be a newer one.
    Else, where one has neither, only the child or the family can tell: any other namesake is another person, since one
    must not be shown the other's children. ``people`` holds those known first, in their order, then new ones.
    """

    def __init__(self, known: Iterable[Guardian], ties: Collection[tuple[int, Tie]] = ()) -> None:
        self.people: list[Person] = []
        self._by_contact: dict[tuple[tuple[str, str], str], int] = {}
        self._by_tie: dict[tuple[tuple[str, str], Tie], int] = {}
        self._of_child: dict[tuple[tuple[str, str], Tie], set[int]] = {}
        self._named: set[tuple[int, Tie]] = set()
        places = {}
        for guardian in known:
            places[guardian.id] = len(self.people)
            self._add(Person(guardian.last_name, guardian.first_name, guardian.email, guardian.phone))
        for guardian_id, tie in sorted(ties, key=lambda known_tie: known_tie[0]):
            place = places[guardian_id]
            self._by_tie.setdefault((self.people[place].name, tie), place)
            if not isinstance(tie, str):
                self._of_child.setdefault((self.people[place].name, tie), set()).add(place)

    def place(self, line: Line) -> int:
        """Where in ``people`` the guardian of a line is; a new one is added, and new contacts are noted."""
        new = Person(line.guardian_last_name, line.guardian_first_name, line.guardian_email, line.guardian_phone)
        ties: tuple[Tie, ...] = (child_key(line), folded(line.family))
        place = self._find(new, ties)
        if place is None:
            place = self._add(new)
        else:
            person = self.people[place]
            if new.email and new.email.casefold() != (person.email or "").casefold():
                person.email = new.email
            if new.phone and dialled(new.phone) != dialled(person.phone or ""):
                person.phone = new.phone
            self._index(place)
        for tie in ties:
            self._by_tie.setdefault((new.name, tie), place)
            self._named.add((place, tie))
        return place

    def _find(self, new: Person, ties: Iterable[Tie]) -> int | None:
        if new.email:
            place = self._by_contact.get((new.name, new.email.casefold()))
            if place is not None:
                return place
        if new.phone:
            place = self._by_contact.get((new.name, dialled(new.phone)))
            if place is not None and not (new.email and self.people[place].email):
                return place
        for tie in ties:
            of_child = self._of_child.get((new.name, tie), ())
            if len(of_child) == 1 and (only := next(iter(of_child)), tie) not in self._named:
                return only
            place = self._by_tie.get((new.name, tie))
            if place is not None and not (new.can_be_reached and self.people[place].can_be_reached):
                return place
        return None

    def _add(self, person: Person) -> int:
        self.people.append(person)
        self._index(len(self.people) - 1)
        return len(self.people) - 1

    def _index(self, place: int) -> None:
        person = self.people[place]
        if person.email:
            self._by_contact.setdefault((person.name, person.email.casefold()), place)
        if person.phone:
            self._by_contact.setdefault((person.name, dialled(person.phone)), place)


def known_ties(tx: Transaction) -> set[tuple[int, Tie]]:
    """What each guardian is tied to."""
    families = {family: folded(name) for family, name in directory.families_known(tx).items()}
    children = {
        child: (compact(last), compact(first), born)
        for child, (last, first, born) in directory.children_known(tx).items()
    }
    ties: set[tuple[int, Tie]] = set()
    for (guardian, child), family in directory.guardianships_known(tx).items():
        ties |= {(guardian, children[child]), (guardian, families[family])}
    return ties

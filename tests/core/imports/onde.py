"""ONDE's exports, as schools download them; every name is invented."""

from collections.abc import Sequence

PUPILS = (
    "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE;Adresse1;Cp1;Commune1;Pays1;Adresse2;Cp2;"
    "Commune2;Pays2;Cycle;Niveau;Libellé classe;Identifiant classe;Attestation fournie;Autorisation associations;"
    "Autorisation photo;Décision de passage"
)
INE = "0123456789AB"
_GUARDIAN = (
    "Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Adresse responsable;CP responsable;"
    "Commune responsable;Pays;Courriel;Téléphone domicile;Téléphone travail;Téléphone portable"
)
_CHILD = "Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants"


def pupil(
    name: str = "BRUYERE Lou",
    class_name: str = "CP - Mme Aubier",
    level: str = "CP",
    *,
    born: str = "29/02/2020",
    used: str = "",
) -> str:
    """A pupil by last and first name."""
    last, first = name.split(" ", 1)
    rest = f"F;{INE};1 rue du Four;07340;Peaugres;FRANCE;;;;;CYCLE II;{level};{class_name};12;O;N;O;"
    return f"{last};{used};{first};{born};{rest}"


def pupils(*rows: str, footer: str = "", encoding: str = "iso-8859-15") -> bytes:
    """ONDE's file of pupils, every line of it ended."""
    return _file([PUPILS, *rows, *([footer] if footer else [])], encoding)


def guardian(
    name: str = "BRUYERE Anne",
    *children: tuple[str, str],
    civility: str = "MME",
    used: str = "",
    address: str = "1 rue du Four;07340;PEAUGRES",
    email: str = "",
    phones: str = ";;",
) -> str:
    """A guardian by last and first name, with the names and classes of children; ``phones``: home, work, mobile."""
    last, first = name.split(" ", 1)
    of = [";".join(("", *child.split(" ", 1), class_name)) for child, class_name in children]
    return ";".join((civility, used, last, first, address, "FRANCE", email, phones, *of))


def guardians(*rows: str, blocks: int = 3, footer: str = "", encoding: str = "utf-8-sig") -> bytes:
    """ONDE's file of guardians, with columns for some children."""
    header = ";".join([_GUARDIAN, *[_CHILD] * blocks])
    return _file([header, *rows, *([footer] if footer else [])], encoding)


def _file(lines: Sequence[str], encoding: str) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode(encoding)

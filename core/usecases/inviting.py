"""Codes with which guardians link their chat."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.db.audit import record
from core.db.directory import guardians_without_chat, replace_guardian_codes
from core.organisation import UnitOfWork
from core.rules.codes import BITS, digest, new_code


@dataclass(frozen=True, slots=True)
class Invitation:
    """A guardian, their families, and the code to hand over. It is stored hashed, and so known only here and now."""

    family: str
    guardian: str
    code: str


def invite_guardians(uow: UnitOfWork, now: datetime) -> list[Invitation]:
    """A fresh code for each guardian without a linked chat, by family; an earlier unused code is replaced."""
    waiting = guardians_without_chat(uow.tx)
    codes = {guardian_id: new_code(secrets.randbits(BITS)) for guardian_id, *_ in waiting}
    hashes = {guardian_id: digest(code) for guardian_id, code in codes.items()}
    replace_guardian_codes(uow.tx, hashes, now, now + timedelta(days=uow.policy.link.code_days))
    if codes:
        record(uow.tx, None, "invite", now, {"guardians": sorted(codes)})
    return [
        Invitation(", ".join(families), f"{first_name} {last_name}", codes[guardian_id])
        for guardian_id, last_name, first_name, families in waiting
    ]

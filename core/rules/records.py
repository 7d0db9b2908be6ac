"""What may not be kept of a child, whoever writes it."""

import re

from core.model.family import RecordField
from core.rules.names import folded

_DIETS = re.compile(r"\b(?:hall?al|kas?c?her|cascher|casher|kos?c?her|khasher)\w*")
_FAITHS = re.compile(
    r"\bcacher\w*|\b(?:islam|musulman|muslim|coran|ramadan|jui(?:f|ve)s?\b|jewish|juda|israelite|chretien|christian"
    r"|catholi|protestant|orthodox|evangeli|hindou|hindu|bouddh|buddh|sikh|jehova|carem|religi|confession)\w*"
)


def religion_in(field: RecordField, value: str) -> str | None:
    """The word of a value that names a religion or a diet of one; ``None`` where there is none.

    CNIL: what the kitchen leaves out may be recorded (« sans porc »), a religion may not. What is said of meals names
    neither; elsewhere a school may be called by a saint, but « halal » is a diet wherever it stands.
    """
    patterns = (_DIETS, _FAITHS) if field is RecordField.MEALS else (_DIETS,)
    found = next(filter(None, (pattern.search(folded(value)) for pattern in patterns)), None)
    return found[0] if found else None

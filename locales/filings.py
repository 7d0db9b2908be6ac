"""What is asked about a family's file, in words: for its guardian, the service, and the message that answers."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from locales.translator import Translator

ServiceName = Callable[[str], str]
"""The name of a service, by its key."""


def asked(kind: str, words: Translator) -> str:
    """``Changement d’adresse postale``: plain text."""
    return words.text(f"filing-{kind.replace('_', '-')}")


def changed(before: Mapping[str, Any], after: Mapping[str, Any], service: ServiceName, words: Translator) -> str:
    """``06 12 34 56 78 → 06 98 76 54 32``, in one line of plain text; empty where nothing is told apart."""
    return " → ".join(filter(None, (detailed(before, service, words), detailed(after, service, words))))


def detailed(facts: Mapping[str, Any], service: ServiceName, words: Translator) -> str:
    """The old or the new as a request keeps it, in one line of plain text; empty where there is none."""
    if "wish" in facts:
        return _yearly(facts, service, words)
    if "last_name" in facts:
        return _person(facts)
    return ", ".join(line.strip() for value in facts.values() for line in str(value).splitlines())


def _person(facts: Mapping[str, Any]) -> str:
    name = f"{facts['first_name']} {facts['last_name']}"
    return ", ".join(filter(None, (name, facts.get("relation"), facts.get("phone"))))


def _yearly(facts: Mapping[str, Any], service: ServiceName, words: Translator) -> str:
    first = date.fromisoformat(facts["first_day"])
    return words.text(
        "filing-yearly-cancel" if facts["wish"] == "cancel" else "filing-yearly-enrol",
        services=words.listed(service(key) for key in facts["services"]),
        weekdays=words.listed(words.weekday(weekday) for weekday in facts["weekdays"]),
        day=words.dated(first),
    )

"""Which version of the ladder judges a day."""

from __future__ import annotations

from datetime import date

from catalog.ladder.rules import RuleSet, in_force, packaged


def rules_on(day: date) -> RuleSet:
    """The rules in force on a day; for days before any were written the first ones, which say what is asked since."""
    return in_force(packaged(), day) or min(packaged(), key=lambda rules: (rules.valid_from, rules.version))


def rules_of(sha256: str) -> RuleSet | None:
    """The version with this hash; None if this product does not have it."""
    return next((rules for rules in packaged() if rules.sha256 == sha256), None)

"""One row of a table of situations: facts, and word for word what a check says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from catalog.errors import Message
from catalog.ladder.facts import SiteFacts
from catalog.ladder.levels import Status
from catalog.ladder.outcomes import Outcome
from tests.catalog.ladder.sites import asked

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

PASS, FAIL, NOT_APPLICABLE = Status.PASS, Status.FAIL, Status.NOT_APPLICABLE


@dataclass(frozen=True)
class Situation:
    """The facts, and the outcome that is right for them."""

    facts: SiteFacts
    expected: Outcome

    def answer_of(self, check: str) -> Outcome:
        """What the check says."""
        return asked(check, self.facts)


def case(
    name: str, facts: SiteFacts, status: Status, vi: str, en: str, evidence: tuple[str, ...]
) -> ParameterSet:
    """A row under the name of the situation."""
    return pytest.param(Situation(facts, Outcome(status, Message(vi, en), evidence)), id=name)

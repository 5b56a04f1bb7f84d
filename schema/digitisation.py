"""How a site stands on the ladder, in GraphQL: its level, and each check with what it found."""

from __future__ import annotations

import strawberry

from catalog.coverage.reasons import Examined
from catalog.ladder.evaluation import Result
from schema.scalars import CheckStatus, Language, Level
from schema.values import InLanguage


@strawberry.type(description="A check of the ladder on a site, with what it found there.")
class LadderCheck:
    """Check."""

    result: strawberry.Private[Result]

    @strawberry.field(description="Id of the check, such as D1.2.")
    def check(self) -> str:
        """Id."""
        return self.result.check

    @strawberry.field(description="The level that it belongs to.")
    def level(self) -> Level:
        """Level."""
        return self.result.rule.words.level

    @strawberry.field(description="How it came out.")
    def status(self) -> CheckStatus:
        """Status."""
        return self.result.status

    @strawberry.field(description="What it asks for, in short.")
    def label(self, language: InLanguage = Language.VI) -> str:
        """Label."""
        return self.result.rule.words.label.in_language(language.value)

    @strawberry.field(description="What is there and what is wanted, with numbers.")
    def reason(self, language: InLanguage = Language.VI) -> str:
        """Reason."""
        return self.result.outcome.reason.in_language(language.value)

    @strawberry.field(description="Why it is asked for.")
    def why(self, language: InLanguage = Language.VI) -> str:
        """Why."""
        return self.result.rule.words.why.in_language(language.value)

    @strawberry.field(description="The law, standard or paper that it comes from.")
    def source(self) -> str:
        """Source."""
        return self.result.rule.words.source

    @strawberry.field(
        description="Whether a law asks for it; else it is a standard, or this catalogue's own measure."
    )
    def is_law(self) -> bool:
        """Law."""
        return self.result.rule.words.is_law

    @strawberry.field(description="Whether it stands in the way of its level; else it is only reported.")
    def is_blocking(self) -> bool:
        """Blocking."""
        return self.result.rule.words.is_blocking

    @strawberry.field(description="1 for minutes at the desk, up to 5 for an expedition with equipment.")
    def effort(self) -> int:
        """Effort."""
        return self.result.rule.words.effort

    @strawberry.field(
        description="What it is based on: revision, files, decisions, dossier parts, by code or number."
    )
    def evidence(self) -> list[str]:
        """Evidence."""
        return list(self.result.outcome.evidence)


@strawberry.type(
    description="How far a site is digitised on a day, computed from what is public of it and never typed."
)
class Digitisation:
    """Standing."""

    examined: strawberry.Private[Examined]

    @strawberry.field(description="The level, of a complex with its parts; null is below D0.")
    def level(self) -> Level | None:
        """Level."""
        return self.examined.level

    @strawberry.field(description="The level by its own checks alone; null is below D0.")
    def own_level(self) -> Level | None:
        """Own level."""
        return self.examined.evaluation.own_level

    @strawberry.field(description="The level that is required of it on the day; null where none is.")
    def target_level(self) -> Level | None:
        """Target."""
        return self.examined.target

    @strawberry.field(description="Whether only its parts keep a complex from a higher level.")
    def waits_for_parts(self) -> bool:
        """Parts."""
        return self.examined.evaluation.waits_for_parts

    @strawberry.field(
        description="All checks in the ladder's order, with what each found.", metadata={"list_size": 25}
    )
    def checks(self) -> list[LadderCheck]:
        """Checks."""
        return [LadderCheck(result=result) for result in self.examined.evaluation.results]

    @strawberry.field(
        description="The failing checks up to the level required, cheapest next step first.",
        metadata={"list_size": 15},
    )
    def failing(self) -> list[LadderCheck]:
        """To do."""
        return checks_of(self.examined)

    @strawberry.field(description="The first of `failing`; null if there is none.")
    def next_step(self) -> LadderCheck | None:
        """Next step."""
        return next((LadderCheck(result=result) for result in self.examined.to_do), None)


def checks_of(examined: Examined) -> list[LadderCheck]:
    """What is missing up to the level required, cheapest next step first."""
    return [LadderCheck(result=result) for result in examined.to_do]

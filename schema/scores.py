"""What is asked about scores: sheets, criteria, subjects, and the ranking of a period."""

from __future__ import annotations

from typing import Annotated

import strawberry

from catalog.coverage.calendar import find_period
from catalog.scoring.individuals import person_of
from catalog.scoring.ranked import ranking_of
from catalog.scoring.sets import find_set, list_sets
from catalog.scoring.sheets import Asked, Sheet, may_know, may_see, read_sheet, sheets_of
from catalog.scoring.subjects import Subject, list_individuals, list_subjects
from schema.context import Info
from schema.costs import A_RANKING, ONE_SCORED, SHEETS_OF_A_PERIOD
from schema.score_criteria import CriteriaSet, ScoreSubject
from schema.score_files import ScoreFile, files_of_ranking
from schema.score_values import ScoreSheet

SubjectCode = Annotated[
    str, strawberry.argument(description="Code of the subject, such as svhttdl, 03325 or DB-P-00012.")
]
PeriodCode = Annotated[str, strawberry.argument(description="Code of the period, such as 2026.")]


def shown_sheet(info: Info, subject: str, period: str) -> ScoreSheet | None:
    """A sheet, if there is one that the asker may see."""
    if info.context.acting is None and person_of(subject) is not None:
        return None  # never public: nothing is counted for whoever asks
    reader = info.context.reader
    asked = Asked(reader.session, reader.units, reader.today, subject, period)
    sheet = read_sheet(asked, lambda each: may_see(each, info.context.acting))
    return None if sheet is None else ScoreSheet(sheet=sheet)


def _ranked(info: Info, period: str, cluster: str) -> list[Sheet]:
    """The published sheets of a cluster that the asker may see, in their order."""
    reader, acting = info.context.reader, info.context.acting
    return ranking_of(
        reader.session, reader.units, reader.today, period, cluster, lambda sheet: may_see(sheet, acting)
    )


def _people(info: Info) -> list[Subject]:
    """The people of whom the asker may know that they are scored; nothing is read for whoever is not signed in."""
    reader, acting = info.context.reader, info.context.acting
    if acting is None:
        return []
    found = list_individuals(reader.session, reader.units)
    return [each for each in found if may_know(each, acting)]


@strawberry.type
class ScoreQuestions:
    """What is asked about scores; part of the root."""

    @strawberry.field(
        description="One subject's sheet of one period. Public once it is published; before that for the subject's own "
        "staff, evaluators and the council, and null for others. One that nobody has opened yet is empty, and public. A "
        "person's sheet is never public: once published it is there for signed-in staff.",
        metadata=ONE_SCORED,
    )
    def score_sheet(self, info: Info, subject: SubjectCode, period: PeriodCode) -> ScoreSheet | None:
        """A sheet."""
        return shown_sheet(info, subject, period)

    @strawberry.field(
        description="The sheets of a period that were opened and that the asker may see, by the subjects' codes; none "
        "for a period that is not known.",
        metadata={"list_size": 50, **SHEETS_OF_A_PERIOD},
    )
    def score_sheets(self, info: Info, period: PeriodCode) -> list[ScoreSheet]:
        """Sheets."""
        reader, acting = info.context.reader, info.context.acting
        found = find_period(reader.session, period)
        if found is None:
            return []
        sheets = sheets_of(
            reader.session, reader.units, reader.today, found, sees=lambda sheet: may_see(sheet, acting)
        )
        return [ScoreSheet(sheet=each) for each in sheets]

    @strawberry.field(
        description="Sets of criteria, by name and version; the sample that is shipped is among them.",
        metadata={"list_size": 20},
    )
    def criteria_sets(self, info: Info) -> list[CriteriaSet]:
        """Sets."""
        return [CriteriaSet(kept=each) for each in list_sets(info.context.reader.session)]

    @strawberry.field(description="One version of a set of criteria; null if there is none.")
    def criteria_set(
        self,
        info: Info,
        name: Annotated[str, strawberry.argument(description="Name, such as svhttdl-mau.")],
        version: Annotated[str, strawberry.argument(description="Version, such as 2026.1.")],
    ) -> CriteriaSet | None:
        """A set."""
        found = find_set(info.context.reader.session, name, version)
        return None if found is None else CriteriaSet(kept=found)

    @strawberry.field(
        description="Who is scored: the department, the communes and wards of today, and people who work on records. "
        "People are listed for evaluators and the council; everybody else sees only the own entry.",
        metadata={"list_size": 50},
    )
    def score_subjects(self, info: Info) -> list[ScoreSubject]:
        """Subjects."""
        reader = info.context.reader
        found = [*list_subjects(reader.session, reader.units, reader.today), *_people(info)]
        return [ScoreSubject(subject=each) for each in found]

    @strawberry.field(
        description="The published sheets of a cluster, best first, who is not considered last. Of individuals for "
        "signed-in staff only.",
        metadata={"list_size": 50, **A_RANKING},
    )
    def ranking(
        self,
        info: Info,
        period: PeriodCode,
        cluster: Annotated[str, strawberry.argument(description="Code of the cluster.")],
    ) -> list[ScoreSheet]:
        """Ranking."""
        return [ScoreSheet(sheet=each) for each in _ranked(info, period, cluster)]

    @strawberry.field(
        description="The ranking of a cluster as files; none if nothing was published in it.",
        metadata={"list_size": 6, **A_RANKING},
    )
    def ranking_files(
        self,
        info: Info,
        period: PeriodCode,
        cluster: Annotated[str, strawberry.argument(description="Code of the cluster.")],
    ) -> list[ScoreFile]:
        """Files."""
        return files_of_ranking(info, period, cluster) if _ranked(info, period, cluster) else []

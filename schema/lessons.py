"""The desk's lessons: what oneself has done of one, and how many have come how far."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from catalog.answered import Request
from catalog.people import learning
from catalog.roles import Deed, require
from catalog.tables import LessonStepDone as Row
from schema.context import Info
from schema.nodes import write_id
from schema.notices import Key, Problem, shown_problems
from schema.permissions import needs
from schema.scalars import Lesson, LessonStep
from schema.units import AdminUnit

InLesson = Annotated[Lesson, strawberry.argument(description="Which lesson.")]


@strawberry.type(description="A step of a lesson that one has done.")
class LessonStepDone:
    """Step."""

    lesson: Lesson = strawberry.field(description="Of which lesson.")
    step: LessonStep = strawberry.field(description="Which step.")
    at: datetime = strawberry.field(description="When it was noted first.")


def step_done(row: Row) -> LessonStepDone:
    """A row as it is shown."""
    return LessonStepDone(lesson=row.lesson, step=row.step, at=row.recorded_at)


@strawberry.type(description="What oneself has done by now.")
class LessonPayload:
    """Payload."""

    steps: list[LessonStepDone] = strawberry.field(description="All steps that are noted, the first first.")
    problems: list[Problem] = strawberry.field(
        description="What stands in the way; then nothing was changed."
    )


@strawberry.type(description="How far one person has come in a lesson.")
class Learner:
    """Learner."""

    learner: strawberry.Private[learning.Learner]

    @strawberry.field(description="By what the mutations about people name the person.")
    def id(self) -> strawberry.ID:
        """Identifier."""
        return write_id("Person", str(self.learner.person_id))

    @strawberry.field(description="Name.")
    def name(self) -> str:
        """Name."""
        return self.learner.name

    @strawberry.field(description="How many steps are done.")
    def steps(self) -> int:
        """Number."""
        return self.learner.steps

    @strawberry.field(description="When the first step was done; null for who has not begun.")
    def begun_at(self) -> datetime | None:
        """Start."""
        return self.learner.begun_at

    @strawberry.field(description="When the last step was done; null for who has not finished.")
    def finished_at(self) -> datetime | None:
        """End."""
        return self.learner.finished_at


@strawberry.type(
    description="How many people of one commune, or of the department, have come how far in a lesson."
)
class LessonCount:
    """Count."""

    learners: strawberry.Private[learning.Learners]

    @strawberry.field(
        description="The commune or ward of today; null for everybody whose role is bound to none."
    )
    def unit(self, info: Info) -> AdminUnit | None:
        """Unit."""
        unit_id = self.learners.unit_id
        return None if unit_id is None else AdminUnit(unit=info.context.reader.units.by_id[unit_id])

    @strawberry.field(description="How many people have a role now; apps are not counted.")
    def people(self) -> int:
        """Number."""
        return len(self.learners.people)

    @strawberry.field(description="Of these, how many have done a step or more.")
    def begun(self) -> int:
        """Number."""
        return self.learners.begun

    @strawberry.field(description="Of these, how many have done every step.")
    def finished(self) -> int:
        """Number."""
        return self.learners.finished

    @strawberry.field(
        description="The people themselves, by name: for whoever may see people.",
        metadata={**needs(Deed.READ_PEOPLE), "list_size": 10},
    )
    def entries(self, info: Info) -> list[Learner]:
        """People."""
        require(Deed.READ_PEOPLE, info.context.signed_in())
        return [Learner(learner=one) for one in self.learners.people]


@strawberry.type
class LessonQuestions:
    """What is asked about lessons; part of the root."""

    @strawberry.field(
        description="How many people have begun and finished a lesson, by commune: for evaluators, the council and "
        "administrators. Somebody with roles in several communes is counted in each of them.",
        metadata={**needs(Deed.READ_LESSONS), "list_size": 46},
    )
    def lesson_counts(self, info: Info, lesson: InLesson = Lesson.FIRST_SITE_1) -> list[LessonCount]:
        """Counts."""
        require(Deed.READ_LESSONS, info.context.signed_in())
        reader = info.context.reader
        return [
            LessonCount(learners=each) for each in learning.learners(reader.session, lesson, reader.units)
        ]


@strawberry.type
class LessonMutations:
    """What is done in lessons; part of the root."""

    @strawberry.mutation(
        description="Note that oneself has done a step of a lesson, for the count of who has finished it. Done again "
        "it changes nothing.",
        metadata=needs(Deed.TAKE_LESSON),
    )
    def note_lesson_step(
        self,
        info: Info,
        lesson: InLesson,
        step: Annotated[LessonStep, strawberry.argument(description="Which step.")],
        idempotency_key: Key = None,
    ) -> LessonPayload | None:
        """Note."""
        context = info.context
        viewer = context.allowed()[0]
        done = context.manage(
            Request("noteLessonStep", [lesson, step], idempotency_key),
            lambda office: learning.note_step(office, lesson, step),
            Deed.TAKE_LESSON,
        )
        rows = learning.steps_of(context.reader.session, viewer.person_id)
        return LessonPayload(
            steps=[step_done(row) for row in rows], problems=shown_problems(info, done.problems)
        )

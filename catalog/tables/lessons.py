"""How far people have come in the desk's lessons."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice


class Lesson(StrEnum):
    """Lessons of the desk, each with its version: one that has to be done anew gets a new name."""

    FIRST_SITE_1 = "FIRST_SITE_1"


class LessonStep(StrEnum):
    """What is done in the first lesson, in its order."""

    FIND = "FIND"
    READ = "READ"
    ENTER = "ENTER"
    POINT = "POINT"
    PHOTOGRAPH = "PHOTOGRAPH"
    SEND = "SEND"


class LessonStepDone(Table, table=True):
    """A person did a step of a lesson, first at `recorded_at`; done again it changes nothing, and rows stay."""

    __tablename__ = "lesson_step"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    lesson: Lesson = Field(sa_type=choice(Lesson), primary_key=True)
    step: LessonStep = Field(sa_type=choice(LessonStep), primary_key=True)
    recorded_at: datetime = Field(sa_type=UtcDateTime)

"""How far people have come in the desk's lessons."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice
from catalog.terms import Lesson, LessonStep


class LessonStepDone(Table, table=True):
    """A person did a step of a lesson, first at `recorded_at`; done again it changes nothing, and rows stay."""

    __tablename__ = "lesson_step"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    lesson: Lesson = Field(sa_type=choice(Lesson), primary_key=True)
    step: LessonStep = Field(sa_type=choice(LessonStep), primary_key=True)
    recorded_at: datetime = Field(sa_type=UtcDateTime)

"""Rank on a date: pure, with three answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from catalog.projection.values import Answer, DesignationValue, GradeAnswer, RankValue
from catalog.terms import Scheme


def grade_on(acts: Iterable[DesignationValue | RankValue], day: date) -> GradeAnswer:
    """The relic rank on `day` (half-open intervals of legal time).

    An act without a known start holds from `known_since`; whether it did before that is not known. A site
    with no act in force, and none that may already have been, has no rank.
    """
    is_open_question = False
    for act in acts:
        if act.scheme != Scheme.RELIC_RANK or (act.valid_to is not None and act.valid_to <= day):
            continue
        if (act.valid_from or act.known_since) <= day:
            return GradeAnswer(Answer.KNOWN, act.grade)
        is_open_question = is_open_question or act.valid_from is None
    return GradeAnswer(Answer.UNKNOWN if is_open_question else Answer.NONE, None)

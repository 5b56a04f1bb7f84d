"""Reading a set of criteria, and the templates that are shipped: one for collectives, one for individuals.

The templates (`catalog/data/rules/`) are illustrative: no authority approved them, and they say so on every print.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from catalog.coverage.words import Metric
from catalog.errors import ProblemsError
from catalog.scoring.criteria import CriteriaSet
from catalog.scoring.criteria_rules import check_set
from catalog.scoring.problems import problem
from catalog.sites.statement import problems_of
from catalog.terms import SubjectForm

METRICS = frozenset(metric.value for metric in Metric if metric not in (Metric.WEIGHTED, Metric.LEAD_TIME))
"""Figures of coverage that a criterion may be bound to: shares of one whole. A weighted share needs a level beside it,
and days are no share."""

TEMPLATES = {
    SubjectForm.COLLECTIVE: "svhttdl-mau-2025.0-draft",
    SubjectForm.INDIVIDUAL: "canhan-mau-2026.0-draft",
}


def read_criteria_set(
    source: bytes | str | Mapping[str, Any], metrics: Collection[str] = METRICS
) -> CriteriaSet:
    """The set in a JSON text, or in its values; `metrics` are the figures that a criterion may be bound to.

    Raises ProblemsError with everything wrong with it: first what has not the form of a set, then what a set must keep.
    """
    try:
        values = source if isinstance(source, Mapping) else orjson.loads(source)
    except orjson.JSONDecodeError:
        raise ProblemsError([problem("NOT_JSON")]) from None
    try:
        criteria_set = CriteriaSet.model_validate(values)
    except ValidationError as error:
        raise ProblemsError(problems_of(error)) from None
    if problems := check_set(criteria_set, metrics):
        raise ProblemsError(problems)
    return criteria_set


@cache
def template(kind: SubjectForm = SubjectForm.COLLECTIVE) -> CriteriaSet:
    """The set that is shipped for this kind of subject, a draft to start from."""
    path = Path(__file__).parents[1] / "data" / "rules" / f"{TEMPLATES[kind]}.json"
    return read_criteria_set(path.read_bytes(), METRICS)

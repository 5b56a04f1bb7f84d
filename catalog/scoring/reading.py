"""Reading a set of criteria, and the template that is shipped.

The template (`catalog/data/rules/`) is illustrative: no authority approved it, and it says so on every print.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from catalog.errors import ProblemsError
from catalog.scoring.criteria import CriteriaSet
from catalog.scoring.criteria_rules import check_set
from catalog.scoring.problems import problem
from catalog.sites.statement import problems_of

TEMPLATE_METRICS = frozenset({"ON_TARGET", "COMPLETENESS", "FRESH_FACTS", "RIGHTS_CLEAR"})
"""Figures of the catalogue's coverage that the template is bound to."""

TEMPLATE = "svhttdl-mau-2025.0-draft"


def read_criteria_set(source: bytes | str | Mapping[str, Any], metrics: Collection[str]) -> CriteriaSet:
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
def template() -> CriteriaSet:
    """The set that is shipped, a draft to start from."""
    path = Path(__file__).parents[1] / "data" / "rules" / f"{TEMPLATE}.json"
    return read_criteria_set(path.read_bytes(), TEMPLATE_METRICS)

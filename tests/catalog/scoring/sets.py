"""Sets of criteria for the tests, as the JSON that people would write."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.errors import ProblemsError
from catalog.scoring.criteria import CriteriaSet, Criterion
from catalog.scoring.criteria_rules import FORMS
from catalog.scoring.reading import read_criteria_set

METRICS = ("ON_TARGET", "COMPLETENESS")
NO_FORMULA = ("FRACTION_OF_MAX", "METRIC", "GROUP")


def label(text: str = "Tiêu chí") -> dict[str, str]:
    return {"vi": text, "en": f"{text} (en)"}


def inputs(*names: str, is_count: bool = False) -> list[dict[str, Any]]:
    return [{"name": name, "label": label(name), "is_count": is_count} for name in names]


def criterion_data(code: str, maximum: Any, kind: str = "MANUAL", **more: Any) -> dict[str, Any]:
    wanted = FORMS[kind].inputs if kind in FORMS else 1  # type: ignore[index]
    return {
        "code": code,
        "label": label(f"Tiêu chí {code}"),
        "maximum": maximum,
        "kind": kind,
        "inputs": inputs(*["a", "b"][:wanted]),
        **more,
    }


def group(code: str, maximum: Any, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return criterion_data(code, maximum, "GROUP", children=list(children), **more)


def set_data(*criteria: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": "bo-mau",
        "version": "1.0",
        "title": label("Bộ tiêu chí"),
        "subject_kind": "COLLECTIVE",
        "scale": 100,
        "criteria": list(criteria),
        **more,
    }


def criteria_set(*criteria: dict[str, Any], **more: Any) -> CriteriaSet:
    return read_criteria_set(set_data(*criteria, **more), METRICS)


def criterion(maximum: Any, kind: str, **more: Any) -> Criterion:
    """One criterion that keeps all rules: read as part of a set."""
    wanted = criterion_data("A", maximum, kind, **more)
    if kind == "GATE":
        return criteria_set(criterion_data("M", 100), gates=[wanted]).gates[0]
    if kind in ("BONUS", "PENALTY"):
        return criteria_set(criterion_data("M", 100), wanted).criteria[1]
    rest = [] if maximum == 100 else [criterion_data("M", 100 - maximum)]
    return criteria_set(wanted, *rest).criteria[0]


def refusals(call: Any, *arguments: Any) -> list[tuple[str, str | None]]:
    """What a call is refused for: codes with their fields."""
    with pytest.raises(ProblemsError) as refused:
        call(*arguments)
    return [(found.code, found.field) for found in refused.value.problems]


def refused_set(*criteria: dict[str, Any], **more: Any) -> list[tuple[str, str | None]]:
    return refusals(read_criteria_set, set_data(*criteria, **more), METRICS)

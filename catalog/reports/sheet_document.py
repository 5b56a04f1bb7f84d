"""A score sheet, or the ranking of a cluster, as one JSON document: what its other forms show, and nothing else.

Numbers are exact text ("58.5", "1995/23"). `sha256` is that of the canonical JSON without itself and without `faults`:
what is wrong with a stored document today changes nothing of what was scored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from catalog.coverage.format_words import CATALOGUE
from catalog.coverage.sealing import canonical
from catalog.errors import Message
from catalog.scoring.criteria import CriteriaSet, Criterion, Label, TieBreaker
from catalog.scoring.numbers import written
from catalog.scoring.proofs import Proof
from catalog.scoring.sheets import STAGES, Sheet
from catalog.scoring.totals import Total
from catalog.terms import ScoreStage

Document = Mapping[str, Any]

SHEET_FORMAT, RANKING_FORMAT = "dienbien-score-sheet/1", "dienbien-score-ranking/1"
OUTSIDE = ("sha256", "faults")
"""What the hash is not of."""


def sheet_document(sheet: Sheet, address: str | None, *, is_demo: bool) -> dict[str, Any]:
    """Everything that a sheet says; `address` is the public one of the catalogue."""
    cluster, verdict = sheet.subject.cluster, None if sheet.total is None else sheet.total.verdict
    return _hashed({
        "format": SHEET_FORMAT,
        "catalogue": _catalogue(address, is_demo=is_demo),
        "subject": {"code": sheet.subject.code, "name": sheet.subject.name, "kind": sheet.subject.kind},
        "cluster": None if cluster is None else {"code": cluster.code, "name": cluster.name},
        "period": _period(sheet),
        "state": sheet.state,
        **_moments(sheet),
        "criteria": _criteria(sheet),
        "watermark": _words(sheet.criteria.watermark),
        "lines": list(_lines(sheet, sheet.criteria.criteria)) + list(_lines(sheet, sheet.criteria.gates)),
        "totals": {stage.value: _total(found) for stage, found in sheet.totals.items()},
        "gates": [] if sheet.total is None else [gate.code for gate in sheet.total.gates],
        "verdict": _words(verdict),
        "rank": None if sheet.row is None else sheet.row.rank,
        "decided_by": [_breaker(each, sheet.criteria) for each in sheet.decided_by],
        "faults": [
            {"criterion": proof.row.criterion, "code": proof.fault.code, "says": _words(proof.fault.message)}
            for proof in sheet.proofs
            if proof.fault is not None
        ],
    })  # fmt: skip


def ranking_document(sheets: Sequence[Sheet], address: str | None, *, is_demo: bool) -> dict[str, Any]:
    """The published ranking of one cluster: its sheets, of which there is one at least, in their order."""
    first = sheets[0]
    cluster = first.subject.cluster
    return _hashed({
        "format": RANKING_FORMAT,
        "catalogue": _catalogue(address, is_demo=is_demo),
        "cluster": None if cluster is None else {"code": cluster.code, "name": cluster.name},
        "period": _period(first),
        "published_at": _moments(first)["published_at"],
        "changed_at": max(_moments(sheet)["changed_at"] or "" for sheet in sheets),
        "criteria": _criteria(first),
        "watermark": _words(first.criteria.watermark),
        "rows": [_row(sheet, sheet_document(sheet, address, is_demo=is_demo)) for sheet in sheets],
        "faults": [],
    })  # fmt: skip


def _row(sheet: Sheet, document: Document) -> dict[str, Any]:
    """One subject in the ranking: the totals of all stages, and the hash of its sheet."""
    gates = () if sheet.total is None else sheet.total.gates
    return {
        "rank": document["rank"],
        "subject": document["subject"],
        "totals": document["totals"],
        "gates": [{"code": gate.code, "label": _words(gate.label.message)} for gate in gates],
        "verdict": document["verdict"],
        "decided_by": document["decided_by"],
        "sheet_sha256": document["sha256"],
    }


def hashed(document: Document) -> str:
    """The SHA-256 of a document."""
    inside = {name: value for name, value in document.items() if name not in OUTSIDE}
    return hashlib.sha256(canonical(inside)).hexdigest()


def _hashed(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "sha256": hashed(document)}


def _catalogue(address: str | None, *, is_demo: bool) -> dict[str, Any]:
    return {"name": _words(CATALOGUE), "address": address or None, "is_demo": is_demo}


def _words(message: Message | None) -> dict[str, str] | None:
    return None if message is None else {"vi": message.vi, "en": message.en}


def _label(label: Label | None) -> dict[str, str] | None:
    return None if label is None else {"vi": label.vi, "en": label.en}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else written(value)


def _period(sheet: Sheet) -> dict[str, str]:
    period = sheet.period
    return {
        "code": period.code,
        "opens_on": period.opens_on.isoformat(),
        "closes_on": period.closes_on.isoformat(),
    }


def _moments(sheet: Sheet) -> dict[str, Any]:
    """When it was due, submitted, published, and last changed."""
    row = sheet.row
    acts = [given.at for stage in STAGES for given in sheet.of(stage).values()]
    acts += [proof.row.recorded_at for proof in sheet.proofs]
    if row is not None:
        acts += [each for each in (row.opened_at, row.submitted_at, row.published_at) if each is not None]
    return {
        "due_on": None if row is None or row.due_on is None else row.due_on.isoformat(),
        "submitted_at": None if row is None else _instant(row.submitted_at),
        "is_late": sheet.is_late,
        "published_at": None if row is None else _instant(row.published_at),
        "changed_at": _instant(max(acts, default=None)),
    }


def _instant(at: datetime | None) -> str | None:
    return (
        None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    )


def _criteria(sheet: Sheet) -> dict[str, Any]:
    criteria, basis = sheet.criteria, sheet.criteria.legal_basis
    return {
        "name": criteria.name,
        "version": criteria.version,
        "title": _label(criteria.title),
        "sha256": criteria.sha256,
        "signature": sheet.kept.signature,
        "scale": criteria.scale,
        "legal_basis": None if basis is None else basis.model_dump(mode="json"),
    }


def _total(found: Total) -> dict[str, str | None]:
    return {
        "exact": _exact(found.exact),
        "shown": _exact(found.shown),
        "bonus": written(found.bonus),
        "penalty": written(found.penalty),
    }


def _breaker(breaker: TieBreaker, criteria: CriteriaSet) -> dict[str, Any]:
    found = next((each for each in criteria.every_criterion() if each.code == breaker.criterion), None)
    return {
        "kind": breaker.kind,
        "criterion": breaker.criterion,
        "label": None if found is None else _label(found.label),
    }


def _lines(sheet: Sheet, criteria: Sequence[Criterion], depth: int = 0) -> list[dict[str, Any]]:
    """The criteria and all under them, each before those under it."""
    found = []
    for criterion in criteria:
        found.append({"depth": depth, **_line(sheet, criterion)})
        found += _lines(sheet, criterion.children, depth + 1)
    return found


def _line(sheet: Sheet, criterion: Criterion) -> dict[str, Any]:
    counted, figure = sheet.line(criterion.code), sheet.figure(criterion.code)
    return {
        "code": criterion.code,
        "kind": criterion.kind,
        "label": _label(criterion.label),
        "maximum": written(criterion.maximum),
        "weight": None if counted is None else written(counted.weight),
        "is_applicable": None if counted is None else counted.points is not None,
        "method": _label(criterion.method),
        "evidence_required": _label(criterion.evidence_required),
        "source": _label(criterion.source),
        "verifier": _label(criterion.verifier),
        "stages": {stage.value: _given(sheet, criterion, stage) for stage in STAGES},
        "figure": None if figure is None else figure.told(),
        "evidence": [_proof(each) for each in sheet.proofs if each.row.criterion == criterion.code],
    }


def _given(sheet: Sheet, criterion: Criterion, stage: ScoreStage) -> dict[str, Any] | None:
    """The points of a line at a stage, from what they were made, and why they were changed; None if it has none."""
    given, points = sheet.of(stage).get(criterion.code), sheet.points(criterion, stage)
    if given is None:
        return None if points is None else {"points": written(points), "inputs": {}, "reason": None}
    inputs = {name: value for name, value in given.inputs.items() if name != "figure"}
    return {"points": _exact(points), "inputs": inputs, "reason": given.reason}


def _proof(proof: Proof) -> dict[str, Any]:
    row = proof.row
    return {
        "title": row.title,
        "url": row.url,
        "snapshot": row.snapshot_id,
        "is_stored": row.digest is not None,
        "sha256": row.sha256,
        "frozen_at": _instant(row.frozen_at),
    }

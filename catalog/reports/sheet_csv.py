"""A score sheet as two tables of text (its points, its evidence), and a ranking as one.

Written as the tables of snapshots are (`csv_files`): exact numbers beside decimals, no cell that is a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from catalog.exchange.exporting import csv_line
from catalog.reports.csv_files import MARK, decimal
from catalog.reports.sheet_document import Document
from catalog.reports.sheet_reading import breakers, exact, faults, inputs, points, reason
from catalog.scoring.numbers import written
from catalog.terms import ScoreStage

_HEAD = ("period", "cluster", "criteria", "criteria_sha256", "watermark_vi", "watermark_en", "sha256")
_STAGES = tuple(stage.lower() for stage in ScoreStage)
POINT_COLUMNS = (
    *("subject", "code", "kind", "depth", "label_vi", "label_en", "maximum", "weight", "is_applicable"),
    *(name for stage in _STAGES for name in (stage, f"{stage}_decimal")),
    *("appraised_reason", "final_reason", "inputs", "numerator", "denominator", "snapshot_sha256"),
    *_HEAD,
)
EVIDENCE_COLUMNS = (
    *("subject", "criterion", "title", "url", "snapshot", "is_stored", "sha256_of_document", "frozen_at", "faults"),
    *_HEAD,
)  # fmt: skip
RANKING_COLUMNS = (
    *("rank", "subject", "name"),
    *(name for stage in _STAGES for name in (stage, f"{stage}_decimal")),
    *("shown", "bonus", "penalty", "verdict", "gates", "decided_by", "sheet_sha256", *_HEAD),
)
TOTAL = "TOTAL"
"""The code of the last line of points: what they add up to."""

Cells = dict[str, str | None]


def points_csv(document: Document) -> Iterator[str]:
    """Every criterion with its points of each stage, then the total."""
    head = _head(document) | {"subject": document["subject"]["code"]}
    yield from _table(
        POINT_COLUMNS, (head | cells for cells in [*map(_point_cells, document["lines"]), _total(document)])
    )


def evidence_csv(document: Document) -> Iterator[str]:
    """Every document that proves points."""
    head = _head(document) | {"subject": document["subject"]["code"]}
    yield from _table(
        EVIDENCE_COLUMNS,
        (
            head
            | {
                "criterion": line["code"],
                "title": proof["title"],
                "url": proof["url"],
                "snapshot": proof["snapshot"],
                "is_stored": _truth(proof["is_stored"]),
                "sha256_of_document": proof["sha256"],
                "frozen_at": proof["frozen_at"],
                "faults": faults(document, line["code"], "en"),
            }
            for line in document["lines"]
            for proof in line["evidence"]
        ),
    )


def ranking_csv(document: Document) -> Iterator[str]:
    """Every subject of a cluster, best first, who is not considered last."""
    yield from _table(RANKING_COLUMNS, (_head(document) | _rank_cells(row) for row in document["rows"]))


def _table(columns: tuple[str, ...], lines: Iterable[Cells]) -> Iterator[str]:
    yield MARK + csv_line(list(columns))
    for cells in lines:
        yield csv_line([cells.get(column) or "" for column in columns])


def _head(document: Document) -> dict[str, str | None]:
    """What every line says, so that a line that is cut out still says whose it is, and that it is a template."""
    mark, cluster = document["watermark"], document["cluster"]
    return {
        "period": document["period"]["code"],
        "cluster": None if cluster is None else cluster["code"],
        "criteria": f"{document['criteria']['name']}/{document['criteria']['version']}",
        "criteria_sha256": document["criteria"]["sha256"],
        "watermark_vi": mark and mark["vi"],
        "watermark_en": mark and mark["en"],
        "sha256": document["sha256"],
    }


def _point_cells(line: Document) -> Cells:
    figure = line["figure"] or {}
    return {
        **{name: line[name] for name in ("code", "kind", "maximum", "weight")},
        "depth": str(line["depth"]),
        "label_vi": line["label"]["vi"],
        "label_en": line["label"]["en"],
        "is_applicable": _truth(line["is_applicable"]),
        **_numbers({stage: points(line, stage) for stage in ScoreStage}),
        "appraised_reason": reason(line, ScoreStage.APPRAISED),
        "final_reason": reason(line, ScoreStage.FINAL),
        "inputs": inputs(line),
        **{name: figure.get(name) for name in ("numerator", "denominator", "snapshot_sha256")},
    }


def _total(document: Document) -> Cells:
    return {
        "code": TOTAL,
        "depth": "0",
        "maximum": str(document["criteria"]["scale"]),
        **_numbers(_exact_totals(document)),
    }


def _rank_cells(row: Document) -> Cells:
    final = row["totals"].get(ScoreStage.FINAL) or {}
    return {
        "rank": None if row["rank"] is None else str(row["rank"]),
        "subject": row["subject"]["code"],
        "name": row["subject"]["name"],
        **_numbers(_exact_totals(row)),
        **{name: final.get(name) for name in ("shown", "bonus", "penalty")},
        "verdict": row["verdict"] and row["verdict"]["vi"],
        "gates": "; ".join(gate["code"] for gate in row["gates"]),
        "decided_by": breakers(row, "vi"),
        "sheet_sha256": row["sheet_sha256"],
    }


def _exact_totals(document: Document) -> dict[ScoreStage, Fraction | None]:
    return {stage: exact(document["totals"].get(stage, {}).get("exact")) for stage in ScoreStage}


def _numbers(values: Mapping[ScoreStage, Fraction | None]) -> Cells:
    """Each stage's number, exact and as a decimal fraction."""
    cells: Cells = {}
    for stage, value in values.items():
        cells[stage.lower()] = "" if value is None else written(value)
        cells[f"{stage.lower()}_decimal"] = decimal(value)
    return cells


def _truth(value: bool | None) -> str:
    return "" if value is None else str(value).lower()

"""What the public progress page shows: figures of both counting modes, levels, stages, the map, tables.

Nothing is counted here: every number is a figure of `catalog.coverage`, and its link opens that figure's entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.declared import UNRANKED, Beside, name_of_category, newest_beside
from catalog.coverage.figures import FUNNEL, LEVELS, Row
from catalog.coverage.labels import GRADES, METRICS, percent_text, required_text, small
from catalog.coverage.labels import LEVELS as LEVEL_NAMES
from catalog.coverage.telling import Sides, Told, level_counts, regrouped, sides
from catalog.coverage.words import CountingMode, Grouping, Metric
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader
from catalog.terms import Scheme
from web.pages.home import named_list
from web.pages.locator import Atlas
from web.pages.words import Say

SHOWN = (*LEVELS, Metric.ON_TARGET)
"""What the map and the tables may show."""
STANDARD = Metric.D1
CLASSES = 5
"""Shades between nothing and all of it; 0 and 100 per cent have one of their own."""


@dataclass(frozen=True)
class Asked:
    """What a visitor asks the progress page for."""

    day: date
    mode: CountingMode = CountingMode.DESIGNATION
    metric: Metric = STANDARD

    def query(self, **more: str | None) -> dict[str, str | None]:
        """The same in an address."""
        return {"as_of": self.day.isoformat(), "mode": self.mode.value, "level": self.metric.value, **more}


@dataclass(frozen=True)
class Ratio:
    """A figure as a page shows it: both sides, the share in words, and how far its bar goes."""

    label: str
    numerator: int
    denominator: int
    percent: str | None
    width: float
    query: dict[str, str | None]

    @property
    def missing(self) -> int:
        """How many are not reached."""
        return self.denominator - self.numerator


@dataclass(frozen=True)
class Piece:
    """A part of the bar that shows at which level entries stand; positions in per cent."""

    name: str
    short: str
    count: int
    start: float
    width: float
    shade: int


@dataclass(frozen=True)
class RowShown:
    """A row of a table, and of the map its shade: None where nothing is counted."""

    key: str
    label: str
    ratio: Ratio
    undated: int
    shade: int | None


@dataclass(frozen=True)
class ModeShown:
    """The headline figures of one counting mode."""

    mode: CountingMode
    on_target: Ratio
    chosen: Ratio
    known: Ratio
    undated: int


@dataclass(frozen=True)
class Gap:
    """What a list or decision declares, beside what is known by name."""

    label: str
    source: str
    known: int
    declared: int

    @property
    def width(self) -> float:
        """How much of the bar is filled."""
        return min(100.0, round(100 * self.known / self.declared, 1)) if self.declared else 0.0


def progress_page(reader: Reader, atlas: Atlas, asked: Asked, say: Say) -> dict[str, Any]:
    """Everything that the progress page shows."""
    if asked.metric not in SHOWN:
        asked = replace(asked, metric=STANDARD)
    chosen = Told(Coverage(reader, Question(asked.day, asked.mode)))
    other = Told(Coverage(reader, Question(asked.day, _other(asked.mode))))
    other.coverage.lines, other.coverage.around = chosen.coverage.lines, chosen.coverage.around
    units = Told(regrouped(chosen.coverage, Grouping.ADMIN_UNIT))
    by_mode = {told.coverage.question.mode: told for told in (chosen, other)}
    drawn, sources = atlas.sheet(reader)
    unit_rows = rows_shown(units, asked, say)
    return {
        "asked": asked,
        "metrics": SHOWN,
        "metric_names": {metric: name_of(metric, say) for metric in SHOWN},
        "rules": chosen.coverage.rules,
        "required": required_text(chosen.coverage.rules).in_language(say.language),
        "is_empty": not any(told.coverage.total.shares for told in by_mode.values()),
        "modes": [mode_shown(by_mode[mode], asked, say) for mode in CountingMode],
        "gaps": gaps(by_mode[CountingMode.COMPONENT], say),
        "levels": [(one, one.label) for one in (_of_all(chosen, metric, asked, say) for metric in LEVELS)],
        "pieces": pieces(chosen.coverage.total, say),
        "funnel": funnel(chosen, asked, say),
        "grades": rows_shown(chosen, asked, say),
        "total": row_shown(chosen, chosen.coverage.total, asked, say),
        "units": [row for row in unit_rows if row.ratio.denominator or row.undated],
        "units_without": [row.label for row in unit_rows if not (row.ratio.denominator or row.undated)],
        "by_unit": {row.key: row for row in unit_rows},
        "map": drawn.map,
        "boundary_sources": sources,
        "notes": [note.in_language(say.language) for note in chosen.notes],
    }


def _other(mode: CountingMode) -> CountingMode:
    return CountingMode.COMPONENT if mode == CountingMode.DESIGNATION else CountingMode.DESIGNATION


def name_of(metric: Metric, say: Say) -> str:
    """What a figure is called on the pages: levels by their number and name."""
    if metric in LEVELS:
        level = Level[metric.value]
        return f"{level.name} · {LEVEL_NAMES[level].in_language(say.language)}"
    return METRICS[metric].in_language(say.language)


def ratio(told: Told, row: Row, metric: Metric, asked: Asked, say: Say) -> Ratio:
    """One figure of one row."""
    question = told.coverage.question
    found = sides(row.figure(metric), row.scale)
    by = Grouping.GRADE if row.key == Grouping.TOTAL else question.grouping
    return Ratio(
        label=name_of(metric, say),
        numerator=found.numerator,
        denominator=found.denominator,
        percent=percent_text(found.ratio, say.language),
        width=width_of(found),
        query={
            **asked.query(mode=question.mode.value, level=metric.value),
            "by": by.value,
            "key": row.key,
        },
    )


def width_of(found: Sides) -> float:
    """How far a bar goes, in per cent: never all of it unless it is, and something where there is something."""
    if not found.numerator or found.ratio is None:
        return 0.0
    return 100.0 if found.ratio == 1 else min(99.0, max(1.0, round(float(found.ratio) * 100, 1)))


def shade_of(share: Fraction | None) -> int | None:
    """The shade of a share: 0 for nothing, the last for all, quarters between; None where nothing is counted."""
    if share is None:
        return None
    return CLASSES if share == 1 else -(-share * (CLASSES - 1) // 1)


def mode_shown(told: Told, asked: Asked, say: Say) -> ModeShown:
    """The headline of one counting mode."""
    total = told.coverage.total
    on_target, chosen, known = (
        ratio(told, total, metric, asked, say)
        for metric in (Metric.ON_TARGET, _headline(asked.metric), Metric.RECORDED)
    )
    return ModeShown(told.coverage.question.mode, on_target, chosen, known, len(total.undated))


def _headline(metric: Metric) -> Metric:
    return Metric.D1 if metric == Metric.ON_TARGET else metric


def row_shown(told: Told, row: Row, asked: Asked, say: Say) -> RowShown:
    """One row of a table."""
    figure = ratio(told, row, asked.metric, asked, say)
    share = Fraction(figure.numerator, figure.denominator) if figure.denominator else None
    label = told.label(row).in_language(say.language)
    return RowShown(row.key, label, figure, len(row.undated), shade_of(share))


def rows_shown(told: Told, asked: Asked, say: Say) -> list[RowShown]:
    """The rows of a table."""
    return [row_shown(told, row, asked, say) for row in told.coverage.rows]


def _of_all(told: Told, metric: Metric, asked: Asked, say: Say) -> Ratio:
    return ratio(told, told.coverage.total, metric, asked, say)


def funnel(told: Told, asked: Asked, say: Say) -> list[tuple[Ratio, str]]:
    """The stages, each with its name."""
    return [(_of_all(told, metric, asked, say), say(f"stage_{metric}")) for metric in FUNNEL]


def pieces(row: Row, say: Say) -> list[Piece]:
    """The bar of levels: how much stands at exactly each, one behind the other."""
    found, start = [], 0.0
    for level, count in level_counts(row).items():
        width = float(count / row.denominator * 100) if row.denominator else 0.0
        name = LEVEL_NAMES[level].in_language(say.language)
        text = name if level is None else f"{level.name} · {name}"
        shade = 0 if level is None else int(level) + 1
        short = "< D0" if level is None else level.name
        found.append(Piece(text, short, int(count * row.scale), round(start, 3), round(width, 3), shade))
        start += width
    return found


def gaps(told: Told, say: Say) -> list[Gap]:
    """The register's own gaps: parts that decisions declare, then what lists declare, the newest of each grade."""
    lists = [_gap(one, say) for one in newest_beside(told.coverage).values()]
    return [*lists[:1], *_parts(told.coverage.rows, say), *lists[1:]]


def _gap(one: Beside, say: Say) -> Gap:
    is_inventory = (one.scheme, one.category) == (Scheme.RELIC_INVENTORY, UNRANKED)
    label = (
        say("unranked")
        if is_inventory
        else name_of_category(one.scheme, one.category).in_language(say.language)
    )
    return Gap(label, say("declared_by", named_list(one, say)), one.known, one.declared)


def _parts(rows: Iterable[Row], say: Say) -> Iterable[Gap]:
    for row in rows:
        parts = [share.counted for share in row.shares if share.counted.entry.complex_id is not None]
        if parts and row.key in GRADES:
            label = say("battlefield_parts", small(GRADES[row.key].in_language(say.language)))
            known = sum(part.is_known for part in parts)
            yield Gap(label, say("declared_by", say("decisions_in_force")), known, len(parts))

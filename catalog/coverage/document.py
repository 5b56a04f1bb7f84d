"""The document of a snapshot: its shape, and the rows that follow from the entries in it. Pure.

Whoever has the document can count again: what is written in a row is counted from the entries as they stand in the
same document, by `catalog.coverage.figures`, when it is made and when it is examined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from catalog.coverage.counted import FLAGS, NOTHING, SCHEMES, Counted, Entry, Standing
from catalog.coverage.exact import Count, Days, Exact, Share
from catalog.coverage.figures import Figure, Groups, Row, is_additive, rows_of
from catalog.coverage.words import UNKNOWN, CountingMode, Grouping, Metric, Population, UnitMode
from catalog.errors import Message
from catalog.ladder.levels import Level
from catalog.terms import EntryKind, Grade, Scheme

FORMAT = "dienbien-coverage/1"

COUNTINGS: tuple[tuple[CountingMode, Population], ...] = (
    (CountingMode.DESIGNATION, Population.RELIC_RANK),
    (CountingMode.COMPONENT, Population.RELIC_RANK),
    (CountingMode.DESIGNATION, Population.RECOGNISED),
)
"""What a snapshot counts; never mixed."""

WEIGHTED_LEVELS = (Level.D1, Level.D2, Level.D3, Level.D4)

Sheet = dict[str, Any]
"""A part of the document, as JSON has it."""


def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("not YYYY-MM-DD")
    return text


def _instant(text: str) -> str:
    if written(datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)) != text:
        raise ValueError("not UTC with microseconds")
    return text


_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"


def written(instant: datetime) -> str:
    """An instant in UTC with microseconds."""
    return instant.astimezone(UTC).strftime(_INSTANT)


Day = Annotated[StrictStr, Field(max_length=10), AfterValidator(_day)]
Instant = Annotated[StrictStr, Field(max_length=27), AfterValidator(_instant)]
Sha256 = Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")]
Natural = Annotated[StrictInt, Field(ge=0)]
LevelName = Literal["D0", "D1", "D2", "D3", "D4"]


class _Part(BaseModel):
    # Validators are made at their first use: a server's start would wait for all of them.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Words(_Part):
    """A label in the product's two languages."""

    vi: StrictStr
    en: StrictStr


class CatalogueSheet(_Part):
    """Which catalogue it is of; `is_demo` is there only if it is true, and then nothing counts."""

    name: Words
    address: StrictStr | None
    is_demo: Literal[True] | None = None


class PeriodSheet(_Part):
    """The period, half-open."""

    code: StrictStr
    opens_on: Day
    closes_on: Day


class RulesSheet(_Part):
    """By which version of the ladder, and on which basis (`catalog.coverage.basis`)."""

    name: StrictStr
    version: StrictStr
    sha256: Sha256
    basis: Sha256 | None = None


class RestatedSheet(_Part):
    """The snapshot that this one corrects."""

    id: StrictStr
    sha256: Sha256


class DeclaredSheet(_Part):
    """What an official list declares, beside what is counted."""

    register_name: StrictStr = Field(alias="register")
    decision_number: StrictStr | None
    as_of: StrictStr
    scheme: Scheme
    category: StrictStr
    declared: Natural
    source: StrictStr


class LevelSheet(_Part):
    """A level of the ladder."""

    level: LevelName
    title: Words


class CheckSheet(_Part):
    """A check of the ladder, with the law, standard or paper behind it."""

    id: StrictStr
    label: Words
    source: StrictStr


class UndatedSheet(_Part):
    """An entry of which nobody knows whether it was in force."""

    key: StrictStr
    label: StrictStr
    kind: EntryKind
    scheme: Scheme
    schemes: tuple[Scheme, ...]
    grade: Grade | None
    code: StrictStr | None
    units: tuple[StrictStr, ...]
    kinds: tuple[StrictStr, ...]
    managing_body: StrictStr | None


class EntrySheet(UndatedSheet):
    """An entry that is counted, with all that the figures ask of it."""

    slug: StrictStr | None
    level: LevelName | None
    required: LevelName | None
    weight: Share
    failing: tuple[StrictStr, ...]
    completeness: Share | None
    dossier: tuple[Count, Count]
    files: tuple[Count, Count]
    submissions: tuple[Count, Count]
    lead_days: Days | None
    is_complete: StrictBool
    is_reviewed: StrictBool
    is_public: StrictBool
    is_bilingual: StrictBool
    is_rights_clear: StrictBool
    has_fresh_facts: StrictBool


class FigureSheet(_Part):
    """A ratio with both sides; `level` only of WEIGHTED, `value` only of a statistic."""

    metric: Metric
    level: LevelName | None = None
    numerator: Exact
    denominator: Exact
    unit: StrictStr
    value: Exact | None


class RowSheet(_Part):
    """What is counted under one key."""

    key: StrictStr
    label: Words
    denominator: Exact
    undated: Natural
    figures: tuple[FigureSheet, ...]


class GroupingSheet(_Part):
    """The rows of one grouping."""

    grouping: Grouping
    is_additive: StrictBool
    rows: tuple[RowSheet, ...]


class CountingSheet(_Part):
    """Everything that is counted in one mode of one population."""

    mode: CountingMode
    population: Population
    entries: tuple[EntrySheet, ...]
    undated: tuple[UndatedSheet, ...]
    groupings: tuple[GroupingSheet, ...]


class OverlapSheet(_Part):
    """How many sites a combination of schemes recognises."""

    schemes: tuple[Scheme, ...]
    sites: Natural


class KeySheet(_Part):
    """The public key that signed, as a JWK (RFC 8037); `kid` is its thumbprint (RFC 7638)."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: StrictStr = Field(pattern=r"^[A-Za-z0-9_-]{43}$")
    kid: StrictStr = Field(pattern=r"^[A-Za-z0-9_-]{43}$")


class SnapshotSheet(_Part):
    """The whole document."""

    format: Literal["dienbien-coverage/1"]
    catalogue: CatalogueSheet
    id: StrictStr
    period: PeriodSheet
    as_of: Day
    known_at: Instant
    closed_at: Instant
    rules: RulesSheet
    restates: RestatedSheet | None
    reason: StrictStr | None
    declared: tuple[DeclaredSheet, ...]
    levels: tuple[LevelSheet, ...]
    checks: tuple[CheckSheet, ...]
    countings: tuple[CountingSheet, ...]
    overlaps: tuple[OverlapSheet, ...]
    seals: dict[StrictStr, StrictStr]
    key: KeySheet
    sha256: Sha256
    signature: StrictStr


def entry_sheet(counted: Counted, codes: Mapping[int, str]) -> Sheet:
    """An entry as the document has it; `codes` are those of the units that are counted by."""
    standing = counted.standing
    return {
        **undated_sheet(counted, codes),
        "slug": counted.slug,
        "level": None if standing.level is None else standing.level.name,
        "required": None if counted.required is None else counted.required.name,
        "weight": str(counted.weight),
        "failing": list(standing.failing),
        "completeness": _exact(standing.completeness),
        "dossier": [str(standing.dossier_present), str(standing.dossier_applicable)],
        "files": [str(standing.sound_files), str(standing.files)],
        "submissions": [str(standing.passed_at_once), str(standing.submitted)],
        "lead_days": _exact(standing.lead_days),
        **{name: getattr(standing, name) for name in FLAGS},
    }


def undated_sheet(counted: Counted, codes: Mapping[int, str]) -> Sheet:
    """What the document says of an entry wherever it stands."""
    entry = counted.entry
    return {
        "key": entry.key,
        "label": entry.label,
        "kind": entry.kind.value,
        "scheme": entry.scheme.value,
        "schemes": sorted(scheme.value for scheme in counted.schemes or {entry.scheme}),
        "grade": None if entry.grade is None else entry.grade.value,
        "code": counted.code,
        "units": [codes[unit] for unit in counted.units if unit in codes],
        "kinds": list(counted.kinds),
        "managing_body": counted.managing_body,
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def counted_again(sheets: Iterable[UndatedSheet], units: Mapping[str, int]) -> list[Counted]:
    """Entries of a document as `figures` counts them; `units` numbers the codes of the units that are counted by."""
    return [_counted(number, sheet, units) for number, sheet in enumerate(sheets, start=1)]


def _counted(number: int, sheet: UndatedSheet, units: Mapping[str, int]) -> Counted:
    entry = Entry(
        id=number,
        key=sheet.key,
        kind=sheet.kind,
        scheme=sheet.scheme,
        grade=sheet.grade,
        site_id=None if sheet.code is None else number,
        complex_id=None,
        label=sheet.label,
        start=None,
        end=None,
        known_since=date.min,
    )
    return Counted(
        entry=entry,
        required=_level(sheet.required) if isinstance(sheet, EntrySheet) else None,
        weight=Fraction(sheet.weight) if isinstance(sheet, EntrySheet) else Fraction(0),
        standing=_standing(sheet) if isinstance(sheet, EntrySheet) else NOTHING,
        code=sheet.code,
        units=tuple(units[code] for code in sheet.units if code in units),
        kinds=sheet.kinds,
        managing_body=sheet.managing_body,
        schemes=frozenset(sheet.schemes),
    )


def _standing(sheet: EntrySheet) -> Standing:
    return Standing(
        level=_level(sheet.level),
        failing=sheet.failing,
        completeness=None if sheet.completeness is None else Fraction(sheet.completeness),
        dossier_present=int(sheet.dossier[0]),
        dossier_applicable=int(sheet.dossier[1]),
        sound_files=int(sheet.files[0]),
        files=int(sheet.files[1]),
        passed_at_once=int(sheet.submissions[0]),
        submitted=int(sheet.submissions[1]),
        lead_days=None if sheet.lead_days is None else Fraction(sheet.lead_days),
        **{name: getattr(sheet, name) for name in FLAGS},
    )


def _level(name: str | None) -> Level | None:
    return None if name is None else Level[name]


Labels = Callable[[Grouping, str], Message]
"""What a row is called."""


def groupings_of(
    population: Population,
    entries: Sequence[UndatedSheet],
    undated: Sequence[UndatedSheet],
    keys: Mapping[Grouping, Sequence[str]],
) -> dict[Grouping, list[Row]]:
    """The rows of every grouping, counted from the entries as the document has them.

    `keys` are those that rows have whether anything is counted in them or not, for ADMIN_UNIT and KIND. Of the
    schemes only those of the population have a row.
    """
    units = {code: number for number, code in enumerate(keys[Grouping.ADMIN_UNIT], start=1)}
    groups = Groups({number: code for code, number in units.items()}, list(keys[Grouping.KIND]))
    counted, beside = counted_again(entries, units), counted_again(undated, units)
    found = {grouping: rows_of(counted, beside, grouping, groups) for grouping in Grouping}
    schemes = SCHEMES[population]
    found[Grouping.SCHEME] = [row for row in found[Grouping.SCHEME] if row.key in schemes]
    return found


def grouping_sheets(rows: Mapping[Grouping, Sequence[Row]], label: Labels) -> list[Sheet]:
    """The groupings as the document has them."""
    return [
        {
            "grouping": grouping.value,
            "is_additive": is_additive(grouping, UnitMode.PRIMARY),
            "rows": [{**row_sheet(row), "label": words(label(grouping, row.key))} for row in rows[grouping]],
        }
        for grouping in Grouping
    ]


def words(message: Message) -> Sheet:
    """A label in both languages."""
    return {"vi": message.vi, "en": message.en}


def row_sheet(row: Row) -> Sheet:
    """A row with every figure, without its label."""
    return {
        "key": row.key,
        "denominator": str(row.denominator),
        "undated": len(row.undated),
        "figures": list(_figures(row)),
    }


def _figures(row: Row) -> Iterator[Sheet]:
    for metric in Metric:
        if metric == Metric.WEIGHTED:
            for level in WEIGHTED_LEVELS:
                yield {**_figure(row.figure(metric, level)), "level": level.name}
        else:
            yield _figure(row.figure(metric))


def _figure(figure: Figure) -> Sheet:
    return {
        "metric": figure.metric.value,
        "numerator": str(figure.numerator),
        "denominator": str(figure.denominator),
        "unit": figure.unit,
        "value": _exact(figure.value),
    }


def keys_of(groupings: Iterable[GroupingSheet]) -> dict[Grouping, list[str]]:
    """The keys of a document's own rows, without the row of what is not known."""
    return {sheet.grouping: [row.key for row in sheet.rows if row.key != UNKNOWN] for sheet in groupings}

"""Which table a file holds, told by its header; columns by their English names or as offices write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog.errors import BadRequestError, Message
from catalog.text import fold


class UnknownTableError(BadRequestError):
    """The header belongs to no kind of table, or names a column twice."""


@dataclass(frozen=True)
class TableKind:
    """A sort of table that can be imported: its columns, and those without which it is not one.

    `vietnamese` are the names that offices give the columns, folded.
    """

    name: str
    required: frozenset[str]
    columns: frozenset[str]
    vietnamese: Mapping[str, str] = field(default_factory=dict)


_VIETNAMESE = {
    "ma": "code",
    "ma di tich": "code",
    "duong dan": "slug",
    "ten": "name_vi",
    "ten di tich": "name_vi",
    "ten tieng viet": "name_vi",
    "ten tieng anh": "name_en",
    "ten khac": "alternative_names_vi",
    "loai hinh": "kind",
    "cap xep hang": "rank",
    "xep hang": "rank",
    "so quyet dinh": "decision_no",
    "ngay quyet dinh": "decision_date",
    "co quan ban hanh": "authority",
    "xa phuong": "commune",
    "xa phuong cu": "former_commune",
    "huyen cu": "former_district",
    "vi do": "lat",
    "kinh do": "lon",
    "do chinh xac": "coord_precision",
    "sai so m": "accuracy_m",
    "tom tat": "summary_vi",
    "tom tat tieng viet": "summary_vi",
    "tom tat tieng anh": "summary_en",
    "mo ta": "description_vi",
    "mo ta tieng viet": "description_vi",
    "mo ta tieng anh": "description_en",
    "nien dai": "period_vi",
    "don vi quan ly": "managing_body",
    "thuoc quan the": "parent_slug",
    "ghi chu": "notes",
    "nguon": "source",
}

SITES = TableKind(
    "sites",
    frozenset({"name_vi"}),
    frozenset(
        [
            "code",
            "slug",
            "name_vi",
            "name_en",
            "alternative_names_vi",
            "alternative_names_en",
            "alternative_names_fr",
            "kind",
            "rank",
            "decision_no",
            "decision_date",
            "authority",
            "commune",
            "former_commune",
            "former_district",
            "lat",
            "lon",
            "coord_precision",
            "accuracy_m",
            "method",
            "source_crs",
            "summary_vi",
            "summary_en",
            "description_vi",
            "description_en",
            "period_edtf",
            "period_vi",
            "period_en",
            "managing_body",
            "address_in_decision",
            "extent",
            "wikidata",
            "parent_slug",
            "notes",
            "source",
            "opening_hours_vi",
            "opening_hours_en",
            "fee_vi",
            "fee_en",
            "contact_vi",
            "contact_en",
            "directions_vi",
            "directions_en",
            "parking_vi",
            "parking_en",
            "toilets_vi",
            "toilets_en",
            "signs_vi",
            "signs_en",
            "guiding_vi",
            "guiding_en",
            "accessibility_vi",
            "accessibility_en",
            "security_vi",
            "security_en",
            "fire_safety_vi",
            "fire_safety_en",
            "visitor_facts_verified_on",
        ]
    ),
    _VIETNAMESE,
)
DESIGNATIONS = TableKind(
    "designations",
    frozenset({"site", "scheme", "certainty"}),
    frozenset(
        [
            "site",
            "scheme",
            "grade",
            "decision_number",
            "decision_date",
            "authority",
            "authority_kind",
            "valid_from",
            "valid_to",
            "known_since",
            "end_reason",
            "ended_by",
            "certainty",
            "notes",
            "source",
        ]
    ),
)
COMPOSITIONS = TableKind(
    "compositions",
    frozenset({"parent", "part"}),
    frozenset(
        ["parent", "part", "relation", "decision_number", "valid_from", "valid_to", "certainty", "source"]
    ),
)
DECLARED_PARTS = TableKind(
    "declared_parts",
    frozenset({"complex", "declared_parts", "valid_from"}),
    frozenset(["complex", "valid_from", "valid_to", "declared_parts", "decision_number", "source"]),
)
ALTERNATIVE_NAMES = TableKind(
    "alternative_names",
    frozenset({"site", "language", "name"}),
    frozenset(["site", "language", "name", "source"]),
)
LOCATION_CANDIDATES = TableKind(
    "location_candidates",
    frozenset({"site", "lat", "lon"}),
    frozenset(["site", "lat", "lon", "note", "source"]),
)
EXTENTS = TableKind("extents", frozenset({"site", "extent"}), frozenset({"site", "extent", "source"}))
PROTECTION_ZONES = TableKind(
    "protection_zones",
    frozenset({"site", "zone", "geometry"}),
    frozenset({"site", "zone", "geometry", "valid_from", "valid_to", "decision_number", "source"}),
)
SHAPES = TableKind(
    "shapes", frozenset({"site", "geometry"}), frozenset({"site", "geometry", "method", "source"})
)
MISSING_VALUES = TableKind(
    "missing_values", frozenset({"site", "field", "code"}), frozenset({"site", "field", "code", "note"})
)
KINDS = (
    DESIGNATIONS,
    COMPOSITIONS,
    DECLARED_PARTS,
    ALTERNATIVE_NAMES,
    LOCATION_CANDIDATES,
    EXTENTS,
    PROTECTION_ZONES,
    SHAPES,
    MISSING_VALUES,
    SITES,
)

REMARKS = frozenset({"problem_vi", "problem_en"})
"""Columns that a file of refused rows carries beside the original ones."""


def recognise(
    header: Sequence[str], kinds: Sequence[TableKind] = KINDS
) -> tuple[TableKind, list[str | None]]:
    """The kind of table, and for each column its name, or None for one that is not read.

    Raises `UnknownTableError` if the header belongs to no kind of table, or two columns mean the same.
    """
    plain = [cell.strip().lower() for cell in header]
    for kind in kinds:
        names = [_column(kind, cell) for cell in plain]
        read = [name for name in names if name is not None]
        if not kind.required <= set(read):
            continue
        twice = {name for name in read if read.count(name) > 1}
        if twice:
            raise UnknownTableError(
                Message(
                    f"Hai cột cùng nghĩa: {', '.join(sorted(twice))}.",
                    f"Two columns mean the same: {', '.join(sorted(twice))}.",
                )
            )
        return kind, names
    needed = "; ".join(f"{kind.name}: {', '.join(sorted(kind.required))}" for kind in kinds)
    raise UnknownTableError(
        Message(
            f"Không nhận ra bảng này. Mỗi loại bảng cần các cột: {needed}.",
            f"This table is not recognised. Each kind of table needs its columns: {needed}.",
        )
    )


def _column(kind: TableKind, cell: str) -> str | None:
    return cell if cell in kind.columns else kind.vietnamese.get(fold(cell))

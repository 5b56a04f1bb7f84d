"""Which tables of procedures and of counts are read: their columns, in English and as portals and offices name them."""

from __future__ import annotations

from catalog.exchange.headers import TableKind
from catalog.procedures.ledger import COUNT, PROCEDURE

PROCEDURES = TableKind(
    PROCEDURE.name,
    frozenset({"code", "name_vi"}),
    frozenset(
        [
            "code",
            "name_vi",
            "field",
            "level",
            "agency",
            "time_limit",
            "fee",
            "province",
            "decision",
            "source",
            "valid_from",
            "valid_to",
        ]
    ),
    {
        "ma": "code",
        "ma tthc": "code",
        "ma thu tuc": "code",
        "ten thu tuc": "name_vi",
        "ten tthc": "name_vi",
        "ten thu tuc hanh chinh": "name_vi",
        "linh vuc": "field",
        "cap thuc hien": "level",
        "co quan thuc hien": "agency",
        "thoi han giai quyet": "time_limit",
        "thoi gian giai quyet": "time_limit",
        "phi le phi": "fee",
        "tinh": "province",
        "quyet dinh cong bo": "decision",
        "nguon": "source",
        "hieu luc tu": "valid_from",
        "hieu luc den": "valid_to",
    },
)

COUNTS = TableKind(
    COUNT.name,
    frozenset(
        [
            "unit",
            "period_from",
            "period_to",
            "received",
            "digitised_components",
            "reused",
            "resolved",
            "electronic_results",
        ]
    ),
    frozenset(
        [
            "procedure_code",
            "unit",
            "period_from",
            "period_to",
            "received",
            "digitised_components",
            "reused",
            "resolved",
            "electronic_results",
            "source",
        ]
    ),
    {
        "ma tthc": "procedure_code",
        "ma thu tuc": "procedure_code",
        "don vi": "unit",
        "xa phuong": "unit",
        "ky tu": "period_from",
        "ky den": "period_to",
        "tiep nhan": "received",
        "co so hoa tphs": "digitised_components",
        "co so hoa thanh phan ho so": "digitised_components",
        "co tai su dung thanh phan": "reused",
        "da giai quyet": "resolved",
        "so hoa ket qua": "electronic_results",
        "da so hoa ket qua": "electronic_results",
        "nguon": "source",
    },
)

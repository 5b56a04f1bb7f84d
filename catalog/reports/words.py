"""The words of the reports, each in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.coverage.words import CountingMode, Population
from catalog.errors import Message
from catalog.terms import EntryKind

NOTHING_TO_COUNT = Message("không có gì để tính", "nothing to count")

UNITS: Mapping[str, Message] = {
    "entries": Message("mục", "entries"),
    "weights": Message("trọng số", "weights"),
    "dossier parts": Message("thành phần hồ sơ", "parts of dossiers"),
    "files": Message("tệp", "files"),
    "submissions": Message("lần gửi duyệt", "submissions"),
    "days": Message("ngày", "days"),
}
"""In what a figure is counted."""

SHORT_POPULATIONS: Mapping[Population, Message] = {
    Population.RELIC_RANK: Message("Xếp hạng", "Ranked"),
    Population.RELIC_INVENTORY: Message("Kiểm kê", "Inventory"),
    Population.TOURIST_SITE: Message("Điểm DL", "Sites"),
    Population.TOURIST_AREA: Message("Khu DL", "Areas"),
    Population.RECOGNISED: Message("Công nhận", "Recognised"),
}
"""For the tabs of a workbook, which hold 31 letters."""

SHORT_MODES: Mapping[CountingMode, Message] = {
    CountingMode.DESIGNATION: Message("", ""),
    CountingMode.COMPONENT: Message(" t.phần", " parts"),
}

ENTRY_KINDS: Mapping[EntryKind, Message] = {
    EntryKind.DESIGNATION: Message("Công nhận", "Designation"),
    EntryKind.COMPONENT: Message("Thành phần", "Component"),
}

YES, NO = Message("có", "yes"), Message("không", "no")

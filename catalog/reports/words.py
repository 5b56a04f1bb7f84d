"""The words of the reports, each in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.coverage.words import CountingMode, Grouping, Metric, Population
from catalog.errors import Message
from catalog.terms import EntryKind, Grade, Scheme

NOTHING_TO_COUNT = Message("không có gì để tính", "nothing to count")

METRICS: Mapping[Metric, Message] = {
    **{Metric(f"D{n}"): Message(f"Đạt mức D{n} trở lên", f"At level D{n} or above") for n in range(5)},
    Metric.ON_TARGET: Message("Đạt mức yêu cầu", "At the level required"),
    Metric.WEIGHTED: Message("Có trọng số, đạt mức {} trở lên", "Weighted, at level {} or above"),
    Metric.RECORDED: Message("Đã có bản ghi", "Recorded"),
    Metric.COMPLETE: Message("Đã nhập đủ", "Filled in"),
    Metric.REVIEWED: Message("Đã thẩm định", "Reviewed"),
    Metric.PUBLISHED: Message("Đã công bố", "Published"),
    Metric.FRESH: Message("Còn mới", "Up to date"),
    Metric.BILINGUAL: Message("Song ngữ Việt – Anh", "In Vietnamese and English"),
    Metric.RIGHTS_CLEAR: Message("Rõ quyền sử dụng", "Rights are clear"),
    Metric.FRESH_FACTS: Message("Thông tin tham quan đã xác minh trong năm", "Visitor facts verified within a year"),
    Metric.DOSSIER: Message("Thành phần hồ sơ khoa học đã có", "Parts of the scientific dossier present"),
    Metric.FIXITY: Message("Tệp gốc đã kiểm tra toàn vẹn", "Originals whose fixity was checked"),
    Metric.COMPLETENESS: Message("Mức đầy đủ trung bình", "Mean completeness"),
    Metric.FIRST_PASS: Message("Được duyệt ngay lần đầu", "Approved at once"),
    Metric.LEAD_TIME: Message("Trung vị số ngày từ khi trình đến khi công bố", "Median days from submission to publication"),
}  # fmt: skip

UNITS: Mapping[str, Message] = {
    "entries": Message("mục", "entries"),
    "weights": Message("trọng số", "weights"),
    "dossier parts": Message("thành phần hồ sơ", "parts of dossiers"),
    "files": Message("tệp", "files"),
    "submissions": Message("lần trình", "submissions"),
    "days": Message("ngày", "days"),
}
"""In what a figure is counted."""

MODES: Mapping[CountingMode, Message] = {
    CountingMode.DESIGNATION: Message("mỗi di tích tính một lần", "each designation once"),
    CountingMode.COMPONENT: Message("tính từng điểm thành phần", "each component in its complex's place"),
}

POPULATIONS: Mapping[Population, Message] = {
    Population.RELIC_RANK: Message("Di tích đã xếp hạng", "Ranked relics"),
    Population.RELIC_INVENTORY: Message("Di tích đã kiểm kê", "Inventoried relics"),
    Population.TOURIST_SITE: Message("Điểm du lịch", "Tourist sites"),
    Population.TOURIST_AREA: Message("Khu du lịch", "Tourist areas"),
    Population.RECOGNISED: Message("Địa điểm được công nhận", "Recognised places"),
}

GROUPINGS: Mapping[Grouping, Message] = {
    Grouping.TOTAL: Message("Toàn bộ", "In total"),
    Grouping.GRADE: Message("Cấp xếp hạng", "Grade"),
    Grouping.ADMIN_UNIT: Message("Xã, phường", "Commune or ward"),
    Grouping.KIND: Message("Loại hình", "Kind"),
    Grouping.SCHEME: Message("Hình thức công nhận", "Scheme"),
    Grouping.MANAGING_BODY: Message("Đơn vị quản lý", "Managing body"),
}

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

GRADES: Mapping[Grade, Message] = {
    Grade.SPECIAL_NATIONAL: Message("Quốc gia đặc biệt", "Special national"),
    Grade.NATIONAL: Message("Quốc gia", "National"),
    Grade.PROVINCIAL: Message("Cấp tỉnh", "Provincial"),
}

SCHEMES: Mapping[Scheme, Message] = {
    Scheme.RELIC_RANK: Message("Xếp hạng di tích", "Relic rank"),
    Scheme.RELIC_INVENTORY: Message("Kiểm kê di tích", "Relic inventory"),
    Scheme.TOURIST_SITE: Message("Điểm du lịch", "Tourist site"),
    Scheme.TOURIST_AREA: Message("Khu du lịch", "Tourist area"),
    Scheme.UNESCO: Message("UNESCO", "UNESCO"),
    Scheme.OTHER: Message("Khác", "Other"),
}

ENTRY_KINDS: Mapping[EntryKind, Message] = {
    EntryKind.DESIGNATION: Message("Công nhận", "Designation"),
    EntryKind.COMPONENT: Message("Thành phần", "Component"),
}

NOT_ADDITIVE = Message("Các dòng chồng lên nhau: không cộng được.", "The rows overlap: they do not add up.")
BELOW = Message("dưới D0", "below D0")
YES, NO = Message("có", "yes"), Message("không", "no")
UNKNOWN_SITE = Message("chưa rõ", "unknown")

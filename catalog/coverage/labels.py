"""What rows, levels and figures are called, in Vietnamese and English: the same on pages, in files and in GraphQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from catalog.coverage.words import (
    UNGRADED,
    UNKNOWN,
    CountingMode,
    Grouping,
    Metric,
    Population,
    UnitMode,
)
from catalog.errors import Message
from catalog.ladder.levels import Level
from catalog.ladder.outcomes import sentence
from catalog.ladder.rules import RuleSet
from catalog.places import Unit
from catalog.tables import KindTerm
from catalog.terms import Grade, Scheme

GRADES: Mapping[str, Message] = {
    Grade.SPECIAL_NATIONAL: Message("Quốc gia đặc biệt", "Special national"),
    Grade.NATIONAL: Message("Quốc gia", "National"),
    Grade.PROVINCIAL: Message("Cấp tỉnh", "Provincial"),
    UNGRADED: Message("Không theo hạng di tích", "Not by relic grade"),
}
SCHEMES: Mapping[str, Message] = {
    Scheme.RELIC_RANK: Message("Di tích đã xếp hạng", "Ranked relics"),
    Scheme.RELIC_INVENTORY: Message("Di tích trong danh mục kiểm kê", "Relics of the inventory"),
    Scheme.TOURIST_SITE: Message("Điểm du lịch", "Tourist sites"),
    Scheme.TOURIST_AREA: Message("Khu du lịch", "Tourist areas"),
    Scheme.UNESCO: Message("Danh hiệu UNESCO", "UNESCO designations"),
    Scheme.OTHER: Message("Danh hiệu khác", "Other designations"),
}
POPULATIONS: Mapping[Population, Message] = {
    **{Population(name): SCHEMES[name] for name in Population if name != Population.RECOGNISED},
    Population.RECOGNISED: Message(
        "Mọi địa điểm được công nhận, mỗi nơi một lần", "All that is recognised, each once"
    ),
}
MODES: Mapping[CountingMode, Message] = {
    CountingMode.DESIGNATION: Message("Theo quyết định xếp hạng", "By designation"),
    CountingMode.COMPONENT: Message("Theo điểm thành phần", "By component"),
}
GROUPINGS: Mapping[Grouping, Message] = {
    Grouping.TOTAL: Message("Toàn tỉnh", "The whole province"),
    Grouping.GRADE: Message("Hạng", "Grade"),
    Grouping.ADMIN_UNIT: Message("Xã, phường", "Commune or ward"),
    Grouping.KIND: Message("Loại hình", "Kind"),
    Grouping.SCHEME: Message("Loại công nhận", "Recognition"),
    Grouping.MANAGING_BODY: Message("Đơn vị quản lý", "Managing body"),
}
LEVELS: Mapping[Level | None, Message] = {
    None: Message("Chưa đạt D0", "Below D0"),
    Level.D0: Message("Đã đăng ký", "Registered"),
    Level.D1: Message("Định danh, định vị", "Identified and located"),
    Level.D2: Message("Tư liệu hóa", "Documented"),
    Level.D3: Message("Khai thác trên nền tảng số", "In use on digital platforms"),
    Level.D4: Message("Số hóa bảo tồn, 3D", "Preservation grade, 3D"),
}
METRICS: Mapping[Metric, Message] = {
    **{
        Metric(level.name): Message(f"Đạt {level.name} trở lên", f"At {level.name} or above")
        for level in Level
    },
    Metric.ON_TARGET: Message("Đạt mức yêu cầu", "At the level required"),
    Metric.WEIGHTED: Message("Có trọng số", "Weighted"),
    Metric.RECORDED: Message("Đã có bản ghi", "Recorded"),
    Metric.COMPLETE: Message("Đủ thông tin", "Complete"),
    Metric.REVIEWED: Message("Đã thẩm định", "Reviewed"),
    Metric.PUBLISHED: Message("Đang công bố", "Published"),
    Metric.FRESH: Message("Thông tin tham quan còn mới", "Visitor facts fresh"),
    Metric.BILINGUAL: Message("Song ngữ Việt – Anh", "Vietnamese and English"),
    Metric.RIGHTS_CLEAR: Message("Quyền sử dụng rõ ràng", "Rights clear"),
    Metric.FRESH_FACTS: Message("Thông tin tham quan được kiểm tra trong thời hạn", "Visitor facts verified in time"),
    Metric.DOSSIER: Message("Thành phần hồ sơ khoa học đã có", "Parts of scientific dossiers there"),
    Metric.FIXITY: Message("Tệp gốc đã kiểm tra nguyên vẹn", "Files checked and unchanged"),
    Metric.COMPLETENESS: Message("Độ đầy đủ trung bình", "Mean completeness"),
    Metric.FIRST_PASS: Message("Qua thẩm định ngay lần đầu", "Approved at the first submission"),
    Metric.LEAD_TIME: Message("Số ngày từ gửi duyệt đến công bố (trung vị)", "Days from submission to publication (median)"),
}  # fmt: skip
ANY_UNKNOWN: Mapping[Grouping, Message] = {
    Grouping.ADMIN_UNIT: Message("Chưa rõ xã, phường", "Commune not known"),
    Grouping.KIND: Message("Chưa rõ loại hình", "Kind not known"),
    Grouping.MANAGING_BODY: Message("Chưa rõ đơn vị quản lý", "Managing body not known"),
}


@dataclass(frozen=True)
class RowNames:
    """What the keys of rows are called."""

    units: Mapping[str, Message]
    kinds: Mapping[str, Message]

    @classmethod
    def of(cls, units: Iterable[Unit], kinds: Iterable[KindTerm]) -> RowNames:
        """Names of these units by code, and of these kinds."""
        return cls(
            {unit.code: Message(unit.name, unit.name) for unit in units},
            {kind.code: Message(kind.label_vi, kind.label_en) for kind in kinds},
        )

    def __call__(self, grouping: Grouping, key: str) -> Message:
        """The name of a row; its key where there is no other."""
        if key == UNKNOWN and grouping in ANY_UNKNOWN:
            return ANY_UNKNOWN[grouping]
        if grouping == Grouping.ADMIN_UNIT:
            names = self.units
        else:
            names = self.kinds if grouping == Grouping.KIND else _NAMES.get(grouping, {})
        return names.get(key) or Message(key, key)


_NAMES: Mapping[Grouping, Mapping[str, Message]] = {
    Grouping.TOTAL: {str(Grouping.TOTAL): GROUPINGS[Grouping.TOTAL]},
    Grouping.GRADE: GRADES,
    Grouping.SCHEME: SCHEMES,
}


NOT_ADDITIVE = Message(
    "Các dòng chồng lên nhau, không cộng được: một địa điểm có thể ở nhiều dòng.",
    "The rows overlap and are never summed: a place may be in several of them.",
)
_MODE_NOTES: Mapping[CountingMode, Message] = {
    CountingMode.DESIGNATION: Message(
        "Đếm theo quyết định: một quần thể là một; điểm thành phần chỉ tính khi có quyết định riêng.",
        "Counted by designation: a complex is one; a part counts only with a designation of its own.",
    ),
    CountingMode.COMPONENT: Message(
        "Đếm theo điểm thành phần: mỗi quần thể được thay bằng các điểm thành phần đang hiệu lực.",
        "Counted by component: each complex is replaced by its parts in force.",
    ),
}
_FRACTION_NOTE = Message(
    "Địa điểm nằm trên nhiều xã được chia đều cho các xã đó.",
    "A place in several communes counts in each by an equal share.",
)


def notes(
    mode: CountingMode, unit_mode: UnitMode, *, is_additive: bool, unknown: int, undated: int
) -> list[Message]:
    """What whoever reads the figures must know: how it was counted, what is not known, what must not be summed."""
    told = [_MODE_NOTES[mode]]
    if not is_additive:
        told.append(NOT_ADDITIVE)
    if unit_mode == UnitMode.FRACTION:
        told.append(_FRACTION_NOTE)
    if unknown:
        told.append(
            Message(
                f"{unknown} mục đã công bố nhưng danh mục chưa rõ tên; chúng được tính và chưa đạt mức nào.",
                f"{unknown} entries are declared but not known by name; they count, and are below every level.",
            )
        )
    if undated:
        told.append(
            Message(
                f"{undated} mục chưa rõ đã có hiệu lực vào ngày này hay chưa: không tính vào, nêu bên cạnh.",
                f"Of {undated} entries nobody knows whether they were in force on this day: not counted, told beside.",
            )
        )
    return told


def small(label: str) -> str:
    """A label within a sentence: its first letter small, the rest as it stands ("3D", "Việt – Anh")."""
    return label[:1].lower() + label[1:]


def required_text(rules: RuleSet) -> Message:
    """The levels that the rules require of relics, the highest first: "Quốc gia: D3; cấp tỉnh: D2"."""
    by_level: dict[Level, list[Message]] = {}
    for (scheme, grade), required in rules.required_levels.items():
        if scheme == Scheme.RELIC_RANK and grade is not None:
            by_level.setdefault(required.level, []).append(GRADES[grade])
    found = sorted(by_level.items(), reverse=True)
    return sentence(
        [
            Message(
                f"{', '.join(small(name.vi) for name in names)}: {level.name}",
                f"{', '.join(small(name.en) for name in names)}: {level.name}",
            )
            for level, names in found
        ]
    )


_HALF = Fraction(1, 2)


def percent(ratio: Fraction | None, decimals: int = 2) -> str | None:
    """A share in per cent with a point, half up; never 100 unless it is, nor 0: then ">99.99" or "<0.01"."""
    if ratio is None:
        return None
    whole = 100 * 10**decimals
    rounded = int(ratio * whole + _HALF)
    if ratio < 1 and rounded >= whole:
        return f">{decimal(whole - 1, decimals)}"
    if ratio > 0 and rounded == 0:
        return f"<{decimal(1, decimals)}"
    return decimal(rounded, decimals)


def decimal(value: int, decimals: int) -> str:
    """A number of so many last digits, with a point."""
    scale = 10**decimals
    return f"{value // scale}.{value % scale:0{decimals}d}" if decimals else str(value)


def percent_text(ratio: Fraction | None, language: str, decimals: int = 2) -> str | None:
    """A share in per cent as people write it: "2,17 %" in Vietnamese, "2.17%" in English. None of nothing."""
    text = percent(ratio, decimals)
    if text is None:
        return None
    return f"{text}%" if language.lower().startswith("en") else f"{text.replace('.', ',')} %"

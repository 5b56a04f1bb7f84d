"""`docs/ladder.md`: what each level wants, as people read it, from the rule data that the product judges by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from catalog.ladder.levels import Level
from catalog.ladder.rules import CheckRule, RuleSet, packaged

LEVELS = {
    Level.D0: "đã đăng ký / registered",
    Level.D1: "định danh, định vị / identified and located",
    Level.D2: "tư liệu hóa / documented",
    Level.D3: "khai thác trên nền tảng số / in use on digital platforms",
    Level.D4: "số hóa bảo tồn / preservation grade",
}
INTRO = """# Thang số hóa D0–D4 · The digitisation ladder

Sinh ra từ `catalog/data/rules/` bằng `make generated`; hệ thống chấm theo đúng dữ liệu này. Mức được tính, không ai nhập.

Generated from `catalog/data/rules/` by `make generated`; the product judges by these very data. A level is computed, nobody types it.

- Một mức đạt khi mọi kiểm tra của mức đó và các mức dưới đều qua hoặc không áp dụng; kiểm tra chỉ báo cáo thì không cản trở mức nào.
- Mỗi kiểm tra nói có gì, cần gì, dựa vào đâu. Điều luật yêu cầu được đánh dấu; mọi ngưỡng không có luật là đề xuất của danh mục này.
- Quần thể cần qua các kiểm tra của chính nó và, ở mỗi mức, đủ tỷ lệ thành phần. Thành phần chưa rõ mức tính là chưa đạt D0.
- Công sức từ 1 (vài phút tại bàn) đến 5 (chuyến đi có thiết bị). Việc tiếp theo là kiểm tra ít công sức nhất của mức thấp nhất chưa đạt.
- Ảnh là ảnh chính hoặc ảnh trong bộ ảnh; trang hồ sơ và trang báo cáo chất lượng lưu dạng ảnh không tính là ảnh.
- Một phiên bản không bao giờ bị sửa. Phiên bản mới là một tệp có hiệu lực riêng; phiên bản bắt đầu sau cùng đang có hiệu lực.

- A level holds if every check of it and of the levels below passes or does not apply; a check that does not block is only told.
- A check says what is there, what is wanted, and on what evidence. What the law asks for is marked; all thresholds without a law are this catalogue's proposals.
- A complex needs its own checks, and at each level a share of its parts. A part whose level is not known counts as below D0.
- Effort runs from 1, minutes at the desk, to 5, an expedition with equipment. The next step of a site is its lowest level's cheapest check.
- A picture is an image of the gallery or the main picture; pages of the dossier and of quality reports that are kept as images are not pictures.
- A version is never changed. A new one is a file with its own validity; the one that began last is in force.
"""


def ladder_page() -> str:
    """Every version that comes with the product."""
    return "\n".join([INTRO, *(_version(rules) for rules in packaged())])


def _version(rules: RuleSet) -> str:
    shares = ", ".join(f"{level.name} {share}" for level, share in rules.complex_shares.items())
    blocks = [
        f"## `{rules.title_of_version}`, từ ngày {rules.valid_from:%d/%m/%Y} · from {rules.valid_from}\n",
        f"Tỷ lệ thành phần của quần thể · Shares of a complex's parts: {shares}.\n",
    ]
    for level, name in LEVELS.items():
        rows = [_row(rule) for rule in rules.checks if rule.words.level == level]
        head = "| kiểm tra · check | cần gì và vì sao · wanted and why | nguồn · source | theo luật · by law | công sức · effort | tham số · parameters |\n|---|---|---|---|---|---|"
        blocks.append("\n".join([f"### {level.name}: {name}\n", head, *rows, ""]))
    return "\n".join([*blocks, _required(rules)])


def _row(rule: CheckRule) -> str:
    words = rule.words
    what = f"**{words.label.vi} / {words.label.en}.** {words.why.vi} / {words.why.en}"
    name = rule.id if words.is_blocking else f"{rule.id} (chỉ báo cáo · told only)"
    cells = (
        name,
        what,
        words.source,
        "có · yes" if words.is_law else "",
        words.effort,
        _told(words.parameters),
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _told(parameters: Mapping[str, Any]) -> str:
    return "; ".join(f"`{name}` {json.dumps(value)}" for name, value in sorted(parameters.items()))


def _required(rules: RuleSet) -> str:
    rows = [
        f"| {scheme}{f' {grade}' if grade else ''} | {one.level.name} | {rules.weight(scheme, grade)}"
        f" | {one.source} | {'có · yes' if one.is_law else ''} |"
        for (scheme, grade), one in rules.required_levels.items()
    ]
    head = "| công nhận · recognised as | mức yêu cầu · level required | trọng số · weight | nguồn · source | theo luật · by law |\n|---|---|---|---|---|"
    return "\n".join(["### Mức yêu cầu · Levels required\n", head, *rows, ""])

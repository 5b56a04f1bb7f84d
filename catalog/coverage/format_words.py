"""What the document of a snapshot calls things: part of its format.

A snapshot is made again byte for byte, words included. These stay as they are, whatever pages come to call the same
things; other words are another format.
"""

from __future__ import annotations

from collections.abc import Mapping

from catalog.coverage.words import UNGRADED, UNKNOWN, Grouping
from catalog.errors import Message
from catalog.ladder.levels import Level
from catalog.terms import Grade, Scheme

CATALOGUE = Message("Danh mục di tích và điểm du lịch tỉnh Điện Biên", "Điện Biên heritage catalogue")

LEVELS: Mapping[Level, Message] = {
    Level.D0: Message("Đã đăng ký", "Registered"),
    Level.D1: Message("Định danh, định vị", "Identified and located"),
    Level.D2: Message("Tư liệu hóa", "Documented"),
    Level.D3: Message("Khai thác trên nền tảng số", "In use on digital platforms"),
    Level.D4: Message("Số hóa bảo tồn, 3D", "Preservation grade, 3D"),
}

ROWS: Mapping[tuple[Grouping, str], Message] = {
    (Grouping.TOTAL, Grouping.TOTAL.value): Message("Toàn tỉnh", "The whole province"),
    (Grouping.GRADE, Grade.SPECIAL_NATIONAL.value): Message("Quốc gia đặc biệt", "Special national"),
    (Grouping.GRADE, Grade.NATIONAL.value): Message("Quốc gia", "National"),
    (Grouping.GRADE, Grade.PROVINCIAL.value): Message("Cấp tỉnh", "Provincial"),
    (Grouping.GRADE, UNGRADED): Message("Không theo hạng di tích", "Not by relic grade"),
    (Grouping.SCHEME, Scheme.RELIC_RANK.value): Message("Di tích đã xếp hạng", "Ranked relics"),
    (Grouping.SCHEME, Scheme.TOURIST_SITE.value): Message("Điểm du lịch", "Tourist sites"),
    (Grouping.SCHEME, Scheme.TOURIST_AREA.value): Message("Khu du lịch", "Tourist areas"),
    (Grouping.ADMIN_UNIT, UNKNOWN): Message("Chưa rõ xã, phường", "Commune not known"),
    (Grouping.KIND, UNKNOWN): Message("Chưa rõ loại hình", "Kind not known"),
    (Grouping.MANAGING_BODY, UNKNOWN): Message("Chưa rõ đơn vị quản lý", "Managing body not known"),
}
"""Rows of units and kinds bear the names of these; a row of a managing body is called what the body is called."""

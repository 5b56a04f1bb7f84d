"""The words of the manifests, each in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.terms import Grade

Words = dict[str, list[str]]
"""Texts by language (a "language map"); `none` where a text is of no language."""


def _both(vi: str, en: str) -> Words:
    return {"vi": [vi], "en": [en]}


WORDS: Mapping[str, Words] = {
    "catalogue": _both("Danh mục di tích Điện Biên", "Điện Biên heritage catalogue"),
    "about": _both(
        "Di tích, danh thắng và điểm du lịch của tỉnh Điện Biên có ảnh công bố.",
        "Heritage and tourist places of Điện Biên province, Viet Nam, of which there are public pictures.",
    ),
    "department": _both(
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Điện Biên",
        "Department of Culture, Sports and Tourism of Điện Biên province",
    ),
    "page": _both("Phần", "Part"),
    "picture": _both("Ảnh", "Picture"),
    "film": _both("Phim", "Film"),
    "sound": _both("Bản ghi âm", "Sound recording"),
    "captions": _both("Phụ đề", "Captions"),
    "credit": _both("Ghi công", "Attribution"),
    "code": _both("Mã", "Code"),
    "unit": _both("Xã, phường", "Commune or ward"),
    "grade": _both("Xếp hạng", "Rank"),
    "kinds": _both("Loại hình", "Kind"),
    "period": _both("Niên đại", "Period"),
    "sources": _both("Nguồn", "Sources"),
    "captured": _both("Ngày chụp", "Captured"),
    "maker": _both("Người chụp", "Captured by"),
    "method": _both("Cách chụp", "Method"),
    "holder": _both("Chủ thể quyền", "Rights holder"),
    "rights": _both("Quyền sử dụng", "Rights"),
}

GRADES: Mapping[Grade, Words] = {
    Grade.SPECIAL_NATIONAL: _both("Di tích quốc gia đặc biệt", "Special national relic"),
    Grade.NATIONAL: _both("Di tích quốc gia", "National relic"),
    Grade.PROVINCIAL: _both("Di tích cấp tỉnh", "Provincial relic"),
}

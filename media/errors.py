"""What is wrong with bytes, in the two languages of the product; `catalog` makes it a problem of its own kind."""

from __future__ import annotations


class MediaError(Exception):
    """Bytes that are not taken, or cannot be: a stable `code`, and the sentence in Vietnamese and English."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(f"{code}: {vi} / {en}")
        self.code = code
        self.vi = vi
        self.en = en

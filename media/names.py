"""Names of files as somebody sent them, made harmless: they are shown to people and never used as a path."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 200
_LONGEST_ENDING = 12
_LOOKED_AT = 10_000  # of a name that is longer, only this much is read
_NOTHING_LEFT = "tep"
_BLANKS = re.compile(r"\s+")


def tidied(name: str) -> str:
    """The last part of the name, without what steers a terminal, a page's direction or a file system.

    Folders of either system are cut off. Control and format characters (Unicode Cc and Cf: NUL, line breaks, the
    overrides by which "gpj.exe" looks like "exe.jpg", UAX 9) and what no text holds (Cs, Co, Cn) are left out,
    other blanks are single spaces. Longer than `LONGEST_NAME` it is shortened before its ending. Never empty.
    """
    last = re.split(r"[/\\]", name[:_LOOKED_AT])[-1]
    seen = "".join(" " if c in "\t\r\n" else c for c in last)
    kept = "".join(c for c in seen if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    plain = _BLANKS.sub(" ", unicodedata.normalize("NFC", kept)).strip(" .")
    return _shortened(plain) or _NOTHING_LEFT


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or not 0 < len(ending) <= _LONGEST_ENDING:
        return name[:LONGEST_NAME].strip(" .")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip(' .')}.{ending}".strip(" .")

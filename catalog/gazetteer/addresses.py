"""Vietnamese addresses as people type them, taken apart: old and new, with and without marks, abbreviated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from catalog.text import fold, tidy

MOST_CHARACTERS = 300


class PartKind(StrEnum):
    """What the words before a name (or after it, in English) say that it is; the finest first."""

    LOCALITY = "LOCALITY"
    COMMUNE = "COMMUNE"
    WARD = "WARD"
    TOWNSHIP = "TOWNSHIP"
    DISTRICT = "DISTRICT"
    TOWN = "TOWN"
    CITY = "CITY"
    PROVINCE = "PROVINCE"
    COUNTRY = "COUNTRY"


RANKS = {
    PartKind.LOCALITY: 0,
    PartKind.COMMUNE: 1,
    PartKind.WARD: 1,
    PartKind.TOWNSHIP: 1,
    PartKind.DISTRICT: 2,
    PartKind.TOWN: 2,
    PartKind.CITY: 2,
    PartKind.PROVINCE: 3,
    PartKind.COUNTRY: 4,
}


@dataclass(frozen=True, slots=True)
class AddressPart:
    """One step of an address.

    `name` is folded and without the words of its kind; `text` is folded and whole, because what looks
    like a kind may belong to the name ("Xa Dung" is a commune); `written` keeps the marks of the name.
    """

    kind: PartKind | None
    name: str
    text: str
    written: str


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    folded: str
    is_dotted: bool

    def can_be(self, spelling: str) -> bool:
        """Whether this is that word: a short one without any mark or with exactly its marks.

        Short ones are also parts of names (xá in Xá Nhè, tình in Tỏa Tình); long ones may have wrong marks.
        """
        is_short = len(self.folded) < 5
        return self.folded == fold(spelling) and (not is_short or self.written in (self.folded, spelling))


_PREFIXES: tuple[tuple[tuple[str, ...], PartKind], ...] = (
    (("thành", "phố"), PartKind.CITY),
    (("thị", "trấn"), PartKind.TOWNSHIP),
    (("thị", "xã"), PartKind.TOWN),
    (("tp",), PartKind.CITY),
    (("tx",), PartKind.TOWN),
    (("tt",), PartKind.TOWNSHIP),
    (("ttr",), PartKind.TOWNSHIP),
    (("tỉnh",), PartKind.PROVINCE),
    (("huyện",), PartKind.DISTRICT),
    (("h",), PartKind.DISTRICT),
    (("phường",), PartKind.WARD),
    (("p",), PartKind.WARD),
    (("xã",), PartKind.COMMUNE),
    (("x",), PartKind.COMMUNE),
    (("tổ", "dân", "phố"), PartKind.LOCALITY),
    (("tdp",), PartKind.LOCALITY),
    (("bản",), PartKind.LOCALITY),
    (("thôn",), PartKind.LOCALITY),
    (("xóm",), PartKind.LOCALITY),
    (("đội",), PartKind.LOCALITY),
    (("tổ",), PartKind.LOCALITY),
    (("khu", "phố"), PartKind.LOCALITY),
    (("khu",), PartKind.LOCALITY),
    (("số", "nhà"), PartKind.LOCALITY),
    (("số",), PartKind.LOCALITY),
    (("đường",), PartKind.LOCALITY),
    (("phố",), PartKind.LOCALITY),
    (("ngõ",), PartKind.LOCALITY),
    (("ngách",), PartKind.LOCALITY),
    (("quốc", "lộ"), PartKind.LOCALITY),
)
_SUFFIXES: tuple[tuple[str, PartKind], ...] = (
    ("ward", PartKind.WARD),
    ("commune", PartKind.COMMUNE),
    ("township", PartKind.TOWNSHIP),
    ("district", PartKind.DISTRICT),
    ("town", PartKind.TOWN),
    ("city", PartKind.CITY),
    ("province", PartKind.PROVINCE),
)
_COUNTRY = frozenset({"viet nam", "vietnam", "vn", "nuoc viet nam"})
_SEPARATORS = re.compile(r"[,;|()\[\]\n]|\s[-–—]\s|(?<!\d)/|/(?!\d)")
_WORDS = re.compile(r"([^\s.]+)(\.?)")
_GLUED = re.compile(r"\b(tp|tx|tt)(?=[A-ZĐ]{2,}\b)", re.IGNORECASE)


def parse_address(text: str) -> tuple[AddressPart, ...]:
    """The parts of an address, the finest first, whichever way round it was written.

    Parts are told apart by commas and the like, and inside a piece by the words of a kind: "xã Thanh Minh
    TP Điện Biên Phủ" has two. Nothing is looked up: a name may be of no place at all. The country is left
    out. Reads at most 300 characters.
    """
    pieces = _SEPARATORS.split(tidy(text[:MOST_CHARACTERS], multiline=True))
    parts = [part for piece in pieces for part in _parts_of(_words(piece)) if part.name or part.text]
    parts = [part for part in parts if part.text not in _COUNTRY]
    ranks = [RANKS[part.kind] for part in parts if part.kind is not None]
    if len(ranks) > 1 and ranks == sorted(ranks, reverse=True) and ranks[0] > ranks[-1]:
        parts.reverse()
    return tuple(parts)


def _words(piece: str) -> list[_Word]:
    apart = _GLUED.sub(r"\1 ", piece).casefold()
    found = ((word, bool(dot)) for word, dot in _WORDS.findall(apart))
    return [_Word(word, folded, dot) for word, dot in found if (folded := fold(word))]


def _parts_of(words: Sequence[_Word]) -> Iterator[AddressPart]:
    """Cut a piece before each kind of unit that follows a name."""
    start = 0
    while start < len(words):
        kind, length = _kind_at(words, start)
        end = start + max(length, 1)
        while end < len(words) and not _begins_part(words, end, kind):
            end += 1
        yield _part(words[start:end], kind, length)
        start = end


def _kind_at(words: Sequence[_Word], at: int) -> tuple[PartKind | None, int]:
    """The kind that the words from here on name, and how many words name it; a name must follow."""
    for spelling, kind in _PREFIXES:
        these = words[at : at + len(spelling)]
        is_followed = len(words) > at + len(spelling)
        if is_followed and all(word.can_be(part) for word, part in zip(these, spelling, strict=True)):
            return kind, len(spelling)
    return None, 0


def _begins_part(words: Sequence[_Word], at: int, current: PartKind | None) -> bool:
    """Whether a new part begins inside a piece.

    A single letter must have its dot there. A bare "xa" begins a commune only after a locality ("ban keo
    xa thanh nua"), a bare "tinh" no province after "toa": Lao Xả Phình and Tỏa Tình are names of communes.
    """
    kind, length = _kind_at(words, at)
    if kind is None or RANKS[kind] == 0:
        return False
    word = words[at]
    if length == 1 and len(word.folded) == 1:
        return word.is_dotted
    if word.written == "xa":
        return current is PartKind.LOCALITY
    return word.written != "tinh" or words[at - 1].folded != "toa"


def _part(words: Sequence[_Word], kind: PartKind | None, length: int) -> AddressPart:
    text = " ".join(word.folded for word in words)
    named = list(words[length:])
    if kind is None and len(named) > 1:
        kind = dict(_SUFFIXES).get(named[-1].folded)
        named = named[: len(named) - (kind is not None)]
    return AddressPart(kind, " ".join(w.folded for w in named), text, " ".join(w.written for w in named))

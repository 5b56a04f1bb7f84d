"""What a searched text may mean: its words as typed, and other readings of them.

A text has several readings: without Telex key strokes, with abbreviations written out, with numbers joined
or parted, without spaces. Each is a row of folded words; the index is asked for all of them at once, and a
record is worth what its best reading is worth.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from catalog.text import LINE_LENGTH, fold, nfc, unfold_telex

ABBREVIATIONS = Path(__file__).parents[1] / "data" / "abbreviations.csv"

MOST_WORDS = 16
"""Words of a query that are looked at; the longest name of the starting register has 13."""

MOST_READINGS = 8
"""Readings of one query, and as many again that leave out words that tell no place from another."""

MOST_FORGIVING = 2
"""Readings of a query in which a wrong word is forgiven."""

AS_TYPED, WRITTEN_OUT, FROM_TELEX, SQUEEZED, LOOSELY = 1.0, 0.98, 0.97, 0.96, 0.6
"""What a find is worth by the kind of reading that made it."""

_APOSTROPHES = re.compile("['\u2019\u02bc\u02bb]")
_WORD_WITH_MARKS = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTER_AND_NUMBER = re.compile(r"\b([a-z]{1,2}) (\d+)\b|\b(\d+) ([a-z]{1,2})\b")
_UNIT_AND_NUMBER = re.compile(r"\b([a-z]{2,})(\d+)\b|\b(\d+)([a-z]{2,})\b")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and its spelling with marks (see `marks_of`) if it was typed with any."""

    folded: str
    marks: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a query: its words, and what a find by it is worth, in (0, 1]."""

    words: tuple[Word, ...]
    weight: float

    @property
    def folded(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(word.folded for word in self.words)


@dataclass(frozen=True, slots=True)
class Query:
    """All readings of a searched text, the likeliest first; none if it has no word.

    `loose` are readings without words such as "di tích": for when the others find nothing good.
    """

    readings: tuple[Reading, ...]
    loose: tuple[Reading, ...]

    @property
    def forgiving(self) -> tuple[Reading, ...]:
        """The few readings in which a missing or a mistyped word is forgiven."""
        return tuple(islice((r for r in self.readings if r.weight > SQUEEZED), MOST_FORGIVING))


def marks_of(word: str) -> str:
    """A word's spelling with marks, without case, the same for "hòa" and "hoà": its tone stands last."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.lower())
    tones = "".join(letter for letter in letters if letter in _TONES)
    return "".join(letter for letter in letters if letter not in _TONES) + tones


def marked_words(text: str) -> tuple[Word, ...]:
    """The words of a text as `fold` parts them, each with its spelling with marks."""
    folded = fold(text).split()
    typed = _WORD_WITH_MARKS.findall(_APOSTROPHES.sub("", nfc(text)))
    if len(typed) != len(folded):  # letters of other scripts that `fold` takes apart
        return tuple(Word(word) for word in folded)
    return tuple(map(Word, folded, map(marks_of, typed)))


def read_query(text: str) -> Query:
    """The readings of whatever someone typed; any text is accepted, and only its beginning looked at."""
    text = text[:LINE_LENGTH]
    typed = _typed_words(text)[:MOST_WORDS]
    if not typed:
        return Query((), ())
    found = {typed: AS_TYPED}
    for reading in _written_otherwise(typed):
        found.setdefault(reading, WRITTEN_OUT)
    telex = None if any(word.marks for word in typed) else unfold_telex(text)
    for reading in _written_otherwise(_plain(telex.split()[:MOST_WORDS])) if telex else ():
        found.setdefault(reading, FROM_TELEX)
    squeezed = "".join(word.folded for word in typed)
    if len(squeezed) >= 4:
        found.setdefault((Word(squeezed),), SQUEEZED)
    readings = tuple(Reading(*item) for item in islice(found.items(), MOST_READINGS))
    shorter = {_without_common_words(r.words): LOOSELY for r in readings}
    loose = tuple(Reading(words, weight) for words, weight in shorter.items() if words and words not in found)
    return Query(readings, loose)


def _typed_words(text: str) -> tuple[Word, ...]:
    """The words as typed. One without any mark says nothing about marks: many people leave them out."""
    return tuple(word if word.marks != word.folded else Word(word.folded) for word in marked_words(text))


def _plain(folded: list[str]) -> tuple[Word, ...]:
    return tuple(map(Word, folded))


def _written_otherwise(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The words themselves; "km 62" as "km62" and "105mm" as "105 mm"; each with abbreviations written out."""
    yield words
    text = " ".join(word.folded for word in words)
    joined = _LETTER_AND_NUMBER.sub(lambda m: "".join(filter(None, m.groups())), text)
    parted = _UNIT_AND_NUMBER.sub(lambda m: " ".join(filter(None, m.groups())), text)
    for other in dict.fromkeys((joined, parted)):
        if other != text:
            yield _plain(other.split())
            yield from _expanded(_plain(other.split()))
    yield from _expanded(words)


def _expanded(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The readings in which all abbreviations are written out, each in every way."""
    results: list[tuple[Word, ...]] = [()]
    for word in words:
        meanings = abbreviations().get(word.folded) or ((word,),)
        results = [result + meaning for result in results for meaning in meanings][:MOST_READINGS]
    yield from (result[:MOST_WORDS] for result in results if result != words)


def _without_common_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    kept: list[Word] = []
    at = 0
    while at < len(words):
        folded = tuple(word.folded for word in words[at:])
        length = max((len(c) for c in common_words() if folded[: len(c)] == c), default=0)
        if not length:
            kept.append(words[at])
        at += length or 1
    return tuple(kept)


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    with ABBREVIATIONS.open(encoding="utf-8", newline="") as file:
        return tuple((row["abbreviation"], row["expansion"]) for row in csv.DictReader(file))


@cache
def abbreviations() -> dict[str, tuple[tuple[Word, ...], ...]]:
    """The meanings of each folded abbreviation, as words with marks (abbreviations.csv)."""
    found: dict[str, tuple[tuple[Word, ...], ...]] = {}
    for short, expansion in _rows():
        if expansion:
            found[fold(short)] = (*found.get(fold(short), ()), marked_words(expansion))
    return found


@cache
def common_words() -> frozenset[tuple[str, ...]]:
    """Folded words that tell no place from another: rows of abbreviations.csv that expand to nothing."""
    return frozenset(tuple(fold(short).split()) for short, expansion in _rows() if not expansion)

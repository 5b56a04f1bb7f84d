"""How well a site answers what was typed: pure, the same for every database."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from catalog.text import fold, nfc, squeeze, unfold_telex

MAX_WORDS = 12
_OTHER_NAME = 0.97
_ELSEWHERE = 0.55
_MARKS = 0.04
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Candidate:
    """A publication that the index proposes; the first line of `names_text` is the official name."""

    revision_id: int
    name_key: str
    names_text: str
    search_text: str


@dataclass(frozen=True)
class Question:
    """What was typed: its words as written, and the readings under which it is looked for."""

    written: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...]
    squeezed: str


@cache
def abbreviations() -> dict[str, str]:
    """Short forms in common use, folded, with what they stand for."""
    path = Path(__file__).parents[1] / "data" / "abbreviations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {fold(row["short"]): fold(row["long"]) for row in csv.DictReader(file)}


def read_question(text: str) -> Question | None:
    """The question in a text, or None if it has no letters or digits that can be looked for."""
    plain = _plain(text)
    if not plain:
        return None
    expanded = " ".join(abbreviations().get(word, word) for word in plain.split())
    readings = [plain, expanded]
    telex = unfold_telex(text)
    if telex is not None:
        readings.append(_plain(telex))
    unique = dict.fromkeys(tuple(reading.split()[:MAX_WORDS]) for reading in readings if reading)
    written = tuple(nfc(text).lower().split()[:MAX_WORDS])
    return Question(written, tuple(unique), squeeze(plain))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def rank(question: Question, candidates: Sequence[Candidate]) -> list[tuple[int, float]]:
    """Revision ids with scores in (0, 1], best first; what does not answer the question is left out."""
    scored = [(score(question, candidate), candidate) for candidate in candidates]
    answers = [(points, candidate) for points, candidate in scored if points > 0]
    answers.sort(key=lambda item: (-item[0], item[1].name_key, item[1].revision_id))
    return [(candidate.revision_id, round(points, 6)) for points, candidate in answers]


def score(question: Question, candidate: Candidate) -> float:
    """The best of all readings over all names, else over everything that is searched."""
    best = 0.0
    names = candidate.names_text.split("\n")
    for number, reading in enumerate(question.readings):
        certainty = 1.0 if number == 0 else 0.99
        for place, name in enumerate(names):
            weight = certainty * (1.0 if place == 0 else _OTHER_NAME)
            best = max(best, weight * _name_score(reading, question.squeezed, fold(name)))
        elsewhere = _words_score(reading, candidate.search_text.split())
        best = max(best, certainty * _ELSEWHERE * elsewhere)
    return best * (1 - _MARKS) + _MARKS * _marks(question.written, names) if best else 0.0


def _name_score(words: Sequence[str], squeezed: str, name: str) -> float:
    folded = " ".join(words)
    if folded == name:
        return 1.0
    if name.startswith(folded + " "):
        return 0.95
    if squeezed == squeeze(name):
        return 0.94
    if f" {folded} " in f" {name} ":
        return 0.92
    parts = name.split()
    matched = _words_score(words, parts)
    if matched:
        precision = min(1.0, len(words) / len(parts))
        return matched * (0.7 + 0.2 * precision)
    joined = squeeze(name)
    if len(squeezed) >= 5 and squeezed in joined:
        return 0.8
    if len(squeezed) >= 6 and abs(len(joined) - len(squeezed)) <= 1 and OSA.distance(joined, squeezed) <= 1:
        return 0.75
    return 0.0


def _words_score(words: Sequence[str], parts: Sequence[str]) -> float:
    """How well each word is found among the parts, on average; 0 if one is missing that must not be."""
    marks = [max((_word_score(word, part) for part in parts), default=0.0) for word in words]
    missing = sum(mark == 0 for mark in marks)
    if missing and (len(words) < 3 or missing > 1):
        return 0.0
    return (sum(marks) / len(marks)) * (0.75 if missing else 1.0)


@lru_cache(maxsize=65_536)
def _word_score(word: str, part: str) -> float:
    if word == part:
        return 1.0
    if len(word) >= 2 and part.startswith(word):
        return 0.85
    if len(word) >= 4 and abs(len(word) - len(part)) <= 1 and OSA.distance(word, part, score_cutoff=1) <= 1:
        return 0.75
    return 0.0


def _marks(written: Sequence[str], names: Sequence[str]) -> float:
    """The share of the words as written, marks included, that stand so in one of the names."""
    return max(
        sum(word in nfc(name).lower().split() for word in written) / max(1, len(written)) for name in names
    )

"""How well a public record answers a searched text: pure, so both databases give the same order.

What a find is worth, best first: the whole official name, another whole name, the beginning of the official
name, its words in a row or scattered in it, the same in another name, words spread over several names, words
in the other texts (units, summary). Below these stand finds that needed leave: a mistyped letter, a word that
is missing, a name that is only a part of the query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.finding.readings import FROM_TELEX, Query, Reading, Word, marked_words

OFFICIAL = {"whole": 1.0, "start": 0.90, "run": 0.86, "scattered": 0.82}
OTHER = {"whole": 0.95, "start": 0.78, "run": 0.74, "scattered": 0.70}
"""What a find within one name is worth: the official one, or any other."""

ACROSS_NAMES, RUN_OF_TEXT, SCATTERED_TEXT = 0.60, 0.50, 0.30
"""All words in names but not in one; all in a row in the other texts; scattered there."""

WRONG_MARKS, UNNAMED_REST = 0.02, 0.01
"""Taken off a find in a name: if all marks are wrong; if the query covers next to nothing of the name."""

MISTYPED, MISSING_WORD, NAME_IN_QUERY = 0.4, 0.3, 0.3
"""What is left of a find with a mistyped word, with a missing word, by a name within the query."""

SHORTEST_MISTYPED = 4
"""Letters of the shortest word in which a wrong letter is forgiven."""

SHORTEST_JOINED = 4
"""Letters of the shortest run of words that is found written as one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A publication as it is compared: its id, its names (official first, one a line), all folded text."""

    id: int
    names_text: str
    search_text: str
    name_key: str


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    marks: tuple[str | None, ...]
    padded: str
    squeezed: str

    @classmethod
    def read(cls, line: str) -> _Name:
        words = marked_words(line)
        folded = tuple(word.folded for word in words)
        return cls(folded, tuple(word.marks for word in words), f" {' '.join(folded)} ", "".join(folded))


def rank(query: Query, candidates: Iterable[Candidate]) -> list[tuple[int, float]]:
    """The candidates that answer the query with their score in (0, 1], best first.

    Equal scores stand in the order of the Vietnamese alphabet, then by id.
    """
    scored = [(-round(score(query, c), 6), c.name_key, c.id) for c in candidates]
    return [(id_, -negative) for negative, _, id_ in sorted(scored) if negative < 0]


def score(query: Query, candidate: Candidate) -> float:
    """What a candidate is worth by its best reading; 0 if it has nothing to do with the query."""
    readings = (*query.readings, *query.loose)
    exact = max((r.weight * _exact(r.words, candidate) for r in readings), default=0.0)
    return exact or max((r.weight * _with_leave(r, candidate) for r in query.forgiving), default=0.0)


def _exact(words: tuple[Word, ...], candidate: Candidate) -> float:
    """All words are there, letter by letter; marks may differ."""
    text = candidate.search_text
    if not _may_have(words, text, text):
        return 0.0
    names = _names(candidate.names_text)
    values = [
        _in_name(words, name, OFFICIAL if position == 0 else OTHER) for position, name in enumerate(names)
    ]
    return max(values) or _over_texts(words, names, text)


def has_word(folded: str, text: str) -> bool:
    """Whether a padded, folded text has this word or run of words."""
    return f" {folded} " in text


def _may_have(words: tuple[Word, ...], padded: str, squeezed: str) -> bool:
    """Whether each word is there, or a long one perhaps written as several."""
    return all(
        has_word(word.folded, padded) or (len(word.folded) >= SHORTEST_JOINED and word.folded in squeezed)
        for word in words
    )


@lru_cache(maxsize=4096)
def _names(names_text: str) -> tuple[_Name, ...]:
    return tuple(map(_Name.read, names_text.split("\n")))


def _in_name(words: tuple[Word, ...], name: _Name, worth: dict[str, float]) -> float:
    """What it is worth that a name has all the words; 0 if not, or scattered and mostly with other marks."""
    if not _may_have(words, name.padded, name.squeezed):
        return 0.0
    runs = [run for start in range(len(name.words)) if (run := _run(words, name, start))]
    if runs:
        wrong, start, end = min(runs)
        kind = "run" if start else "whole" if end == len(name.words) else "start"
        return worth[kind] - _deduction(wrong / len(words), (end - start) / len(name.words))
    spots = [[step for at in range(len(name.words)) if (step := _step(word, name, at))] for word in words]
    if not all(spots):
        return 0.0
    wrong = sum(min(wrong for _, wrong in steps) for steps in spots)
    if 2 * wrong > len(words):
        return 0.0
    return worth["scattered"] - _deduction(wrong / len(words), min(1.0, len(words) / len(name.words)))


def _deduction(wrong_share: float, covered_share: float) -> float:
    return WRONG_MARKS * wrong_share + UNNAMED_REST * (1 - covered_share)


def _run(words: tuple[Word, ...], name: _Name, start: int) -> tuple[int, int, int] | None:
    """(words with wrong marks, start, end) if the words stand in a row from `start` on."""
    wrong, end = 0, start
    for word in words:
        step = _step(word, name, end)
        if step is None:
            return None
        end, wrong = step[0], wrong + step[1]
    return wrong, start, end


def _step(word: Word, name: _Name, at: int) -> tuple[int, int] | None:
    """(where the word ends, 1 if its marks are wrong) if it stands at this place, alone or joined."""
    if at >= len(name.words):
        return None
    joined, end = name.words[at], at + 1
    if joined == word.folded:
        return end, int(word.marks is not None and word.marks != name.marks[at])
    while len(joined) < len(word.folded) and word.folded.startswith(joined) and end < len(name.words):
        joined, end = joined + name.words[end], end + 1
    return (end, 0) if joined == word.folded and len(joined) >= SHORTEST_JOINED else None


def _over_texts(words: tuple[Word, ...], names: tuple[_Name, ...], text: str) -> float:
    """What it is worth that the words are in several names, or in the other texts too.

    Scattered words are believed only if most of them stand in names, with the marks they were typed with, or
    half of them beside the word they stand beside in the query; a single letter or digit only so.
    """
    folded = [word.folded for word in words]
    named = {word for name in names for word in name.words}
    spelt = named.union(*(name.marks for name in names))
    share = sum((word.marks or word.folded) in spelt for word in words) / len(words)
    if named.issuperset(folded) and share >= 0.5:
        return ACROSS_NAMES
    if not all(has_word(word, text) for word in folded):
        return 0.0
    pieces = list(_pieces(folded, text))
    if any(len(piece) == 1 and piece not in named for piece in pieces):
        return 0.0
    if len(pieces) == 1:
        return RUN_OF_TEXT
    together = (len(folded) - len(pieces)) / (len(folded) - 1)
    return SCATTERED_TEXT + 0.05 * (together + share) if together >= 0.5 or share > 0.5 else 0.0


def _pieces(folded: list[str], text: str) -> Iterator[str]:
    """The query cut into the longest pieces that the text has."""
    start = 0
    while start < len(folded):
        end = start + 1
        while end < len(folded) and has_word(" ".join(folded[start : end + 1]), text):
            end += 1
        yield " ".join(folded[start:end])
        start = end


def _with_leave(reading: Reading, candidate: Candidate) -> float:
    return max(
        _mistyped(reading.words, candidate),
        _missing(reading.words, candidate) if reading.weight > FROM_TELEX else 0.0,
        _name_in_query(reading.folded, _names(candidate.names_text)[0]),
    )


def _mistyped(words: tuple[Word, ...], candidate: Candidate) -> float:
    """What it is worth after each word that is not there gave way to one that is, a letter away."""
    choices: list[tuple[Word, ...]] = []
    for word in words:
        is_there = has_word(word.folded, candidate.search_text)
        choices.append((word,) if is_there else _near_words(word.folded, candidate.search_text))
        if not choices[-1]:
            return 0.0
    best = max(_exact(meant, candidate) for meant in islice(product(*choices), 9))
    return MISTYPED * best if best >= RUN_OF_TEXT else 0.0


def _near_words(typed: str, text: str) -> tuple[Word, ...]:
    """The first few words of the text that one letter left out, added, changed or swapped makes of this one."""
    if not may_be_mistyped(typed):
        return ()
    others = [word for word in dict.fromkeys(text.split()) if abs(len(word) - len(typed)) <= 1]
    near = process.extract(typed, others, scorer=OSA.distance, score_cutoff=1, limit=None)
    long = (word for word, _, _ in near if len(word) >= SHORTEST_MISTYPED - 1 and word.isalpha())
    return tuple(map(Word, islice(long, 3)))


def may_be_mistyped(folded: str) -> bool:
    """Whether a wrong letter in this word is forgiven: not in short words, and never in numbers."""
    return len(folded) >= SHORTEST_MISTYPED and folded.isalpha()


def _missing(words: tuple[Word, ...], candidate: Candidate) -> float:
    """What it is worth that one name has two thirds of three or more words."""
    there = tuple(word for word in words if has_word(word.folded, candidate.search_text))
    if len(there) == len(words) or 3 * len(there) < 2 * len(words):
        return 0.0
    best = _exact(there, candidate) if there else 0.0
    return MISSING_WORD * best * len(there) / len(words) if best > ACROSS_NAMES else 0.0


def _name_in_query(folded: tuple[str, ...], official: _Name) -> float:
    """What it is worth that the query has the whole official name, of two or more words, in it."""
    words = official.words
    is_within = 2 <= len(words) < len(folded) and has_word(" ".join(words), f" {' '.join(folded)} ")
    return NAME_IN_QUERY * len(words) / len(folded) if is_within else 0.0

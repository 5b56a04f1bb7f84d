"""Which administrative units an address means, best first, and why; a former unit leads to today's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.gazetteer.addresses import RANKS, AddressPart, PartKind, parse_address
from catalog.places import Unit, Units
from catalog.terms import UnitType
from catalog.text import fold, nfc, squeeze, unfold_telex

LEAST_SCORE = 0.5
GOOD_SCORE = 0.8
MOST_MATCHES = 10
WORTH_NAMING = 0.25  # what scores so much less than the best match is noise
_FUZZY_FROM = 4  # letters: shorter names are all within a letter of each other
_TWO_EDITS_FROM = 9


class MatchReason(StrEnum):
    """What speaks for a match, and what against it.

    EXACT, UNMARKED (equal but for marks or spaces), INITIALS and FUZZY (a letter or two differ) are about
    the name; FORMER: the unit is no more; OTHER_KIND: the address calls it otherwise; OTHER_PARENT: the
    address places it elsewhere; COARSER: the address also names something finer; WITHIN: the name was found
    inside a longer text.
    """

    EXACT = "EXACT"
    UNMARKED = "UNMARKED"
    INITIALS = "INITIALS"
    FUZZY = "FUZZY"
    FORMER = "FORMER"
    OTHER_KIND = "OTHER_KIND"
    OTHER_PARENT = "OTHER_PARENT"
    COARSER = "COARSER"
    WITHIN = "WITHIN"


@dataclass(frozen=True)
class UnitMatch:
    """A unit that an address may mean; `today`: the present units where it stood, or itself."""

    unit: Unit
    today: tuple[Unit, ...]
    score: float
    reasons: tuple[MatchReason, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A unit's name as it is compared: without its type."""

    unit: Unit
    kind: PartKind
    written: str
    folded: str
    initials: str


@dataclass(frozen=True, slots=True)
class _Guess:
    """A unit whose name a part of the address may be."""

    name: _Name
    score: float
    reasons: tuple[MatchReason, ...]


_KINDS = {
    UnitType.PROVINCE: PartKind.PROVINCE,
    UnitType.CITY: PartKind.CITY,
    UnitType.TOWN: PartKind.TOWN,
    UnitType.DISTRICT: PartKind.DISTRICT,
    UnitType.WARD: PartKind.WARD,
    UnitType.TOWNSHIP: PartKind.TOWNSHIP,
    UnitType.COMMUNE: PartKind.COMMUNE,
}
_TYPE_WORDS = {
    UnitType.PROVINCE: 1,
    UnitType.CITY: 2,
    UnitType.TOWN: 2,
    UnitType.DISTRICT: 1,
    UnitType.WARD: 1,
    UnitType.TOWNSHIP: 2,
    UnitType.COMMUNE: 1,
}


class UnitIndex:
    """The names of all units, ready to be compared. Built once for one `Units`, then only read."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self._names = [_name(unit) for unit in sorted(units.by_id.values(), key=lambda unit: unit.key)]
        self._squeezed = [squeeze(name.folded) for name in self._names]
        self._runs = {name.folded for name in self._names}
        self._longest_run = max((len(run.split()) for run in self._runs), default=0)

    def find(self, text: str) -> tuple[UnitMatch, ...]:
        """The units that an address as typed may mean, best first; see `find_units`."""
        matches = find_units(parse_address(text), self)
        if matches and matches[0].score >= GOOD_SCORE:
            return matches
        telex = unfold_telex(text)
        retyped = () if telex is None else find_units(parse_address(telex), self)
        return _best((*matches, *retyped))

    def guesses(self, part: AddressPart) -> list[_Guess]:
        """The units whose name this part may be, without regard to the rest of the address."""
        readings = [part]
        if part.kind is not None and part.text != part.name:
            readings.append(AddressPart(None, part.text, part.text, part.text))
        best: dict[int, _Guess] = {}
        for reading in readings:
            for guess in self._by_name(reading):
                known = best.get(guess.name.unit.id)
                if known is None or known.score < guess.score:
                    best[guess.name.unit.id] = guess
        return list(best.values())

    def opened(self, part: AddressPart) -> list[AddressPart]:
        """The parts that the unit names inside this part make; itself if it is a name or holds none."""
        if part.kind is not PartKind.LOCALITY and self.guesses(part):
            return [part]
        return [AddressPart(None, run, run, run) for run in self._names_within(part.text.split())] or [part]

    def _names_within(self, words: Sequence[str]) -> Iterator[str]:
        """The folded unit names that stand in a row of folded words, longest first at each place."""
        at = 0
        while at < len(words):
            runs = (
                " ".join(words[at : at + n]) for n in range(min(self._longest_run, len(words) - at), 0, -1)
            )
            run = next((run for run in runs if run in self._runs), None)
            if run is not None:
                yield run
            at += len(run.split()) if run else 1

    def _by_name(self, part: AddressPart) -> Iterator[_Guess]:
        if not part.name:
            return
        typed = squeeze(part.name)
        most = 0 if len(typed) < _FUZZY_FROM else 1 if len(typed) < _TWO_EDITS_FROM else 2
        near = process.extract(typed, self._squeezed, scorer=OSA.distance, score_cutoff=most, limit=None)
        for _, edits, at in near:
            name = self._names[at]
            score, reason = _name_score(part, name, round(edits))
            yield _with_kind(part, name, score, reason)
        if 2 <= len(typed) <= 4 and " " not in part.name:
            for name in self._names:
                if name.initials == typed:
                    yield _with_kind(part, name, 0.88, MatchReason.INITIALS)


def _name(unit: Unit) -> _Name:
    written = " ".join(nfc(unit.name).casefold().split()[_TYPE_WORDS[unit.type] :])
    folded = fold(written)
    return _Name(unit, _KINDS[unit.type], written, folded, "".join(word[0] for word in folded.split()))


def _name_score(part: AddressPart, name: _Name, edits: int) -> tuple[float, MatchReason]:
    if edits:
        return 0.92 - 0.08 * edits, MatchReason.FUZZY
    if part.written == name.written:
        return 1.0, MatchReason.EXACT
    if part.name != name.folded:
        return 0.93, MatchReason.UNMARKED
    # Marks that were typed and differ speak against; marks that were left away do not.
    return (0.98 if part.written == part.name else 0.94), MatchReason.UNMARKED


def _with_kind(part: AddressPart, name: _Name, score: float, reason: MatchReason) -> _Guess:
    """Weigh a name's score by what the address calls the unit; of bare names, the finer unit is meant."""
    if part.kind is None:
        return _Guess(name, score * (0.98 - 0.02 * (RANKS[name.kind] - 1)), (reason,))
    if part.kind is name.kind:
        return _Guess(name, score, (reason,))
    factor = 0.85 if RANKS[part.kind] == RANKS[name.kind] else 0.55
    return _Guess(name, score * factor, (reason, MatchReason.OTHER_KIND))


def find_units(parts: Sequence[AddressPart], index: UnitIndex) -> tuple[UnitMatch, ...]:
    """The units that an address means, best first, at most ten, with scores from 0.5 to 1.

    Every part may name the unit; the others then say whether it lies where the address has it: above it, or
    above what it was made of, or in its place today. A part that places it elsewhere lowers the score and
    excludes nothing. Unless a commune or ward is found so, names are looked for inside parts
    that are none.
    """
    matches = _matches(parts, index)
    if matches and matches[0].score >= GOOD_SCORE and RANKS[_KINDS[matches[0].unit.type]] == 1:
        return matches
    opened = [piece for part in parts for piece in index.opened(part)]
    weaker = (
        replace(match, score=match.score * 0.9, reasons=(*match.reasons, MatchReason.WITHIN))
        for match in _matches(opened, index)
    )
    return _best((*matches, *weaker))


def _matches(parts: Sequence[AddressPart], index: UnitIndex) -> tuple[UnitMatch, ...]:
    named = [part for part in parts if part.kind is not PartKind.LOCALITY]
    guesses = [index.guesses(part) for part in named]
    found = []
    for at, own in enumerate(guesses):
        others = [(named[i], guesses[i]) for i in range(len(named)) if i != at]
        found += [_weighed(guess, others, index.units) for guess in own]
    return _best(found)


def _weighed(guess: _Guess, others: Sequence[tuple[AddressPart, list[_Guess]]], units: Units) -> UnitMatch:
    """A guess in the light of the address's other parts."""
    unit, score, reasons = guess.name.unit, guess.score, list(guess.reasons)
    today = tuple(units.today_of(unit))
    rank = RANKS[guess.name.kind]
    above = {above.id for above in (*_ancestors(unit, units), *(today if rank == 1 else ()))} - {unit.id}
    beside = {a.id for former in units.predecessors_of(unit) for a in (former, *_ancestors(former, units))}
    for part, guesses in others:
        meant = _likely(guesses)
        ids = {other.unit.id for other in meant}
        if ids & above:
            continue
        if ids & beside:
            score *= 0.95
        elif _is_finer(part, meant, rank):
            score *= 0.8
            reasons.append(MatchReason.COARSER)
        elif meant or (part.kind is not None and RANKS[part.kind] >= 2):
            score *= 0.85
            reasons.append(MatchReason.OTHER_PARENT)
    if unit.valid_to is not None:
        score *= 0.97
        reasons.append(MatchReason.FORMER)
    return UnitMatch(unit, today, score, tuple(dict.fromkeys(reasons)))


def _is_finer(part: AddressPart, meant: Sequence[_Name], rank: int) -> bool:
    """Whether a part is about something finer than a rank, be it known or not."""
    if meant:
        return all(RANKS[name.kind] < rank for name in meant)
    return part.kind is not None and RANKS[part.kind] < rank


def _likely(guesses: Sequence[_Guess]) -> list[_Name]:
    """What a part means when it is not the one asked for: its best guesses only."""
    best = max((guess.score for guess in guesses), default=0.0)
    return [guess.name for guess in guesses if guess.score > best - 0.12]


def _ancestors(unit: Unit, units: Units) -> Iterator[Unit]:
    above = units.parent_of(unit)
    while above is not None:
        yield above
        above = units.parent_of(above)


def _best(matches: Sequence[UnitMatch]) -> tuple[UnitMatch, ...]:
    """One match for each unit, its best; the good enough of them in order."""
    best: dict[int, UnitMatch] = {}
    for match in matches:
        known = best.get(match.unit.id)
        if match.score >= LEAST_SCORE and (known is None or known.score < match.score):
            best[match.unit.id] = match
    ordered = sorted(
        best.values(), key=lambda m: (-round(m.score, 6), RANKS[_KINDS[m.unit.type]], m.unit.key)
    )
    return tuple(m for m in ordered[:MOST_MATCHES] if m.score > ordered[0].score - WORTH_NAMING)

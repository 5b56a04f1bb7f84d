"""The nearest places first, without measuring all of a circle: a ring that grows until the page is certain.

Of what lies within the ring everything is known, so nothing unread can come before it. How far the first ring reaches
decides only how fast that is; `Reaches` remembers what sufficed around a place.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
from threading import Lock
from typing import Any, NamedTuple

FIRST_METRES = 1_000.0
"""Radius of the first ring where nothing is known of how dense it is."""
MOST_GROWTH = 8.0
"""How many times farther the next ring reaches at most: where nothing was found, nothing is known of how dense it is."""
LEAST_GROWTH = 1.5
SPARE = 1.5
"""Sites are not spread evenly: the next ring is meant to hold so many times as many as are wanted."""
MARGIN = 1.1
"""How much farther than what was needed last the first ring reaches: whoever asks next stands elsewhere."""
MOST_RINGS = 4
"""Each is a statement; the last is the whole circle."""

Key = tuple[Any, ...]


class Found(NamedTuple):
    """One place in the ordered list: its sort key (the cursor's content) and, if measured, its distance."""

    revision_id: int
    site_id: int
    key: Key
    distance_metres: float | None = None


@dataclass(frozen=True)
class Part:
    """Which part of the list is wanted: so many behind a key and before another, from its beginning or its end."""

    size: int
    after: Key | None = None
    before: Key | None = None
    is_backward: bool = False

    def of(self, places: Sequence[Found]) -> list[Found]:
        """This part of an ordered list."""
        if self.after is None and self.before is None and not self.is_backward:
            return list(places[: self.size])
        inside = [
            place
            for place in places
            if (self.after is None or place.key > self.after)
            and (self.before is None or place.key < self.before)
        ]
        return inside[max(0, len(inside) - self.size) :] if self.is_backward else inside[: self.size]


class Reaches:
    """How far the first ring should reach for the beginning of a list: a little beyond what was needed last; safe between threads."""

    def __init__(self, most: int = 4_000) -> None:
        self._most = most
        self._metres: OrderedDict[Hashable, float] = OrderedDict()
        self._guard = Lock()

    def of(self, about: Hashable) -> float:
        """What sufficed about there."""
        return self._metres.get(about, FIRST_METRES)

    def learn(self, about: Hashable, places: Sequence[Found], size: int) -> None:
        """So many were wanted, and one more to know whether there are more; where too few are, nothing is learned."""
        if len(places) > size:
            with self._guard:
                self._metres[about] = max(1.0, MARGIN * float(places[size].key[0]))
                self._metres.move_to_end(about)
                if len(self._metres) > self._most:
                    self._metres.popitem(last=False)


def nearest(
    measure: Callable[[float], list[Found]],
    radius_metres: float,
    part: Part,
    first_metres: float = FIRST_METRES,
) -> tuple[list[Found], bool]:
    """The nearest places in their order, as far as it takes to have the part, and to know whether more come after it.

    `measure` answers with all places within so many metres, in their order. Their keys begin with the distance. True
    beside them where they are all of the circle.
    """
    reach = min(radius_metres, max(first_metres, _least(part)))
    places = measure(reach)
    for ring in range(2, MOST_RINGS + 1):
        if reach == radius_metres or _is_certain(places, part):
            break
        reach *= _growth(places, part)
        if ring == MOST_RINGS or 2 * reach > radius_metres:
            reach = radius_metres
        places = measure(reach)
    return places, reach == radius_metres


def _least(part: Part) -> float:
    """What a page must reach beyond: the place behind which it begins, or before which it ends."""
    bound = part.before if part.is_backward else part.after
    return 0.0 if bound is None else LEAST_GROWTH * float(bound[0])


def _is_certain(places: Sequence[Found], part: Part) -> bool:
    if part.is_backward:  # with a place behind the part in the ring, all of the part is
        return part.before is not None and bool(places) and places[-1].key >= part.before
    after = part.after
    return (len(places) if after is None else sum(place.key > after for place in places)) > part.size


def _growth(places: Sequence[Found], part: Part) -> float:
    """How many times farther to look: with even density the area holds what is wanted."""
    if part.is_backward or not places:
        return MOST_GROWTH
    before = sum(part.after is not None and place.key <= part.after for place in places)
    wanted = SPARE * (before + part.size + 1)
    return min(MOST_GROWTH, max(LEAST_GROWTH, sqrt(wanted / len(places))))

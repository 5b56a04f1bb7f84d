"""The six questions: a document for us and one of equal meaning for PostGraphile, and as many sets of variables as wanted.

No two sets of a question are equal, so that nothing that was answered before answers again. Where nothing in a question
can be varied without end, it asks for more than there is (q1) or for a thing that is not there (q5).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from catalog.db import Database
from catalog.finding.pages import Order, write_cursor
from catalog.places import legal_day

DOCUMENTS = Path(__file__).with_name("documents")
RADIUS_METRES = 10_000.0
IN_BOX, IN_CIRCLE = 120, 100
"""Sites in each box, and in each circle that is scaled to the number of sites."""
PLACES = 2_000
"""Around so many different places questions are asked."""
ASIDE = 1e-10
"""Degrees by which each question lies beside its place, so that no two are equal."""
MOST_PICTURES = 80
METRES_A_DEGREE = 111_000.0
LEVELS = ("D0", "D1", "D2", "D3", "D4")
POPULATIONS = ("RELIC_RANK", "RELIC_INVENTORY", "TOURIST_SITE")
MODES = ("DESIGNATION", "COMPONENT")
Variables = dict[str, Any]
Pair = tuple[Variables, Variables]
"""The variables of one question for us, and for PostGraphile."""


@dataclass(frozen=True)
class Known:
    """What questions are made of: codes and slugs in the order of codes, positions, kinds, today's communes."""

    codes: Sequence[str]
    slugs: Sequence[str]
    positions: np.ndarray[Any, np.dtype[np.float64]]
    kinds: Sequence[str]
    units: Sequence[str]

    @classmethod
    def of(cls, database: Database) -> Known:
        """As the catalogue has it."""
        with database.read() as session:
            rows = session.execute(
                sa.text(
                    "SELECT code, slug, latitude, longitude FROM publication WHERE superseded_at IS NULL ORDER BY code"
                )
            ).all()
            kinds = "SELECT kind FROM site_kind GROUP BY kind ORDER BY count(*) DESC LIMIT 4"
            units = "SELECT code FROM admin_unit WHERE valid_to IS NULL AND level IN ('COMMUNE', 'WARD') ORDER BY code"
            return cls(
                [row[0] for row in rows],
                [row[1] for row in rows],
                np.array([row[2:] for row in rows if row[2] is not None], dtype=np.float64),
                sorted(session.execute(sa.text(kinds)).scalars()),
                list(session.execute(sa.text(units)).scalars()),
            )

    def behind(self, dice: random.Random, number: int) -> str:
        """A place in the list of codes, different for each number: after a code, but before the next."""
        return f"{self.codes[dice.randrange(max(1, len(self.codes) * 4 // 5))]}.{number}"

    def around(
        self, dice: random.Random, matches: int, *, is_box: bool
    ) -> Iterator[tuple[float, float, float]]:
        """Without end: latitude, longitude, and how far as many sites are as are wanted, in degrees of latitude."""
        found: list[tuple[float, float, float]] = []
        for number in range(PLACES):
            latitude, longitude = map(float, self.positions[dice.randrange(len(self.positions))])
            away = np.abs(self.positions - (latitude, longitude))
            if is_box:
                reach = away.max(axis=1)
            else:
                reach = np.hypot(away[:, 0], away[:, 1] * np.cos(np.radians(latitude)))
            last = min(matches, len(reach) - 1)
            nearest = np.partition(reach, (last - 1, last))
            found.append((latitude, longitude, float(nearest[last - 1] + nearest[last]) / 2))
            yield latitude + number * ASIDE, longitude, found[-1][2]
        for number in count(PLACES):
            latitude, longitude, far = found[number % PLACES]
            yield latitude + number * ASIDE, longitude, far


def one_site(known: Known, dice: random.Random, _: bool) -> Iterator[Pair]:
    """q1: every site once, then again with another number of pictures that it does not have."""
    order = list(known.slugs)
    dice.shuffle(order)
    for more in range(MOST_PICTURES):
        for slug in order:
            variables = {"slug": slug, "pictures": 20 + more}
            yield variables, variables


def page(known: Known, dice: random.Random, is_scaled: bool) -> Iterator[Pair]:
    """q2: a page of 20 of a kind in a commune, from anywhere in the list; scaled, in all, so that every page is full."""
    for number in count():
        kind, unit = dice.choice(known.kinds), dice.choice(known.units)
        behind = known.behind(dice, number)
        within = None if is_scaled else {"code": unit}
        ours = {"kind": kind, "unit": within, "after": write_cursor(Order.CODE, (behind,))}
        yield ours, {"kind": kind, "unit": unit, "behind": behind}


def nearest(known: Known, dice: random.Random, is_scaled: bool) -> Iterator[Pair]:
    """q3: the nearest 20 within 10 km of a place near a site; scaled, within a circle that holds 100."""
    for latitude, longitude, reach in known.around(dice, IN_CIRCLE, is_box=False):
        aside = 0.0 if is_scaled else dice.uniform(-0.01, 0.01)
        radius = reach * METRES_A_DEGREE if is_scaled else RADIUS_METRES
        variables = {"latitude": latitude + aside, "longitude": longitude, "radius": radius}
        yield variables, variables


def in_box(known: Known, dice: random.Random, _: bool) -> Iterator[Pair]:
    """q4: the first 100 of 120 in a box."""
    for latitude, longitude, reach in known.around(dice, IN_BOX, is_box=True):
        box = {
            "west": longitude - reach,
            "south": latitude - reach,
            "east": longitude + reach,
            "north": latitude + reach,
        }
        yield {"box": box}, box


def by_commune(_: Known, dice: random.Random, __: bool) -> Iterator[Pair]:
    """q5: digitised against registered today; with the name of a thing that is not there, which costs no statement."""
    today = legal_day(datetime.now(UTC)).isoformat()
    for number in count():
        mode, population, level = (
            dice.choice(MODES),
            dice.choice(POPULATIONS),
            dice.randrange(len(LEVELS)),
        )
        ours = {
            "asOf": today,
            "mode": mode,
            "population": population,
            "level": LEVELS[level],
            "any": f"{number}",
        }
        yield ours, {"mode": mode, "scheme": population, "level": level}


def hundred(known: Known, dice: random.Random, _: bool) -> Iterator[Pair]:
    """q6: 100 sites with three pictures each, from anywhere in the list."""
    for number in count():
        behind = known.behind(dice, number)
        yield {"after": write_cursor(Order.CODE, (behind,))}, {"behind": behind}


@dataclass(frozen=True)
class Question:
    """One of the six."""

    key: str
    title: str
    sets: Callable[[Known, random.Random, bool], Iterator[Pair]]

    @property
    def ours(self) -> str:
        """The document that we are asked."""
        return (DOCUMENTS / f"{self.key}.ours.graphql").read_text(encoding="utf-8")

    @property
    def peers(self) -> str:
        """The document that PostGraphile is asked."""
        return (DOCUMENTS / f"{self.key}.peer.graphql").read_text(encoding="utf-8")

    @property
    def counted(self) -> str:
        """Ours with `totalCount`."""
        return self.ours.replace("edges", "totalCount edges", 1)

    def pairs(self, known: Known, seed: int, most: int, *, is_scaled: bool = False) -> list[Pair]:
        """At most `most` sets, the same for the same seed."""
        dice = random.Random(f"{self.key} {seed}")  # noqa: S311 (repeatable on purpose)
        return [pair for _, pair in zip(range(most), self.sets(known, dice, is_scaled), strict=False)]


QUESTIONS: Mapping[str, Question] = {
    question.key: question
    for question in (
        Question("q1", "one site with everything", one_site),
        Question("q2", "a filtered page of 20 with three pictures each", page),
        Question("q3", "nearest 20 within 10 km", nearest),
        Question("q4", "100 in a box", in_box),
        Question("q5", "digitised against registered by commune", by_commune),
        Question("q6", "100 sites with three pictures each", hundred),
    )
}

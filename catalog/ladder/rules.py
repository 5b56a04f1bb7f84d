"""The rule data of the ladder: what each check wants and why, which level is wanted of whom, by which source.

A version is never changed, another one follows it. `load` refuses a document with everything that is wrong with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import orjson
from pydantic import Field, ValidationError

from catalog.errors import Message, Problem, ProblemsError
from catalog.ladder.checks import CHECKS, Check
from catalog.ladder.levels import Level
from catalog.ladder.parameters import (
    Data,
    Day,
    Days,
    Effort,
    LevelName,
    Line,
    Sentence,
    Share,
    Weight,
    message_of,
)
from catalog.lazy import cached_property
from catalog.terms import Grade, Scheme

FOLDER = Path(__file__).parents[1] / "data" / "rules"

Recognition = tuple[Scheme, Grade | None]
"""A scheme, with the grade where it has grades."""

RECOGNITIONS: tuple[Recognition, ...] = (
    *((Scheme.RELIC_RANK, grade) for grade in Grade),
    (Scheme.RELIC_INVENTORY, None),
    (Scheme.TOURIST_SITE, None),
    (Scheme.TOURIST_AREA, None),
)
"""Those that need a target level and a weight; the rules may give them to UNESCO and OTHER, too."""

_ALLOWED = frozenset((*RECOGNITIONS, (Scheme.UNESCO, None), (Scheme.OTHER, None)))


class CheckWords(Data):
    """What the rule data say of a check beside its parameters. `effort`: 1 minutes at the desk to 5 an expedition."""

    id: Line
    level: LevelName
    label: Sentence
    why: Sentence
    source: Line
    is_law: bool
    is_blocking: bool
    effort: Effort
    parameters: Mapping[str, Any]


class RequiredLevel(Data):
    """The level that is wanted of what is recognised so, and whether the law wants it or this catalogue."""

    scheme: Scheme
    grade: Grade | None
    level: LevelName
    source: Line
    is_law: bool


class RecognitionWeight(Data):
    """How much a site recognised so counts in the weighted coverage."""

    scheme: Scheme
    grade: Grade | None
    weight: Weight
    source: Line


class _Head(Data):
    name: Literal["ladder"]
    version: Annotated[str, Field(pattern=r"^[0-9]{4}\.[0-9]{1,4}$")]
    valid_from: Day
    valid_to: Day | None
    title: Sentence
    freshness_days: Days


class _Shares(Data):
    D0: Share
    D1: Share
    D2: Share
    D3: Share
    D4: Share


@dataclass(frozen=True)
class CheckRule:
    """A check with its parameters, as the rules have it."""

    words: CheckWords
    parameters: Data

    @cached_property
    def id(self) -> str:
        """As in D0.1."""
        return self.words.id

    @cached_property
    def check(self) -> Check:
        """What judges it."""
        return CHECKS[self.id]


@dataclass(frozen=True)
class RuleSet:
    """One version of the rules, in force on [valid_from, valid_to). `canonical` is its JSON with sorted keys.

    `complex_shares` says for each level which share of a complex's parts is to have reached it.
    """

    name: str
    version: str
    valid_from: date
    valid_to: date | None
    title: Message
    freshness_days: int
    checks: tuple[CheckRule, ...]
    required_levels: Mapping[Recognition, RequiredLevel]
    complex_shares: Mapping[Level, Fraction]
    weights: Mapping[Recognition, Fraction]
    canonical: bytes

    @property
    def title_of_version(self) -> str:
        """Name and version, as in ladder/2026.1."""
        return f"{self.name}/{self.version}"

    @cached_property
    def sha256(self) -> str:
        """Of the canonical JSON: whoever has the document can compute it."""
        return hashlib.sha256(self.canonical).hexdigest()

    def weight(self, scheme: Scheme, grade: Grade | None) -> Fraction:
        """What a site recognised so weighs; 0 where the rules give it no weight."""
        return self.weights.get((scheme, grade), Fraction(0))

    def is_in_force(self, day: date) -> bool:
        """Whether the day is in its interval."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def load(document: object) -> RuleSet:
    """The rules of a JSON document. Raises `ProblemsError` with all that is wrong with it, by the path of each."""
    try:
        canonical = orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        raise ProblemsError(
            [_problem("Tài liệu không phải JSON.", "The document is no JSON.", None)]
        ) from None
    values = orjson.loads(canonical)
    if not isinstance(values, dict):
        raise ProblemsError(
            [_problem("Tài liệu phải là một đối tượng JSON.", "The document must be a JSON object.", None)]
        )
    reading = _Reading()
    lists = ("checks", "required_levels", "weights")
    head = reading.read(
        _Head, {name: value for name, value in values.items() if name not in (*lists, "complex_shares")}, ""
    )
    shares = reading.read(_Shares, values.get("complex_shares"), "complex_shares")
    checks = reading.checks(values.get("checks"))
    required = reading.by_recognition(RequiredLevel, values.get("required_levels"), "required_levels")
    weights = reading.by_recognition(RecognitionWeight, values.get("weights"), "weights")
    if head is not None and head.valid_to is not None and head.valid_to <= head.valid_from:
        reading.refuse("Khoảng hiệu lực trống.", "The interval of validity is empty.", "valid_to")
    if reading.problems or head is None or shares is None:
        raise ProblemsError(reading.problems)
    return RuleSet(
        **{name: getattr(head, name) for name in _Head.model_fields},
        checks=tuple(checks[id_] for id_ in CHECKS),
        required_levels=required,
        complex_shares={level: getattr(shares, level.name) for level in Level},
        weights={recognition: entry.weight for recognition, entry in weights.items()},
        canonical=canonical,
    )


@cache
def packaged() -> tuple[RuleSet, ...]:
    """The versions that come with the product."""
    return tuple(load(orjson.loads(file.read_bytes())) for file in sorted(FOLDER.glob("ladder-*.json")))


def in_force(sets: Iterable[RuleSet], day: date) -> RuleSet | None:
    """The rules of a day; of several the one that began last, and of those the higher version."""
    return max(
        (rules for rules in sets if rules.is_in_force(day)),
        key=lambda rules: (rules.valid_from, [int(part) for part in rules.version.split(".")]),
        default=None,
    )


_D = TypeVar("_D", bound=Data)
_E = TypeVar("_E", RequiredLevel, RecognitionWeight)


def _problem(vi: str, en: str, field: str | None) -> Problem:
    return Problem("BAD_RULES", Message(vi, en), field)


class _Reading:
    """Reads the pieces of a document one by one, and notes what is wrong with each."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, vi: str, en: str, field: str) -> None:
        """Note a problem."""
        self.problems.append(_problem(vi, en, field))

    def read(self, model: type[_D], value: object, path: str) -> _D | None:
        """One piece, None if it is wrong."""
        try:
            # As JSON, for there "strict" knows that an enum is a string and a tuple a list.
            return model.model_validate_json(orjson.dumps(value))
        except ValidationError as error:
            for details in error.errors(include_url=False):
                field = ".".join(part for part in (path, *map(str, details["loc"])) if part)
                self.problems.append(Problem("BAD_RULES", message_of(dict(details)), field))
            return None

    def entries(self, value: object, path: str) -> list[tuple[str, object]]:
        """The items of a list with their paths."""
        if isinstance(value, list):
            return [(f"{path}.{place}", item) for place, item in enumerate(value)]
        self.refuse("Cần một danh sách.", "A list is needed.", path)
        return []

    def checks(self, value: object) -> dict[str, CheckRule]:
        """The checks of the document by id; each that the ladder has once."""
        found: dict[str, CheckRule] = {}
        named: set[object] = set()
        for path, item in self.entries(value, "checks"):
            words = self.read(CheckWords, item, path)
            id_ = item.get("id") if isinstance(item, dict) else None
            known = CHECKS.get(id_) if isinstance(id_, str) else None
            if known is None:
                self.refuse("Không có kiểm tra này.", "There is no such check.", f"{path}.id")
                continue
            if id_ in named:
                self.refuse(f"{id_} có hai lần.", f"{id_} is there twice.", f"{path}.id")
            named.add(id_)
            if words is None:
                continue
            if words.level != known.level:
                self.refuse(
                    f"{words.id} thuộc mức {known.level.name}.",
                    f"{words.id} belongs to {known.level.name}.",
                    f"{path}.level",
                )
            if words.is_blocking and not known.may_block:
                self.refuse(
                    f"{words.id} không được cản trở mức nào.",
                    f"{words.id} may not stand in a level’s way.",
                    f"{path}.is_blocking",
                )
            parameters = self.read(known.parameters, words.parameters, f"{path}.parameters")
            if parameters is not None:
                found[words.id] = CheckRule(words, parameters)
        for id_ in CHECKS:
            if id_ not in named:
                self.refuse(f"Thiếu {id_}.", f"{id_} is missing.", "checks")
        return found

    def by_recognition(self, model: type[_E], value: object, path: str) -> dict[Recognition, _E]:
        """Levels or weights by what they are for; each that needs one has one."""
        found: dict[Recognition, _E] = {}
        unread = False
        for place, item in self.entries(value, path):
            entry = self.read(model, item, place)
            if entry is None:
                unread = True
                continue
            recognition = (entry.scheme, entry.grade)
            if recognition not in _ALLOWED:
                self.refuse(
                    f"{_name(recognition)} không phải là một loại công nhận.",
                    f"Nothing is recognised as {_name(recognition)}.",
                    place,
                )
            if recognition in found:
                self.refuse(
                    f"{_name(recognition)} có hai lần.", f"{_name(recognition)} is there twice.", place
                )
            found[recognition] = entry
        for recognition in RECOGNITIONS:
            if recognition not in found and not unread:
                self.refuse(f"Thiếu {_name(recognition)}.", f"{_name(recognition)} is missing.", path)
        return found


def _name(recognition: Recognition) -> str:
    scheme, grade = recognition
    return f"{scheme}/{grade}" if grade else str(scheme)

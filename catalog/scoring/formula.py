"""The formula language of criteria: arithmetic, min, max and comparison over named inputs, and nothing else.

    comparison = sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]          1 if it holds, else 0
    sum        = product {("+" | "-") product}
    product    = factor {("*" | "/") factor}
    factor     = "-" factor | number | name | "(" comparison ")" | ("min" | "max") "(" comparison {"," comparison} ")"

A formula is data that somebody typed: it is read by the parser below into a tree and never handed to Python. Values
are exact fractions. Length, depth, number of elements and size of numbers are limited, so that no formula takes long.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from catalog.errors import ProblemsError
from catalog.scoring.numbers import PLACES, written
from catalog.scoring.problems import problem

LENGTH = 500
"""Most characters of a formula."""

DEPTH = 20
"""Most brackets, functions and signs around a value."""

ELEMENTS = 200
"""Most elements of a tree."""

LARGEST_RESULT = 10**400
"""Numerators and denominators of what is computed stay below it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is not negative."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Input:
    """A value by its name; `at` is where it stands in the text, from 1."""

    name: str
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """A value with the other sign."""

    of: Node


@dataclass(frozen=True, slots=True)
class Operation:
    """Two values and what is done with them: an operator's sign."""

    sign: str
    left: Node
    right: Node
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Extreme:
    """The smallest or largest of some values: `function` is min or max."""

    function: str
    values: tuple[Node, ...]


Node = Number | Input | Negative | Operation | Extreme

_COMPARISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_EXTREMES: Mapping[str, Callable[[list[Fraction]], Fraction]] = {"min": min, "max": max}
FUNCTIONS = frozenset(_EXTREMES)
"""Names that no input may have."""

_COMPARISON, _SUM, _PRODUCT, _FACTOR = range(4)
_LEVELS = {**dict.fromkeys(_COMPARISONS, _COMPARISON), "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}

_BLANKS = re.compile(r"[ \t\n]*")
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<sign>[<>=!]=|[-+*/(),<>])", re.ASCII
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> Node:
    """The formula as a tree. Raises ProblemsError with the one problem found first and its position, from 1."""
    if len(text) > LENGTH:
        raise ProblemsError([problem("FORMULA_TOO_LONG", length=len(text), limit=LENGTH)])
    parser = _Parser([*_tokens(text), _Token("end", "", len(text) + 1)])
    node = parser.comparison()
    if parser.next.kind != "end":
        raise parser.unexpected()
    return node


def _tokens(text: str) -> Iterator[_Token]:
    place = _skipped(text, 0)
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise ProblemsError([problem("FORMULA_CHARACTER", at=place + 1)])
        yield _Token(str(found.lastgroup), found[0], place + 1)
        place = _skipped(text, found.end())


def _skipped(text: str, place: int) -> int:
    """Where the next character that is not blank stands."""
    blanks = _BLANKS.match(text, place)
    return blanks.end() if blanks else place


class _Parser:
    """Reads tokens from left to right; each method reads what the grammar's rule of that name says."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.index = 0
        self.depth = 0
        self.elements = 0

    @property
    def next(self) -> _Token:
        """The token that is to be read."""
        return self.tokens[self.index]

    def unexpected(self) -> ProblemsError:
        """That the next token cannot stand where it stands."""
        if self.next.kind == "end":
            return ProblemsError([problem("FORMULA_INCOMPLETE", at=self.next.at)])
        return ProblemsError([problem("FORMULA_UNEXPECTED", found=self.next.text, at=self.next.at)])

    def comparison(self) -> Node:
        left = self.sum()
        if self.next.text not in _COMPARISONS:
            return left
        return self._operation(left, self.sum)

    def sum(self) -> Node:
        left = self.product()
        while self.next.text in ("+", "-"):
            left = self._operation(left, self.product)
        return left

    def product(self) -> Node:
        left = self.factor()
        while self.next.text in ("*", "/"):
            left = self._operation(left, self.factor)
        return left

    def factor(self) -> Node:
        self.depth += 1
        if self.depth > DEPTH:
            raise ProblemsError([problem("FORMULA_TOO_DEEP", limit=DEPTH, at=self.next.at)])
        token = self._element()
        if token.kind == "number":
            node: Node = _number(token)
        elif token.text in _EXTREMES:
            node = Extreme(token.text, self._bracketed(is_list=True))
        elif token.kind == "name":
            node = Input(token.text, token.at)
        elif token.text == "-":
            node = Negative(self.factor())
        else:
            self.index -= 1
            (node,) = self._bracketed(is_list=False)
        self.depth -= 1
        return node

    def _element(self) -> _Token:
        """The next token, counted."""
        token = self.next
        self.elements += 1
        if self.elements > ELEMENTS:
            raise ProblemsError([problem("FORMULA_TOO_LARGE", limit=ELEMENTS, at=token.at)])
        self.index += 1
        return token

    def _operation(self, left: Node, rule: Callable[[], Node]) -> Node:
        sign = self._element()
        return Operation(sign.text, left, rule(), sign.at)

    def _bracketed(self, *, is_list: bool) -> tuple[Node, ...]:
        self._expect("(")
        values = [self.comparison()]
        while is_list and self.next.text == ",":
            self.index += 1
            values.append(self.comparison())
        self._expect(")")
        return tuple(values)

    def _expect(self, sign: str) -> None:
        if self.next.text != sign:
            raise self.unexpected()
        self.index += 1


def _number(token: _Token) -> Number:
    whole, _, rest = token.text.partition(".")
    if max(len(whole), len(rest)) > PLACES:
        raise ProblemsError([problem("FORMULA_NUMBER", at=token.at)])
    return Number(Fraction(token.text))


def inputs_of(node: Node) -> Iterator[Input]:
    """Every input that the formula names, in its order, as often as it does."""
    match node:
        case Input():
            yield node
        case Negative():
            yield from inputs_of(node.of)
        case Operation():
            yield from inputs_of(node.left)
            yield from inputs_of(node.right)
        case Extreme():
            for value in node.values:
                yield from inputs_of(value)


def evaluate(node: Node, values: Mapping[str, Fraction]) -> Fraction:
    """The formula's value for these inputs, exact.

    Raises ProblemsError: DIVISION_BY_ZERO, UNKNOWN_INPUT or FORMULA_RESULT (too large), with the position.
    """
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Input):
        if node.name not in values:
            raise ProblemsError([problem("UNKNOWN_INPUT", name=node.name, at=node.at)])
        return values[node.name]
    if isinstance(node, Negative):
        return -evaluate(node.of, values)
    if isinstance(node, Extreme):
        return _EXTREMES[node.function]([evaluate(value, values) for value in node.values])
    left, right = evaluate(node.left, values), evaluate(node.right, values)
    if node.sign in _COMPARISONS:
        return Fraction(_COMPARISONS[node.sign](left, right))
    if node.sign == "/" and right == 0:
        raise ProblemsError([problem("DIVISION_BY_ZERO", at=node.at)])
    result = _ARITHMETIC[node.sign](left, right)
    if max(abs(result.numerator), result.denominator) >= LARGEST_RESULT:
        raise ProblemsError([problem("FORMULA_RESULT", at=node.at)])
    return result


def write(node: Node) -> str:
    """The formula's one notation: `parse` reads it back to an equal tree."""
    if isinstance(node, Number):
        return written(node.value)
    if isinstance(node, Input):
        return node.name
    if isinstance(node, Negative):
        return f"-{_within(node.of, _FACTOR)}"
    if isinstance(node, Extreme):
        return f"{node.function}({', '.join(write(value) for value in node.values)})"
    level = _LEVELS[node.sign]
    least = max(level, _SUM)  # comparisons do not follow one another
    return f"{_within(node.left, least)} {node.sign} {_within(node.right, level + 1)}"


def _within(node: Node, least: int) -> str:
    """The text of an operand, in brackets where it would be read otherwise."""
    level = _LEVELS[node.sign] if isinstance(node, Operation) else _FACTOR
    return write(node) if level >= least else f"({write(node)})"

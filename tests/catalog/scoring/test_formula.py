"""Formulas: what they mean, that they read back as written, and that hostile ones are refused at once."""

from __future__ import annotations

import operator
import re
import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import ProblemsError
from catalog.scoring.formula import (
    Extreme,
    Input,
    Negative,
    Node,
    Number,
    Operation,
    evaluate,
    inputs_of,
    parse,
    write,
)

VALUES = {"a": Fraction(45), "b": Fraction(46), "late_2": Fraction(1, 3)}


def value(text: str) -> Fraction:
    return evaluate(parse(text), VALUES)


def refusal(text: str) -> tuple[str, str]:
    """The code and the English sentence of the one problem."""
    with pytest.raises(ProblemsError) as refused:
        value(text)
    (found,) = refused.value.problems
    assert found.field is None
    return found.code, found.message.en


@pytest.mark.parametrize(
    ("text", "is_worth"),
    [
        ("12", 12),
        ("0.5", Fraction(1, 2)),
        ("007", 7),
        ("a", 45),
        ("late_2", Fraction(1, 3)),
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("10 - (4 - 3)", 9),
        ("24 / 4 / 2", 3),
        ("24 / (4 / 2)", 12),
        ("2 * 3 / 4", Fraction(3, 2)),
        ("-2 * 3", -6),
        ("--2", 2),
        ("2 - -3", 5),
        ("-(2 + 3)", -5),
        ("min(3)", 3),
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 2, 7 / 2)", Fraction(7, 2)),
        ("12 * min(1, a / b)", Fraction(12 * 45, 46)),
        ("max(0, min(a, b) - 5)", 40),
        ("(a >= 45) * 20", 20),
        ("(a > 45) * 20", 0),
        ("\ta\n+\n b ", 91),
        ("((((a))))", 45),
    ],
)
def test_a_formula_is_worth_exactly_this(text: str, is_worth: Any) -> None:
    assert value(text) == is_worth
    assert isinstance(value(text), Fraction)


@pytest.mark.parametrize(
    ("sign", "compared"),
    [
        ("<", operator.lt),
        ("<=", operator.le),
        (">", operator.gt),
        (">=", operator.ge),
        ("==", operator.eq),
        ("!=", operator.ne),
    ],
)
def test_a_comparison_is_one_where_it_holds_and_zero_elsewhere(sign: str, compared: Any) -> None:
    for left in (1, 2, 3):
        assert value(f"{left} {sign} 2") == int(compared(left, 2))
        assert value(f"min({left}{sign}2, 5)") == int(compared(left, 2))


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("", "FORMULA_INCOMPLETE", "The formula ends too early, at position 1."),
        ("  ", "FORMULA_INCOMPLETE", "The formula ends too early, at position 3."),
        ("a +", "FORMULA_INCOMPLETE", "The formula ends too early, at position 4."),
        ("(a", "FORMULA_INCOMPLETE", "The formula ends too early, at position 3."),
        ("min(a", "FORMULA_INCOMPLETE", "The formula ends too early, at position 6."),
        ("min", "FORMULA_INCOMPLETE", "The formula ends too early, at position 4."),
        ("a b", "FORMULA_UNEXPECTED", "The formula has “b” in the wrong place, at position 3."),
        ("1a", "FORMULA_UNEXPECTED", "The formula has “a” in the wrong place, at position 2."),
        ("a)", "FORMULA_UNEXPECTED", "The formula has “)” in the wrong place, at position 2."),
        (")", "FORMULA_UNEXPECTED", "The formula has “)” in the wrong place, at position 1."),
        ("()", "FORMULA_UNEXPECTED", "The formula has “)” in the wrong place, at position 2."),
        ("min()", "FORMULA_UNEXPECTED", "The formula has “)” in the wrong place, at position 5."),
        ("min(a,)", "FORMULA_UNEXPECTED", "The formula has “)” in the wrong place, at position 7."),
        ("min a", "FORMULA_UNEXPECTED", "The formula has “a” in the wrong place, at position 5."),
        ("(a, b)", "FORMULA_UNEXPECTED", "The formula has “,” in the wrong place, at position 3."),
        ("a, b", "FORMULA_UNEXPECTED", "The formula has “,” in the wrong place, at position 2."),
        ("1 < 2 < 3", "FORMULA_UNEXPECTED", "The formula has “<” in the wrong place, at position 7."),
        ("+1", "FORMULA_UNEXPECTED", "The formula has “+” in the wrong place, at position 1."),
        ("a ** b", "FORMULA_UNEXPECTED", "The formula has “*” in the wrong place, at position 4."),
        ("a // b", "FORMULA_UNEXPECTED", "The formula has “/” in the wrong place, at position 4."),
        ("abs(a)", "FORMULA_UNEXPECTED", "The formula has “(” in the wrong place, at position 4."),
        ("a = b", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 3."),
        ("a.b", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 2."),
        ("1e5.", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 4."),
        ("A", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 1."),
        ("_a", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 1."),
        ("điểm", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 1."),
        ("a + ٣", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 5."),
        ("a\x00", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 2."),
        ("a[0]", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 2."),
        ("'a'", "FORMULA_CHARACTER", "The formula has a character that cannot be used, at position 1."),
        ("x + 1", "UNKNOWN_INPUT", "There is no input named “x” (position 1 of the formula)."),
        ("1 + a / (b - 46)", "DIVISION_BY_ZERO", "A division by zero, at position 7 of the formula."),
        ("0 / 0", "DIVISION_BY_ZERO", "A division by zero, at position 3 of the formula."),
        ("1 + 1234567890123", "FORMULA_NUMBER", "A number in the formula has too many digits, at position 5."),
        ("0.1234567890123", "FORMULA_NUMBER", "A number in the formula has too many digits, at position 1."),
    ],
)  # fmt: skip
def test_a_formula_that_cannot_be_read_or_computed_is_refused_with_the_position(
    text: str, code: str, sentence: str
) -> None:
    assert refusal(text) == (code, sentence)


def test_numbers_of_twelve_digits_on_both_sides_are_read() -> None:
    assert value("123456789012.123456789012") == Fraction("123456789012.123456789012")


def test_the_refusal_is_vietnamese_too() -> None:
    with pytest.raises(ProblemsError) as refused:
        parse("a +")
    assert refused.value.problems[0].message.vi == "Công thức bị thiếu phần cuối, ở vị trí 4."


def test_length_depth_and_elements_are_limited_exactly() -> None:
    assert value("1" + " " * 499) == 1
    assert refusal("1" + " " * 500) == (
        "FORMULA_TOO_LONG",
        "The formula has 501 characters; at most 500 are allowed.",
    )
    assert value("(" * 19 + "1" + ")" * 19) == 1
    assert refusal("(" * 20 + "1" + ")" * 20) == (
        "FORMULA_TOO_DEEP",
        "The formula is nested more than 20 levels deep, at position 21.",
    )
    assert value("-" * 18 + "1") == 1
    assert refusal("-" * 20 + "1")[0] == "FORMULA_TOO_DEEP"
    assert value("(1)" + "+(1)" * 49) == 50  # depth is that of one branch, not the sum
    assert value("1 + 1 + " + "(" * 19 + "1" + ")" * 19) == 3
    assert refusal("1 + (1) + " + "(" * 20 + "1" + ")" * 20)[0] == "FORMULA_TOO_DEEP"
    assert value("+".join(["1"] * 100)) == 100
    assert refusal("+".join(["1"] * 101)) == (
        "FORMULA_TOO_LARGE",
        "The formula has more than 200 elements, at position 201.",
    )


def test_results_that_grow_beyond_all_measure_are_refused() -> None:
    nines = "999999999999"
    assert value("*".join([nines] * 33)) == int(nines) ** 33
    assert refusal("*".join([nines] * 34)) == (
        "FORMULA_RESULT",
        f"The result becomes too large, at position {33 * 13} of the formula.",
    )
    assert refusal("1/" + "/".join([nines] * 34))[0] == "FORMULA_RESULT"
    assert refusal("-1*" + "*".join([nines] * 34))[0] == "FORMULA_RESULT"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 250 + "1" + ")" * 250,
        "-" * 499 + "1",
        "min(" * 100 + "1" + ")" * 100,
        "1" * 500,
        "9**9**9**9",
        "__import__('os').system('true')",
        "a" * 501,
        "(" * 100_000,
        "1+" * 5_000_000,
        "min(" + "1," * 247 + "1)",
        " " * 500,
        "1<" * 249 + "1",
    ],
)
def test_hostile_formulas_are_refused_quickly(text: str) -> None:
    began = time.process_time()
    with pytest.raises(ProblemsError):
        parse(text)
    assert time.process_time() - began < 0.05


@given(st.text(max_size=600) | st.text("ab1.()+-*/<>=!, min", max_size=80))
def test_whatever_is_typed_is_a_formula_or_a_problem(text: str) -> None:
    try:
        tree = parse(text)
    except ProblemsError as error:
        assert len(error.problems) == 1
    else:
        assert parse(write(tree)) == tree


SIGNS = ("+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=")
leaves = st.builds(Number, st.decimals(0, 999, places=2).map(Fraction)) | st.builds(
    Input, st.sampled_from(("a", "b", "late_2"))
)
trees = st.recursive(
    leaves,
    lambda below: (
        st.builds(Negative, below)
        | st.builds(Operation, st.sampled_from(SIGNS), below, below)
        | st.builds(
            Extreme, st.sampled_from(("min", "max")), st.lists(below, min_size=1, max_size=3).map(tuple)
        )
    ),
    max_leaves=8,
)


@given(trees)
def test_every_formula_reads_back_as_it_was_written(tree: Node) -> None:
    assert parse(write(tree)) == tree


class Exactly:
    """A fraction whose comparisons are fractions too, for Python's own reading of a formula."""

    def __init__(self, value: Any) -> None:
        self.value = Fraction(value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __neg__(self) -> Exactly:
        return Exactly(-self.value)

    __hash__ = None  # type: ignore[assignment]


def _exactly(name: str) -> Any:
    of = getattr(operator, name)
    return lambda left, right: Exactly(of(left.value, right.value))


for _name in ("add", "sub", "mul", "truediv", "lt", "le", "gt", "ge", "eq", "ne"):
    setattr(Exactly, f"__{_name}__", _exactly(_name))


@given(trees, st.fixed_dictionaries({name: st.fractions(-50, 50) for name in ("a", "b", "late_2")}))
def test_a_formula_is_worth_what_python_makes_of_the_same_text(
    tree: Node, values: dict[str, Fraction]
) -> None:
    names = {
        "min": lambda *of: min(of),
        "max": lambda *of: max(of),
        "E": Exactly,
        **{k: Exactly(v) for k, v in values.items()},
    }
    text = re.sub(
        r"[a-z_][a-z0-9_]*|[0-9.]+", lambda m: f"E('{m[0]}')" if m[0][0].isdigit() else m[0], write(tree)
    )
    try:
        expected = eval(text, names).value  # noqa: S307 (a text that was written above)
    except ZeroDivisionError:
        with pytest.raises(ProblemsError) as refused:
            evaluate(tree, values)
        assert refused.value.problems[0].code == "DIVISION_BY_ZERO"
    else:
        assert evaluate(tree, values) == expected


def test_formulas_are_equal_wherever_they_stand_in_the_text() -> None:
    assert parse("a + b") == parse("  (a)  +  (b)")
    assert parse("a + b") != parse("b + a")
    assert [(found.name, found.at) for found in inputs_of(parse("a + min(-b, 2 * a)"))] == [
        ("a", 1),
        ("b", 10),
        ("a", 17),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a+b", "a + b"),
        ("((a)+b)*2.50", "(a + b) * 2.5"),
        ("a-(b-1)", "a - (b - 1)"),
        ("(a-b)-1", "a - b - 1"),
        ("a/(b/2)", "a / (b / 2)"),
        ("a/(b*2)", "a / (b * 2)"),
        ("a*(b+1)", "a * (b + 1)"),
        ("(a<b)==(b<a)", "(a < b) == (b < a)"),
        ("a<b+1", "a < b + 1"),
        ("a+(b<1)", "a + (b < 1)"),
        ("-(a+b)", "-(a + b)"),
        ("-a+b", "-a + b"),
        ("a--b", "a - -b"),
        ("max(a,(b))", "max(a, b)"),
        ("min(a<b)", "min(a < b)"),
    ],
)
def test_a_formula_is_kept_in_one_notation(typed: str, kept: str) -> None:
    assert write(parse(typed)) == kept

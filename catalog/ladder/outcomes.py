"""What a check answers: a status, a sentence that says what is there and what is wanted, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from catalog.errors import Message
from catalog.ladder.levels import Status

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check came out. `evidence` names what it is based on: a revision, files, decisions, dossier parts."""

    status: Status
    reason: Message
    evidence: tuple[str, ...] = ()


def judged(is_good: bool, reason: Message, evidence: Iterable[str] = ()) -> Outcome:
    """Passed or failed, with one sentence for both: it holds the numbers."""
    return Outcome(Status.PASS if is_good else Status.FAIL, reason, tuple(evidence))


def not_applicable(vi: str, en: str) -> Outcome:
    """The rules exempt the site; the sentence says why."""
    return Outcome(Status.NOT_APPLICABLE, Message(vi, en))


def unless(lacks: Sequence[Message], passed: Message, evidence: Iterable[str] = ()) -> Outcome:
    """Passed with this sentence if nothing is lacking, otherwise failed with all that is, in one sentence."""
    return judged(not lacks, sentence(lacks) if lacks else passed, evidence)


def sentence(parts: Sequence[Message]) -> Message:
    """Fragments as one sentence in each language."""
    return Message(_sentence([part.vi for part in parts]), _sentence([part.en for part in parts]))


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


@lru_cache(maxsize=4096)  # the same few numbers in a hundred thousand sites
def number(value: int) -> Message:
    """A whole number, its thousands set apart as each language does."""
    english = f"{value:,}"
    return Message(english.replace(",", "."), english)


@lru_cache(maxsize=4096)  # the same few numbers in a hundred thousand sites
def decimal(value: Fraction) -> Message:
    """A measure as it is written: its decimals, up to three, without noughts at the end."""
    text = f"{float(value):.3f}".rstrip("0").rstrip(".")
    return Message(text.replace(".", ","), text)


@lru_cache(maxsize=4096)  # the same few numbers in a hundred thousand sites
def percent_cut(share: Fraction) -> Message:
    """A share with up to two decimals, cut and not rounded: what is below a threshold never looks like it."""
    hundredths = share.numerator * 10_000 // share.denominator
    text = decimal(Fraction(hundredths, 100))
    return Message(f"{text.vi} %", f"{text.en}%")


def listed(names: Sequence[str]) -> str:
    """The first of these names, and how many there are beside them."""
    shown = ", ".join(names[:_MOST_NAMED])
    return f"{shown} (+{len(names) - _MOST_NAMED})" if len(names) > _MOST_NAMED else shown


def listed_words(words: Sequence[Message]) -> Message:
    """The same of words that each language has its own of."""
    return Message(listed([word.vi for word in words]), listed([word.en for word in words]))

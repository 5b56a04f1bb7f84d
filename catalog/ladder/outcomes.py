"""What a check answers: a status, a sentence that says what is there and what is wanted, and what proves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from catalog.errors import Message
from catalog.ladder.levels import Status

_MOST_NAMED = 5
_PASS, _FAIL, _NOT_APPLICABLE = Status.PASS, Status.FAIL, Status.NOT_APPLICABLE


Told = Message | Callable[[], Message]
"""A sentence, or what makes it: where all sites are judged nobody reads the two and a half million reasons."""


# A tuple, here and in `evaluation.Result`: of a hundred thousand sites they are five million, and a frozen
# dataclass takes twice as long to make.
class Outcome(NamedTuple):
    """How a check came out. `evidence` names what it is based on: a revision, files, decisions, dossier parts.

    Two are equal that say the same.
    """

    status: Status
    told: Told
    evidence: tuple[str, ...] = ()

    @property
    def reason(self) -> Message:
        """What is there and what is wanted."""
        return _said(self.told)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Outcome):
            return NotImplemented
        return self._values() == other._values()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._values())

    def _values(self) -> tuple[object, ...]:
        return self.status, self.reason, self.evidence


def judged(is_good: bool, reason: Told, evidence: Iterable[str] = ()) -> Outcome:
    """Passed or failed, with one sentence for both: it holds the numbers."""
    return Outcome(_PASS if is_good else _FAIL, reason, tuple(evidence))


def not_applicable(vi: str, en: str) -> Outcome:
    """The rules exempt the site; the sentence says why."""
    return Outcome(_NOT_APPLICABLE, Message(vi, en))


def unless(lacks: Sequence[Told], passed: Told, evidence: Iterable[str] = ()) -> Outcome:
    """Passed with this sentence if nothing is lacking, otherwise failed with all that is, in one sentence."""
    return judged(not lacks, (lambda: sentence(lacks)) if lacks else passed, evidence)


def sentence(parts: Sequence[Told]) -> Message:
    """Fragments as one sentence in each language."""
    said = [_said(part) for part in parts]
    return Message(_sentence([part.vi for part in said]), _sentence([part.en for part in said]))


def joined(parts: Sequence[Message]) -> Message:
    """Words side by side in each language."""
    return Message(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))


def _said(told: Told) -> Message:
    return told if isinstance(told, Message) else told()


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

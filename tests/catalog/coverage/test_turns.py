"""Counting for others: one at a time, and nobody waits without an end."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from catalog.coverage import asking
from catalog.coverage.turns import turn
from catalog.errors import TooCostlyError
from catalog.projection.reader import Reader
from tests.catalogue import TODAY, Catalogue, clock


def test_one_counts_at_a_time_and_whoever_waits_too_long_is_told() -> None:
    with turn():
        told = list[str]()

        def work() -> None:
            with pytest.raises(TooCostlyError) as refused, turn(0.05):
                pass
            told.append(refused.value.message.en)

        other = threading.Thread(target=work)
        other.start()
        other.join()
        assert "try again" in told[0]
    with turn(0.05):
        pass


def test_a_turn_that_ends_in_a_fault_is_given_back() -> None:
    with pytest.raises(ValueError, match="x"), turn():
        raise ValueError("x")
    with turn(0.05):
        pass


def test_counting_what_is_not_kept_takes_the_turn_and_closing_a_period_needs_none(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "FEW", 0)
    monkeypatch.setattr(asking, "turn", partial(turn, 0.05))
    question = asking.Question(TODAY, known_at=clock())
    with turn(), catalogue.database.read() as session:
        reader = Reader(session, TODAY)
        with pytest.raises(TooCostlyError):
            _ = asking.Coverage(reader, question).total
        assert asking.Coverage(reader, question, takes_turns=False).total.shares
    with catalogue.database.read() as session:
        assert asking.Coverage(Reader(session, TODAY), question).total.shares

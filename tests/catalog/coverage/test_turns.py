"""Counting for others: one at a time, and nobody waits without an end."""

from __future__ import annotations

import threading

import pytest

from catalog.coverage.turns import turn
from catalog.errors import TooCostlyError


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

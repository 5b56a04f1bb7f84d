"""What is found out once for each object keeps nobody else waiting (`catalog/lazy.py`)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

from catalog.lazy import cached_property


@dataclass(frozen=True)
class Asked:
    together: Barrier
    often: list[int] = field(default_factory=list)

    @cached_property
    def answer(self) -> int:
        """How often it was found out."""
        self.together.wait(20)
        self.often.append(1)
        return len(self.often)


def test_it_is_found_out_once_for_each_object() -> None:
    one, other = Asked(Barrier(1)), Asked(Barrier(1))
    assert [one.answer, one.answer, other.answer, one.answer] == [1, 1, 1, 1]
    assert (one.often, other.often) == ([1], [1])


def test_two_objects_find_out_at_the_same_time() -> None:
    together = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda one: one.answer, [Asked(together), Asked(together)])) == [1, 1]


def test_it_says_what_it_is() -> None:
    assert Asked.answer.__doc__ == "How often it was found out."

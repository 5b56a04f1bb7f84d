"""Numbers that are packed are those that a dictionary would have, in less memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from catalog.packed import Packed

KEYS = st.one_of(st.integers(0, 40), st.integers(0, 2**64 - 1))


@given(st.lists(st.tuples(KEYS, st.integers(0, 2**64 - 1)), max_size=60))
def test_it_is_as_a_dictionary(acts: list[tuple[int, int]]) -> None:
    packed, plain = Packed(), dict[int, int]()
    for key, number in acts:
        if number:
            packed.put(key, number)
            plain[key] = number
        else:
            packed.drop(key)
            plain.pop(key, None)
        assert len(packed) == len(plain)
    asked = [key for key, _ in acts] + [7, 2**63]
    assert packed.of(asked) == [plain.get(key, 0) for key in asked]
    for key in list(plain):
        packed.drop(key)
    assert (len(packed), packed._rows) == (0, {}), "no row without a number stays"


def test_what_is_cleared_is_gone() -> None:
    packed = Packed()
    packed.put(3, 1)
    packed.clear()
    assert (len(packed), packed.of([3])) == (0, [0])


def taken(make: Callable[[], object]) -> int:
    """Bytes that stay."""
    tracemalloc.start()
    try:
        kept = make()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
        del kept


def test_keys_that_follow_one_another_take_a_fourth_of_what_a_dictionary_takes() -> None:
    many = range(1 << 40, (1 << 40) + 10_000)

    def packed() -> Packed:
        made = Packed()
        for key in many:
            made.put(key, key)
        return made

    assert taken(packed) < taken(lambda: {key: key + 1 for key in many}) / 4

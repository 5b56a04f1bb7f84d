"""What can be made again stands in a file without a name: bounded, gone with the process, no burden on a full disk."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.scratch import LARGEST, LEAST_RECORD, LEAST_SEGMENT, PLACE_BITS, Scratch, _place

Kept = dict[int, int]
"""Places by key."""


def begun(capacity: int, kept: Kept, folder: Path | None = None, spare: int = 0) -> Scratch:
    def forget(key: int, places: range) -> None:
        if key in kept and kept[key] in places:
            del kept[key]

    return Scratch(capacity, forget, folder, spare)


def put(scratch: Scratch, kept: Kept, key: int, data: bytes) -> bool:
    place = scratch.put(key, data)
    if place is not None:
        kept[key] = place
    return place is not None


@given(
    st.integers(0, 20 * LEAST_SEGMENT),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2 * LEAST_SEGMENT)), max_size=80),
)
def test_what_was_not_given_up_is_read_as_it_was_written(capacity: int, acts: list[tuple[int, int]]) -> None:
    kept: Kept = {}
    written: dict[int, bytes] = {}
    scratch = begun(capacity, kept)
    for turn, (key, length) in enumerate(acts):
        data = bytes([turn % 256]) * length
        if put(scratch, kept, key, data):
            written[key] = data
        assert scratch.read(list(kept.values())) == [written[each] for each in kept]
        assert scratch.size <= capacity
        assert sum(max(len(written[each]), LEAST_RECORD) for each in kept) <= capacity


def test_the_oldest_goes_first(tmp_path: Path) -> None:
    kept: Kept = {}
    scratch = begun(4 * LEAST_SEGMENT, kept, tmp_path)
    many = 4 * LEAST_SEGMENT // LEAST_RECORD
    assert all(put(scratch, kept, key, b"x") for key in range(many))
    assert sorted(kept) == list(range(many))
    assert put(scratch, kept, many, b"y")
    assert sorted(kept) == list(range(LEAST_SEGMENT // LEAST_RECORD, many + 1))


def test_the_file_has_no_name_and_takes_no_room_before_it_is_needed(tmp_path: Path) -> None:
    kept: Kept = {}
    scratch = begun(1 << 30, kept, tmp_path)
    assert scratch.size == 0
    assert put(scratch, kept, 1, b"x" * 1000)
    assert list(tmp_path.iterdir()) == []
    assert scratch.size == (1 << 30) // 64


def test_where_the_disk_is_nearly_full_nothing_is_taken_from_it(tmp_path: Path) -> None:
    kept: Kept = {}
    scratch = begun(1 << 20, kept, tmp_path, spare=1 << 60)
    assert not put(scratch, kept, 1, b"x")
    assert (scratch.size, kept) == (0, {})


@contextmanager
def no_file_longer_than(length: int) -> Iterator[None]:
    """As on a full disk: to write more is an error."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_what_cannot_be_written_is_not_kept_and_what_was_is_still_there(tmp_path: Path) -> None:
    kept: Kept = {}
    scratch = begun(1 << 20, kept, tmp_path)
    assert put(scratch, kept, 1, b"one")
    with no_file_longer_than(1024):
        assert put(scratch, kept, 2, b"two")
        assert [put(scratch, kept, key, b"more") for key in (3, 4, 5)] == [False] * 3
    assert put(scratch, kept, 6, b"six")
    assert dict(zip(kept, scratch.read(list(kept.values())), strict=True)) == {
        1: b"one",
        2: b"two",
        6: b"six",
    }


@pytest.mark.parametrize("folder", ["nowhere", "file"])
def test_a_folder_in_which_no_file_can_be_made_keeps_nothing(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept: Kept = {}
    scratch = begun(1 << 20, kept, tmp_path / folder)
    assert not put(scratch, kept, 1, b"x")
    (tmp_path / "nowhere").mkdir()
    assert put(scratch, kept, 1, b"x") == (folder == "nowhere"), "and as soon as one can be made it does"


def test_what_has_no_number_or_no_place_in_eight_bytes_is_not_kept(tmp_path: Path) -> None:
    kept: Kept = {}
    scratch = begun(1 << 30, kept, tmp_path)
    assert not put(scratch, kept, 2**64, b"x")
    assert not put(scratch, kept, 1, bytes(1 << 20))
    assert put(scratch, kept, 2**64 - 1, bytes((1 << 20) - 1))


def test_the_last_place_of_the_largest_file_has_its_bits(tmp_path: Path) -> None:
    largest = Scratch(1 << 40, lambda *_: None, tmp_path)
    assert largest._most * largest._segment == LARGEST
    assert _place(LARGEST - LEAST_RECORD) + (1 << 20) - 1 < 1 << PLACE_BITS

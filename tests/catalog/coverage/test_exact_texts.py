"""Exact numbers have one way to be written in a document, and no other is read."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from catalog.coverage.exact import Count, Days, Exact, Share


@pytest.mark.parametrize(
    ("kind", "read", "refused"),
    [
        (Exact, ["0", "7", "1/3", "22/7", "9" * 40], ["2/4", "4/2", "3/1", "0/5", "1/0", "07", "-1", "1.5", "9" * 41]),
        (Share, ["0", "1", "2/3", "9" * 12], ["2/4", "0/5", "1/0", "9" * 13]),
        (
            Days,
            ["0", "12", "5/2", "1/86400000000", "7/1000000"],
            ["2/4", "1/86400000001", "1/7000000", "1/7", "1/172800000000", "1/0"],
        ),
        (Count, ["0", "12"], ["1/2", "01", "-1"]),
    ],
)  # fmt: skip
def test_a_number_is_read_only_in_its_one_notation(kind: Any, read: list[str], refused: list[str]) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(kind)
    assert [adapter.validate_python(text) for text in read] == read
    for text in refused:
        with pytest.raises(ValidationError):
            adapter.validate_python(text)

"""One store for all tests of originals in a bucket, and a bucket for each test."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from tests.bucket.store import S3, served

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def store_url() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def s3(store_url: str) -> S3:
    return S3(store_url, f"originals-{next(_numbers)}").made()

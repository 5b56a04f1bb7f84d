"""The register of procedures, empty as it ships, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog.procedures.tables import Register
from tests.catalogue import Catalogue


@pytest.fixture
def register(catalogue: Catalogue, tmp_path: Path) -> Register:
    return Register(catalogue, tmp_path)

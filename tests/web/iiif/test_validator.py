"""The validator of the IIIF consortium against the real server: every test of level 2, and those of what is offered beyond."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.python_tools import python_of
from tests.storage.summary import say
from tests.web.test_delivery import Place

pytestmark = pytest.mark.libmagic

TOOLS = Path(__file__).parent / "tools"
LIMIT_S = 300
BEYOND = ("linkheader_canonical", "linkheader_profile", "rot_mirror", "rot_mirror_180")
"""Of the validator's optional tests: those of what info.json says is offered. Its test of WebP compares bytes with
text and so fails for everybody under Python 3; ours are in tests/media/test_regions.py."""


@pytest.fixture(scope="module")
def validate(place: Place) -> Callable[..., str]:
    """Runs the validator on its own test picture, published here; answers what it says."""
    python = python_of(TOOLS)
    picture = place.folder / "specimen.png"
    subprocess.run([python, TOOLS / "specimen.py", picture], check=True)
    _, seen = place.pictured(picture.read_bytes())
    server = urlsplit(place.url).netloc
    program = [python, python.with_name("iiif-validate.py"), "-s", server, "-p", "iiif/3", "-i", seen["code"]]

    def run(*options: str) -> str:
        command = [*program, "--version=3.0", *options]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=LIMIT_S
        )
        return done.stdout

    return run


def test_all_33_tests_of_level_2_pass(
    validate: Callable[..., str], record_property: Callable[[str, object], None]
) -> None:
    said = validate("--level=2")
    assert "FAIL" not in said, said
    assert re.search(r"^Done \(33 tests, 0 failures\)$", said, re.MULTILINE), said
    say(
        record_property,
        f"IIIF Image API 3.0: {said.count('PASS')} of the validator's 33 tests of level 2 passed",
    )


def test_what_is_offered_beyond_level_2_passes_too(validate: Callable[..., str]) -> None:
    said = validate(*(f"--test={name}" for name in BEYOND))
    assert "FAIL" not in said, said
    assert f"Done ({len(BEYOND)} tests, 0 failures)" in said

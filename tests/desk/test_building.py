"""The desk's sources: types as generated, type-checked, words whole, light, and nothing of the network's in the lock."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.npm import node_modules

ROOT = Path(__file__).parents[2]
DESK = ROOT / "desk"
FIRST_LOAD_LIMIT = 70_000  # bytes of JavaScript, gzip, before the map


@pytest.fixture(scope="module")
def packages() -> Path:
    """What checking the desk needs; marks: `node`."""
    return node_modules(DESK, holding="typescript")


def test_the_lock_names_no_address_and_every_version_is_pinned() -> None:
    lock = json.loads((DESK / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    package = json.loads((DESK / "package.json").read_text(encoding="utf-8"))
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


@pytest.mark.node
def test_the_types_are_those_of_the_schema_that_is_checked_in(packages: Path, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(DESK, desk, ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "schema").mkdir()
    shutil.copy(ROOT / "schema" / "schema.graphql", tmp_path / "schema")
    (desk / "node_modules").symlink_to(packages)
    documents = desk / "src" / "graphql" / "documents.ts"
    documents.unlink()
    subprocess.run(
        ["npm", "run", "types"], cwd=desk, check=True, capture_output=True, stdin=subprocess.DEVNULL
    )
    assert documents.read_text() == (DESK / "src" / "graphql" / "documents.ts").read_text(), "npm run types"


@pytest.mark.node
def test_the_sources_are_free_of_type_errors(packages: Path) -> None:
    done = subprocess.run(
        [packages / ".bin" / "tsc", "--noEmit"], cwd=DESK, capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.node
def test_what_decides_without_a_screen_decides_rightly(packages: Path, tmp_path: Path) -> None:
    """The desk's own tests of its pure parts, as plain JavaScript: the oldest Node.js that builds it reads no types."""
    options = ["--noEmit", "false", "--rewriteRelativeImportExtensions", "--outDir", str(tmp_path)]
    subprocess.run([packages / ".bin" / "tsc", *options], cwd=DESK, check=True, capture_output=True)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "node_modules").symlink_to(packages)
    tests = sorted(str(file) for file in (tmp_path / "tests").glob("*.test.js"))
    done = subprocess.run(["node", "--test", *tests], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.node
def test_what_is_loaded_before_any_map_is_light(built_desk: Path) -> None:
    """Whichever view is opened first: the frame, the view with all that it stands on, and the longest language."""
    manifest = json.loads((built_desk / "manifest.json").read_text())
    size = {
        name: len(gzip.compress((built_desk / c["file"]).read_bytes(), 9)) for name, c in manifest.items()
    }
    longest = max(size[name] for name in manifest if name.startswith("messages/"))
    frame = _standing_on(manifest, "src/main.tsx")
    views = [name for name in manifest if name.startswith("src/") and name.endswith(".tsx")]
    first = {view: sum(size[name] for name in frame | _standing_on(manifest, view)) for view in views}
    assert max(first.values()) + longest < FIRST_LOAD_LIMIT, (first, size)


def _standing_on(manifest: dict[str, dict[str, list[str]]], name: str) -> set[str]:
    return {name}.union(*(_standing_on(manifest, other) for other in manifest[name].get("imports", [])))


@pytest.mark.parametrize("language", [file.stem for file in (DESK / "messages").glob("*.json")])
def test_every_language_has_every_word_and_no_other(language: str) -> None:
    assert _words(language) == _words("vi")


def _words(language: str) -> set[str]:
    def names(tree: dict[str, object], before: str) -> set[str]:
        return {
            name
            for key, value in tree.items()
            for name in (names(value, f"{before}{key}.") if isinstance(value, dict) else {before + key})
        }

    return names(json.loads((DESK / "messages" / f"{language}.json").read_text(encoding="utf-8")), "")

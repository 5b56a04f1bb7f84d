"""The desk's sources: types as generated, type-checked, words whole, light, and nothing of the network's in the lock."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.npm import node_modules

ROOT = Path(__file__).parents[2]
DESK = ROOT / "desk"
FIRST_LOAD_LIMIT = 70_000  # bytes of JavaScript, gzip, before the map
ENTRY = "src/main.tsx"
MAPS = {
    "src/map/basemap.ts",
    "src/map/map.tsx",
    "src/map/maplibre.ts",
    "src/map/moving.tsx",
    "src/map/outline.ts",
}
WORDED = re.compile(r"worded\(\[(.*?)\], \(\) => import\('\./(.*?)'\)")


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
def test_what_decides_in_the_desk_holds_its_tables(packages: Path) -> None:
    assert packages.is_dir()
    done = subprocess.run(
        ["npm", "test"], cwd=DESK, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.node
def test_no_view_but_the_map_loads_more_than_a_slow_network_carries(built_desk: Path) -> None:
    chunks = json.loads((built_desk / "manifest.json").read_text())
    views = [
        name for name, chunk in chunks.items() if chunk.get("isDynamicEntry") and name.startswith("src/")
    ]
    sizes = {}
    for view, language in product(set(views) - MAPS, ("vi", "en")):
        words = [f"messages/{language}.json{part}" for part in ("", *_parts(view))]
        files = {chunks[name]["file"] for name in _needed(chunks, ENTRY, view, *words)}
        sizes[view, language] = sum(len(gzip.compress((built_desk / file).read_bytes(), 9)) for file in files)
    assert len(sizes) >= 14
    assert {view: size for view, size in sizes.items() if size >= FIRST_LOAD_LIMIT} == {}, sizes


def _parts(view: str) -> list[str]:
    """The parts of the words that come with a view, as modules are named."""
    found = {f"src/{file}": names for names, file in WORDED.findall((DESK / "src" / "app.tsx").read_text())}
    return [f"?part={name}" for name in re.findall(r"\w+", found.get(view, ""))]


def _needed(chunks: dict[str, Any], *names: str) -> set[str]:
    """The chunks that load with these: their imports, and the imports of those."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += chunks[name].get("imports", ())
    return found


@pytest.mark.parametrize("file", sorted((DESK / "messages").glob("*.json")), ids=lambda file: file.stem)
def test_every_language_has_every_word_and_no_other(file: Path) -> None:
    assert _words(file) == _words(file.with_name("vi.json"))


def _words(file: Path) -> set[str]:
    def names(tree: dict[str, object], before: str) -> set[str]:
        return {
            name
            for key, value in tree.items()
            for name in (names(value, f"{before}{key}.") if isinstance(value, dict) else {before + key})
        }

    return names(json.loads(file.read_text(encoding="utf-8")), "")

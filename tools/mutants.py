"""Test the tests: change one thing at a time in a pure module (mutmut), and count the changes that no test notices.

`make mutants` runs every group of `[tool.mutants]` in pyproject.toml, `make mutants ARGS=policy` one of them.
Exits with 1 if a group stays under its share. Works on a copy in a temporary folder.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEEDED = ("catalog", "schema", "media", "web", "alembic", "tools", "tests", "docs", "pyproject.toml")
MUTMUT = Path(sys.executable).with_name("mutmut")


@dataclass(frozen=True)
class Group:
    """Modules that the same tests are to hold, and the least share of mutants to be killed."""

    name: str
    modules: list[str]
    tests: list[str]
    least: float = 0.95


@dataclass(frozen=True)
class Result:
    """How many mutants there were, how many a test noticed, and how the others differ from the module."""

    total: int
    killed: int
    survivors: list[str]

    @property
    def share(self) -> float:
        """Killed of all."""
        return self.killed / self.total


def groups() -> Iterator[Group]:
    """What pyproject.toml lists."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name, values in settings["tool"]["mutants"].items():
        yield Group(name, **values)


def run(group: Group, folder: Path) -> Result:
    """Mutate the group's modules in a copy of the project."""
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source, folder / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__")
            )
        else:
            shutil.copy(source, folder)
    settings = {
        "source_paths": ["catalog"],
        "only_mutate": group.modules,
        "also_copy": [name for name in NEEDED if name not in ("catalog", "tests")],
        "pytest_add_cli_args_test_selection": group.tests,
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:randomly"],
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")
    _mutmut(folder, "run", "--max-children", "2")
    _mutmut(folder, "export-cicd-stats")
    stats = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text())
    listed = [line.strip() for line in _mutmut(folder, "results").splitlines()]
    left = [line.partition(":")[0] for line in listed if line.endswith((": survived", ": no tests"))]
    killed = stats["killed"] + stats["timeout"]
    return Result(stats["total"], killed, [_difference(folder, mutant) for mutant in left])


def _mutmut(folder: Path, *arguments: str) -> str:
    done = subprocess.run([MUTMUT, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"mutmut {arguments[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def _difference(folder: Path, mutant: str) -> str:
    lines = _mutmut(folder, "show", mutant).splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join([mutant, *changed])


def main(names: Sequence[str]) -> int:
    """Run the groups of these names, all without any."""
    chosen = [group for group in groups() if not names or group.name in names]
    is_enough = True
    for group in chosen:
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            result = run(group, Path(folder))
        for survivor in result.survivors:
            print(survivor)
        print(
            f"{group.name}: {result.killed} of {result.total} mutants killed ({result.share:.1%}; at least {group.least:.0%})"
        )
        is_enough = is_enough and result.share >= group.least
    return 0 if is_enough and chosen else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Test the tests: change one thing at a time in a module (mutmut), and count the changes that no test notices.

`make mutants` runs every group of `[tool.mutants]` in pyproject.toml, `make mutants ARGS=policy` one of them. Groups
of one package begin with its name (`scoring`, `scoring-sheets`) and are counted together: `make mutants ARGS=scoring`
runs all of them, `ARGS=scoring-sheets` that one alone. Exits with 1 if a package stays under its share. Works on a
copy in a temporary folder, with SQLite: what differs on PostgreSQL is the tests' own to hold.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEAST = 0.95
"""Of the mutants of a package, the share that tests notice."""
NEEDED = ("catalog", "schema", "media", "web", "alembic", "tools", "tests", "docs", "pyproject.toml")
MUTMUT = Path(sys.executable).with_name("mutmut")


@dataclass(frozen=True)
class Group:
    """Modules that the same tests are to hold; of those tests, `without` are too slow to run once for each mutant."""

    name: str
    modules: list[str]
    tests: list[str]
    without: list[str] = field(default_factory=list)

    @property
    def package(self) -> str:
        """With which groups it is counted."""
        return self.name.partition("-")[0]


@dataclass(frozen=True)
class Result:
    """How many mutants there were, how many a test noticed, and how the others differ from the module."""

    total: int
    killed: int
    survivors: list[str]


def groups() -> Iterator[Group]:
    """What pyproject.toml lists."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name, values in settings["tool"]["mutants"].items():
        yield Group(name, **values)


def run(group: Group, folder: Path, children: int) -> Result:
    """Mutate the group's modules in a copy of the project; `children` mutants are tested at a time."""
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
        "pytest_add_cli_args": [
            *("-p", "no:cacheprovider", "-p", "no:randomly", "-m", "not postgresql"),
            *(f"--deselect={test}" for test in group.without),
        ],
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")
    _mutmut(folder, "run", "--max-children", str(children))
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


def main(arguments: Sequence[str]) -> int:
    """Run the groups of these names or packages, all without any."""
    parser = argparse.ArgumentParser(prog="make mutants", description="Test the tests.")
    parser.add_argument("names", nargs="*", metavar="GROUP")
    parser.add_argument("--children", type=int, default=2, help="how many mutants are tested at a time")
    asked = parser.parse_args(arguments)
    totals, killed = defaultdict[str, int](int), defaultdict[str, int](int)
    for group in groups():
        if asked.names and not {group.name, group.package} & set(asked.names):
            continue
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            result = run(group, Path(folder), asked.children)
        for survivor in result.survivors:
            print(survivor)
        print(f"{group.name}: {result.killed} of {result.total} mutants killed", flush=True)
        totals[group.package] += result.total
        killed[group.package] += result.killed
    for package, total in totals.items():
        print(
            f"{package}: {killed[package]} of {total} ({killed[package] / total:.1%}; at least {LEAST:.0%})"
        )
    return 0 if totals and all(killed[name] >= LEAST * total for name, total in totals.items()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

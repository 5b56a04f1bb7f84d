"""Test the tests: change one thing at a time in a module (mutmut), and count the changes that no test notices.

`make mutants` runs every group of `[tool.mutants]` in pyproject.toml, `make mutants ARGS=policy` one of them. Groups
of one package begin with its name (`scoring`, `scoring-sheets`) and are counted together: `make mutants ARGS=scoring`
runs all of them, `ARGS=scoring-sheets` that one alone. `--sample 100` tests a hundred mutants of each group, drawn by
`--seed`, and gives the interval (Wilson, 95 %) in which the share of all of them lies. Exits with 1 if a package stays
under its share. Works on a copy in a temporary folder, with SQLite: what differs on PostgreSQL is the tests' own to
hold. Before any mutant the tests pass on the unchanged copy, so that a failure, in a test or in what it sets up, is
the mutant's doing.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEAST = 0.95
"""Of the mutants of a package, the share that tests notice."""
NOTICED = ("killed", "timeout")
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
    """How many mutants there are, how many were tested and noticed, and how the others differ from the module."""

    there: int
    tested: int
    killed: int
    survivors: list[str]


def groups() -> Iterator[Group]:
    """What pyproject.toml lists."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name, values in settings["tool"]["mutants"].items():
        yield Group(name, **values)


def run(group: Group, folder: Path, children: int, draw: Callable[[list[str]], list[str]]) -> Result:
    """Mutate the group's modules in a copy of the project; of its mutants those that `draw` takes are tested."""
    _copy(group, folder)
    # No mutant has this name: mutmut makes them all, sees which tests reach which, and then finds nothing to test.
    _mutmut(folder, "run", "none", is_expected_to_fail=True)
    names = sorted(_statuses(folder))
    drawn = draw(names)
    _mutmut(folder, "run", "--max-children", str(children), *drawn)
    statuses = _statuses(folder)
    left = [name for name in drawn if statuses[name] not in NOTICED]
    return Result(
        len(names), len(drawn), len(drawn) - len(left), [_difference(folder, name) for name in left]
    )


def _copy(group: Group, folder: Path) -> None:
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
            *("-p", "no:cacheprovider", "-p", "tests.forgetting", "-m", "not postgresql"),
            *(f"--deselect={test}" for test in group.without),
        ],
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")


def _statuses(folder: Path) -> dict[str, str]:
    """What became of each mutant, by its name."""
    listed = _mutmut(folder, "results", "--all", "true").splitlines()
    return {name.strip(): status for name, _, status in (line.partition(": ") for line in listed) if status}


def _mutmut(folder: Path, *arguments: str, is_expected_to_fail: bool = False) -> str:
    done = subprocess.run([MUTMUT, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode and not is_expected_to_fail:
        raise SystemExit(f"mutmut {arguments[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def _difference(folder: Path, mutant: str) -> str:
    lines = _mutmut(folder, "show", mutant).splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join([mutant, *changed])


def interval(killed: int, tested: int) -> tuple[float, float]:
    """Between which shares the true one lies, at 95 % (Wilson 1927); of at least one mutant."""
    z = 1.96
    share, spread = killed / tested, z * z / tested
    half = z * math.sqrt(share * (1 - share) / tested + spread / (4 * tested))
    return (share + spread / 2 - half) / (1 + spread), (share + spread / 2 + half) / (1 + spread)


def main(arguments: Sequence[str]) -> int:
    """Run the groups of these names or packages, all without any."""
    parser = argparse.ArgumentParser(prog="make mutants", description="Test the tests.")
    parser.add_argument("names", nargs="*", metavar="GROUP")
    parser.add_argument("--children", type=int, default=2, help="how many mutants are tested at a time")
    parser.add_argument("--sample", type=int, metavar="N", help="test N mutants of each group, not all")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other mutants")
    asked = parser.parse_args(arguments)

    def draw(names: list[str]) -> list[str]:
        if asked.sample is None or asked.sample >= len(names):
            return names
        return sorted(random.Random(asked.seed).sample(names, asked.sample))  # noqa: S311 (a draw that can be repeated)

    counts = defaultdict[str, list[Result]](list)
    for group in groups():
        if asked.names and not {group.name, group.package} & set(asked.names):
            continue
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            result = run(group, Path(folder), asked.children, draw)
        for survivor in result.survivors:
            print(survivor)
        print(f"{group.name}: {_told([result])}", flush=True)
        counts[group.package].append(result)
    for package, results in counts.items():
        print(f"{package}: {_told(results)}; at least {LEAST:.0%}")
    return 0 if counts and all(_share(results) >= LEAST for results in counts.values()) else 1


def _share(results: Sequence[Result]) -> float:
    return sum(one.killed for one in results) / sum(one.tested for one in results)


def _told(results: Sequence[Result]) -> str:
    there, tested = sum(one.there for one in results), sum(one.tested for one in results)
    killed = sum(one.killed for one in results)
    text = f"{killed} of {tested} mutants killed ({_share(results):.1%})"
    if tested == there:
        return text
    low, high = interval(killed, tested)
    return f"{text}, drawn from {there}: {low:.1%} to {high:.1%} of all"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

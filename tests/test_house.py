"""The rules of the house (CONTRIBUTING.md) that no linter knows, held on every file of the tree."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("catalog", "schema", "media", "web")
LOCKS = ("requirements.lock", "dev.lock")
NO_MIGRATIONS = (":!alembic/versions",)  # a migration is one list of tables, written once
NOT_GENERATED = (":!desk/src/graphql/documents.ts",)
LONGEST_FILE, LONGEST_FUNCTION = 450, 60  # lines; what the house aims at is 400 and 40

# Written so that they do not find themselves.
REGISTRY_ADDRESSES = re.compile(
    r'"resolved": *"http|--(?:extra-)?index[-]url|source = \{ registr[y]|^registr[y] *=|find-links +http'
    r"|pythonhosted[.]org|registry[.]npmjs|[/.]pypi[.]org",
    re.MULTILINE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.)}-])/(?:home|Users|work|root|tmp)/\w")
UNFINISHED = re.compile(r"NotImplemented[E]rror|\bTO[D]O\b|\bFIX[M]E\b|\bXX[X]\b")
LEFT_OUT = re.compile(r"pytest\.(?:mark\.)?(?:ski[p]|xfai[l])|importorski[p]")

# "tọa, khỏe, thủy", as laws and decisions print them; `qu` is a consonant, and before a final one both write alike.
NEWER_TONES = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)
# What reads both, and its tests; the register's data is as its sources write it.
BOTH_SPELLINGS = (":!catalog/data", ":!catalog/text.py", ":!catalog/finding/readings.py", ":!tests/catalog")


@cache
def _files(*patterns: str) -> list[Path]:
    """Files that are tracked, or would be if they were added now."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for name in sorted(set(listed)) if (path := ROOT / name).is_file()]


def _texts(*patterns: str) -> Iterator[tuple[str, str]]:
    for file in _files(*patterns):
        content = file.read_bytes()
        if b"\0" not in content:
            yield str(file.relative_to(ROOT)), content.decode("utf-8")


def _found(rule: re.Pattern[str], *patterns: str) -> list[str]:
    return [
        f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {hit[0]}"
        for name, text in _texts(*patterns)
        for hit in rule.finditer(text)
    ]


def test_no_file_holds_the_address_of_a_package_registry() -> None:
    assert _found(REGISTRY_ADDRESSES) == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    assert _found(MACHINE_PATHS) == []


@pytest.mark.parametrize(
    ("rule", "broken", "kept"),
    [
        (REGISTRY_ADDRESSES, '"resolved": ' + '"https://a.example/b.tgz"', '"resolved": false'),
        (REGISTRY_ADDRESSES, "--index" + "-url https://a.example", "--no-emit-index-url"),
        (MACHINE_PATHS, "see /hom" + "e/lan/notes.txt", "https://a.example/home/lan"),
        (MACHINE_PATHS, '"/tm' + 'p/x"', "./tmp/x"),
    ],
)
def test_these_rules_find_what_they_are_for(rule: re.Pattern[str], broken: str, kept: str) -> None:
    assert rule.search(broken)
    assert not rule.search(kept)


def test_nothing_is_left_unfinished_and_no_test_is_left_out() -> None:
    assert _found(UNFINISHED, "*.py", "*.ts", "*.tsx", "*.js", "*.html") == []
    assert _found(LEFT_OUT, "tests") == []


def test_tone_marks_stand_where_the_states_own_documents_set_them() -> None:
    written = ("*.py", "*.ts", "*.tsx", "*.json", "*.html", "*.graphql", "*.md", "*.yml")
    assert _found(NEWER_TONES, *written, *BOTH_SPELLINGS) == []


@pytest.mark.parametrize(
    ("broken", "kept"), [("to" + "ạ độ", "tọa độ"), ("XO" + "Á", "XÓA"), ("thu" + "ỷ", "hoàn thuyền quý")]
)
def test_the_newer_spelling_is_found_and_what_both_write_alike_is_not(broken: str, kept: str) -> None:
    assert NEWER_TONES.search(broken)
    assert not NEWER_TONES.search(kept)


def test_the_migrations_do_not_shadow_the_library_alembic() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists()


def test_no_other_distribution_owns_our_names() -> None:
    owners = packages_distributions()
    assert {
        name: owners.get(name, []) for name in PACKAGES if set(owners.get(name, [])) - {"dienbien-catalogue"}
    } == {}


def _pins(lock: str) -> dict[str, set[str]]:
    """Versions by package; several where the version depends on Python's."""
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE):
        pins.setdefault(name, set()).add(version)
    return pins


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_brings_the_distribution_that_would_overwrite_our_schema(lock: str) -> None:
    pins = _pins(lock)
    assert pins
    assert "schema" not in pins


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_has_its_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_both_locks_agree_where_they_hold_the_same_package() -> None:
    serving, checking = (_pins(lock) for lock in LOCKS)
    assert {name for name in serving.keys() & checking.keys() if serving[name] != checking[name]} == set()


@pytest.mark.parametrize("file", ["pyproject.toml", "dev.in", "build.in"])
def test_every_dependency_is_pinned_and_says_what_it_is_for(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    if file == "pyproject.toml":
        text = text.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert lines
    assert [line for line in lines if not re.search(r"==[^#]+# +\w", line)] == []


def test_the_contract_copies_are_the_contract() -> None:
    original = ROOT.parent / "shared" / "contract"
    copies = ROOT / "tests" / "contract"
    assert list(copies.rglob("*.graphql"))
    if original.is_dir():
        wanted = {f.relative_to(original): f.read_text() for f in original.rglob("*") if f.is_file()}
        assert {f.relative_to(copies): f.read_text() for f in copies.rglob("*") if f.is_file()} == wanted


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    sizes = {
        name: text.count("\n")
        for name, text in _texts("*.py", "*.ts", "*.tsx", "*.css", *NO_MIGRATIONS, *NOT_GENERATED)
    }
    assert {name: lines for name, lines in sizes.items() if lines > LONGEST_FILE} == {}


def _functions(name: str, text: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}:{node.lineno} {node.name}", node


def test_no_function_is_too_long_to_be_understood_at_once() -> None:
    too_long = {
        where: lines
        for name, text in _texts("*.py", *NO_MIGRATIONS)
        for where, node in _functions(name, text)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert too_long == {}


def test_every_test_is_where_pytest_finds_it() -> None:
    lost = [
        where
        for name, text in _texts("tests/*.py")
        if not Path(name).name.startswith("test_")
        for where, node in _functions(name, text)
        if node.name.startswith("test_")
    ]
    assert lost == []
    folders = {file.parent for file in _files("tests/*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []

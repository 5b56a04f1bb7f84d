"""The environment is made anew when what it depends on changed, and only then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools import environment

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what an environment depends on, with an environment that was just made from it."""
    for name in ("pyproject.toml", *environment.LOCKS.values()):
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "VENV_PYTHON", tmp_path / ".venv" / "python")
    (tmp_path / ".venv").mkdir()
    environment.VENV_PYTHON.touch()
    for purpose, lock in environment.LOCKS.items():
        environment.stamp(purpose).write_text(environment.fingerprint(lock))
    return tmp_path


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_environment_that_is_up_to_date_costs_nothing(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment.main("dev")
    assert capfd.readouterr() == ("", "")


def test_settings_of_tools_do_not_touch_it(tree: Path) -> None:
    _edit(tree / "pyproject.toml", "line-length = 110", "line-length = 111")
    assert environment.is_fresh("run")
    assert environment.is_fresh("dev")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("requirements.lock", "--hash=sha256:", "--hash=sha256:0"),
        ("pyproject.toml", '"web.cli:main"', '"web.cli:other"'),
        ("pyproject.toml", '"catalog/migrations"', '"catalog/migration"'),
    ],
)
def test_a_change_of_what_serving_needs_makes_it_anew(tree: Path, file: str, old: str, new: str) -> None:
    _edit(tree / file, old, new)
    assert not environment.is_fresh("run")


def test_a_change_of_the_tools_leaves_serving_alone(tree: Path) -> None:
    _edit(tree / "dev.lock", "--hash=sha256:", "--hash=sha256:0")
    assert environment.is_fresh("run")
    assert not environment.is_fresh("dev")


def test_a_copied_tree_has_no_environment_yet(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ROOT", shutil.copytree(tree, tree / "copy"))
    assert not environment.is_fresh("run")


def test_another_python_needs_another_environment(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "PYTHON_VERSION", "3.99")
    assert not environment.is_fresh("run")


def test_an_environment_without_its_python_is_none(tree: Path) -> None:
    environment.VENV_PYTHON.unlink()
    assert not environment.is_fresh("run")


def test_a_check_answers_whether_there_is_work_and_does_none(tree: Path) -> None:
    environment.main("dev", only_check=True)
    _edit(tree / "dev.lock", "--hash=sha256:", "--hash=sha256:0")
    environment.main("run", only_check=True)
    with pytest.raises(SystemExit) as ended:
        environment.main("dev", only_check=True)
    assert ended.value.code == 1
    assert not environment.is_fresh("dev")

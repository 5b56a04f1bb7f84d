"""Files that are generated, checked in and reviewed like code; `make check` holds them equal to the code.

`python -m tests.generated --write` (`make generated`) writes them, `--check` says which one differs and how.
A new one is a line in the table GENERATED, its path and the function that returns its text.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from catalog.settings import Settings
from schema.build import public_schema
from tests.coverage_page import coverage_page
from tests.ladder_page import ladder_page
from tests.permissions_page import permissions_page
from web.cli import parser

ROOT = Path(__file__).parents[1]


def settings_page() -> str:
    """Every setting with its variable, its default and its meaning, from `catalog.settings.Settings`."""
    rows = [
        f"| `{_variable(name, field)}` | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "Each is read from the environment, or from a file `.env` where the catalogue is started.",
            "Lists are written as JSON. Generated from `catalog/settings.py` by `make generated`.",
            "",
            "| variable | default | meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _variable(name: str, field: FieldInfo) -> str:
    prefix = Settings.model_config.get("env_prefix", "")
    return str(field.validation_alias or f"{prefix}{name}").upper()


def _default(value: Any) -> str:
    if value is None:
        return "unset"
    return f"`{json.dumps(value) if isinstance(value, list) else value}`"


def schema_text() -> str:
    """The public GraphQL schema in its definition language."""
    return public_schema().as_str() + "\n"


def commands_page() -> str:
    """What `catalog --help` and the help of each command say."""
    with _columns(180):  # so wide that no usage line is wrapped: each Python wraps in its own way
        top = parser()
        texts = [(program.prog, program.format_help()) for program in _with_commands(top)]
    blocks = [f"## `{name}`\n\n```\n{text}```\n" for name, text in texts]
    return "\n".join(
        ["# The `catalog` command\n\nGenerated from `web/cli.py` by `make generated`.\n", *blocks]
    )


def _with_commands(program: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield program
    for action in program._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _with_commands(command)


@contextmanager
def _columns(count: int) -> Iterator[None]:
    """Help is as wide as the terminal; here it is always `count` columns."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(count)
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


GENERATED: dict[str, Callable[[], str]] = {
    "docs/cli.md": commands_page,
    "docs/coverage.md": coverage_page,
    "docs/ladder.md": ladder_page,
    "docs/permissions.md": permissions_page,
    "schema/schema.graphql": schema_text,
    "docs/settings.md": settings_page,
}


def differences() -> Iterator[str]:
    """For each generated file that is not what the code says, a readable difference."""
    for path, text in GENERATED.items():
        file = ROOT / path
        present = file.read_text(encoding="utf-8") if file.exists() else ""
        if present != (wanted := text()):
            lines = difflib.unified_diff(
                present.splitlines(), wanted.splitlines(), "checked in", "generated", lineterm="", n=1
            )
            yield "\n".join([f"{path} differs:", *lines])


def write() -> None:
    """Write every generated file anew."""
    for path, text in GENERATED.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text(), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """0 when everything is as generated, 1 when something differs, 2 when asked for something unknown."""
    if arguments == ["--write"]:
        write()
        return 0
    if arguments != ["--check"]:
        print("usage: python -m tests.generated --check|--write", file=sys.stderr)
        return 2
    found = list(differences())
    if found:
        print("\n\n".join([*found, "Run `make generated`."]))
        return 1
    print(f"{len(GENERATED)} generated files agree")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

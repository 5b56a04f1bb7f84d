"""Speaking to whoever sits at the terminal, in one of two languages; and adding a command."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog.errors import Message
from catalog.settings import Settings

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

JOIN = "/account/join/"
"""Where one-time links lead."""


@dataclass(frozen=True)
class Speaker:
    """Writes messages in the chosen language; results go to standard output, talk to standard error."""

    language: str

    def __call__(self, message: Message, *more: str) -> None:
        """Say something about the work, on standard error."""
        print(message.in_language(self.language) + " ".join(more), file=sys.stderr, flush=True)

    def error(self, message: Message, *more: str) -> None:
        """Say what went wrong."""
        print(("Error: " if self.language == "en" else "Lỗi: ") + message.in_language(self.language)
              + " ".join(more), file=sys.stderr, flush=True)  # fmt: skip

    def result(self, text: str) -> None:
        """Print a result, on standard output."""
        print(text, flush=True)


def warn_of_demo(settings: Settings, say: Speaker) -> None:
    """Say that what is written now comes from a demonstration, where it does."""
    if settings.is_demo:
        say(
            Message(
                "Chú ý: đây là dữ liệu mẫu; không có gì trong tệp này được tính.",
                "Mind: this is a demonstration; nothing in this file counts.",
            )
        )


def speaker(language: str | None) -> Speaker:
    """The language asked for, else English where the environment is English, else Vietnamese."""
    if language is None:
        setting = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
        language = "en" if setting.lower().startswith("en") else "vi"
    return Speaker(language)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Load modules without the collector of garbage: hundreds come in, and all of them stay."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def without(modules: Iterable[str]) -> Iterator[None]:
    """Load others as if these were not installed, unless they are loaded already."""
    hidden = [name for name in modules if name not in sys.modules]
    none: Any = None  # which says that there is no such module (the import system, 5.3.1)
    sys.modules.update(dict.fromkeys(hidden, none))
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


Command = Callable[[argparse.Namespace, Settings, Speaker], int]


def add(commands: Commands, name: str, help_text: str, run: Command) -> argparse.ArgumentParser:
    """A new command among others, carried out by `run`."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    command.set_defaults(run=run)
    return command

"""Speaking to whoever sits at the terminal, in one of two languages."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from catalog.errors import Message

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


def speaker(language: str | None) -> Speaker:
    """The language asked for, else English where the environment is English, else Vietnamese."""
    if language is None:
        setting = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
        language = "en" if setting.lower().startswith("en") else "vi"
    return Speaker(language)

"""`catalog doctor`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from catalog.health import examine
from catalog.settings import Settings
from web.cli_words import Speaker, add

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_commands(commands: Commands) -> None:
    """Put the command of this module among the others."""
    add(commands, "doctor", "Kiểm tra cài đặt và dữ liệu. / Check the installation and the data.", doctor)


def doctor(_: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Say what is there and what is wrong; 1 if anything is."""
    findings = examine(settings)
    for finding in findings:
        mark = "OK " if finding.is_good else "!! "
        say.result(mark + finding.message.in_language(say.language))
    return 0 if all(finding.is_good for finding in findings) else 1

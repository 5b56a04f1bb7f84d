"""The `catalog` command: serve, import, imports, procedures, coverage, export, place, schema, token, doctor, fixity,
pictures, files, history, backup, restore, archive, account, demo.

Messages are Vietnamese, or English where the environment asks for it (`LANG=en...`, or `--lang en`).
Exit codes: 0 done, 1 done but something needs attention (refused rows, a fault found), 2 not done.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import warnings
from collections.abc import Mapping, Sequence

from catalog.errors import CatalogError, Message, ProblemsError
from catalog.settings import Settings
from media.errors import MediaError
from web.cli_words import Command, speaker, undisturbed, without

DONE, ATTENTION, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers its exit code."""
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    arguments = sys.argv[1:] if arguments is None else arguments
    with undisturbed():
        options = parser(arguments).parse_args(arguments)
    say = speaker(options.lang)
    try:
        command: Command = options.run
        return command(options, Settings(), say)
    except CatalogError as error:
        say.error(error.message)
    except ProblemsError as error:
        for problem in error.problems:
            say.error(problem.message)
    except MediaError as error:
        say.error(Message(error.vi, error.en))
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 (nobody reads any more)
    except OSError as error:
        say.error(Message("Lỗi tệp hoặc thiết bị: ", "A file or device failed: "), str(error))
    except KeyboardInterrupt:
        return 130
    return FAILED


COMMANDS: Mapping[str, str] = {
    "serve": "cli_serve",
    "import": "cli_imports",
    "imports": "cli_imports",
    "procedures": "cli_procedures",
    "export": "cli_data",
    "place": "cli_data",
    "schema": "cli_data",
    "token": "cli_data",
    "doctor": "cli_doctor",
    "fixity": "cli_files",
    "pictures": "cli_files",
    "files": "cli_files",
    "history": "cli_keep",
    "archive": "cli_keep",
    "backup": "cli_keep",
    "restore": "cli_keep",
    "account": "cli_people",
    "lesson": "cli_lessons",
    "demo": "cli_demo",
    "coverage": "cli_coverage",
    "scores": "cli_scores",
}
"""The commands, and the module of `web` in which each is; a test compares them."""


_UNUSED: Mapping[str, Sequence[str]] = {"cli_serve": ("rich",)}
"""What a module of `web` does without: structlog loads rich for a developer's screen, 4 MB in each worker."""


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The commands and their options; `docs/cli.md` is made from it.

    Where `arguments` begin with a command, only its module is loaded: the server starts without the others.
    """
    top = argparse.ArgumentParser(
        prog="catalog",
        description="Danh mục di tích và điểm du lịch tỉnh Điện Biên. / Điện Biên's catalogue of sites.",
        epilog="0: xong / done; 1: xong, cần xem lại / done, look again; 2: không làm được / not done.",
    )
    top.add_argument("--lang", choices=("vi", "en"), help="ngôn ngữ thông báo / language of messages")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    wanted = COMMANDS.get(next(iter(arguments), ""))
    for module in [wanted] if wanted else dict.fromkeys(COMMANDS.values()):
        with without(_UNUSED.get(module, ())):
            importlib.import_module(f"web.{module}").add_commands(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())

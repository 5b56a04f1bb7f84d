"""The process in which files are opened: `python -m media.worker`, started by `media.workers` only.

It reads one task a line from its standard input and answers one line, both JSON; it ends with its input.
Whatever a hostile file does to it, it can take no more memory, time and disk than was set, knows no
database, no secret and no setting (its environment is empty), and opens the files that a task names.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
import traceback
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from media.clean import clean_copy
from media.derive import cut_out, derive
from media.errors import MediaError, refused
from media.iiif import Cut
from media.kinds import MediaType
from media.probe import examine

MOST_DERIVED = 64 << 20
MOST_COPIED = 4 << 30
PARENT_CHECK_S = 1.0


def carry_out(task: dict[str, Any]) -> Any:
    """What a task asks for, as JSON. Raises MediaError."""
    match task["task"]:
        case "examine":
            wanted = MediaType[task["wanted"]] if task["wanted"] else None
            return examine(
                Path(task["path"]), today=date.fromisoformat(task["today"]), wanted=wanted
            ).to_json()
        case "derive":
            targets = {name: Path(path) for name, path in task["targets"].items()}
            return derive(Path(task["path"]), MediaType[task["kind"]], targets)
        case "poster":
            from media.sound_and_film import poster  # noqa: PLC0415 - FFmpeg, for film only

            return poster(Path(task["path"]), Path(task["target"]), MediaType[task["kind"]])
        case "region":
            cut = Cut.from_json(task["cut"])
            return cut_out(Path(task["path"]), MediaType[task["kind"]], cut, Path(task["target"]))
        case "clean":
            return clean_copy(Path(task["path"]), Path(task["target"]), MediaType[task["kind"]])
        case "sample":
            return _sample(task)
        case unknown:
            raise ValueError(f"no such task: {unknown}")


def _sample(task: dict[str, Any]) -> None:
    """Draw a picture or write a paper for a demonstration; its modules are loaded by whoever wants one."""
    from media.samples.paper import write_paper  # noqa: PLC0415
    from media.samples.picture import Order, draw  # noqa: PLC0415

    if "pages" in task:
        write_paper(Path(task["target"]), task["pages"], task["number"])
    else:
        draw(Order.from_json(task["order"]), Path(task["target"]))


def answer(line: str) -> dict[str, Any]:
    """One task's line carried out, whatever it raises."""
    task = json.loads(line)
    _limit_task(task)
    try:
        return {"done": carry_out(task)}
    except MediaError as error:
        return _refusal(error)
    except MemoryError:
        return _refusal(refused("NO_MEMORY"))
    except OSError as error:
        return {"failed": [error.errno, error.strerror]}
    except Exception:  # noqa: BLE001 - the parent decides; a decoder may raise anything on hostile bytes
        return {**_refusal(refused("CORRUPT")), "trace": traceback.format_exc()}


def _refusal(error: MediaError) -> dict[str, Any]:
    return {"refused": [error.code, error.vi, error.en]}


def _limit_task(task: dict[str, Any]) -> None:
    """Processor time and sizes of files for this task; the parent watches the clock as well, with more patience."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    cpu = int(used + task["seconds"]) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, resource.RLIM_INFINITY))
    most = MOST_COPIED if task["task"] == "clean" else MOST_DERIVED
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def _end_with(parent: int) -> None:
    """End when the parent is gone, even in the middle of a task."""
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_S)
    os._exit(1)


def main(tasks: TextIO, answers: TextIO, memory_bytes: int) -> None:
    """Answer tasks until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    for line in tasks:
        answers.write(json.dumps(answer(line)) + "\n")
        answers.flush()


if __name__ == "__main__":
    # What libraries print must not mix with the answers.
    private = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    main(sys.stdin, private, int(sys.argv[1]))

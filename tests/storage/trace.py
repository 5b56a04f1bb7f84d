"""What a process asks of the system about its files, as strace writes it down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,read,pread64,write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,rename,renameat,renameat2,"
    "unlink,unlinkat,fcntl,flock,mmap,stat,lstat,newfstatat,statx,access,sendto,sendmsg,recvfrom,recvmsg"
)
_LINE = re.compile(r"(?P<thread>\d+) +(?P<rest>.*)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(?P<rest>.*)")
UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True)
class Call:
    """One system call: its name, its text, and between which lines of the trace it ran."""

    name: str
    text: str
    began: int
    ended: int

    def is_on(self, path: Path | str) -> bool:
        """Whether it works on this file, by handle or by name."""
        return f"<{path}>" in self.text or f'"{path}"' in self.text


def tracing(trace: Path) -> tuple[str, ...]:
    """The command before a command, which stays the direct child; the trace is whole when it has ended."""
    return (
        "strace",
        "-D",
        "-f",
        "-y",
        "-s",
        "200",
        "-e",
        f"trace={CALLS}",
        "-e",
        "signal=none",
        "-o",
        str(trace),
    )


def read(trace: Path) -> list[Call]:
    """The calls in the order in which they began; interrupted lines put together again."""
    calls: list[Call] = []
    begun: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(trace.read_text(encoding="utf-8", errors="replace").splitlines()):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        thread, rest, began = match["thread"], match["rest"], number
        if rest.endswith(UNFINISHED):
            begun[thread] = (rest.removesuffix(UNFINISHED), number)
            continue
        if (resumed := _RESUMED.fullmatch(rest)) and thread in begun:
            first, began = begun.pop(thread)
            rest = first + resumed["rest"]
        calls.append(Call(rest.partition("(")[0], rest, began, number))
    return sorted(calls, key=lambda call: call.began)

"""The library of faults.c from Python: built once for a run, preloaded into a process, told what to do."""

from __future__ import annotations

import ctypes
import os
import subprocess
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("faults.c")


class Fault(IntEnum):
    """What happens at the chosen operation; the numbers are those of faults.c."""

    NOTHING = 0
    EIO = 1
    ENOSPC = 2
    HALF_WRITTEN = 3
    KILL_BEFORE = 4
    KILL_AFTER = 5
    POWER_CUT = 6


DEADLY = (Fault.KILL_BEFORE, Fault.KILL_AFTER, Fault.POWER_CUT)


def build(folder: Path) -> Path:
    """Compile the library into `folder`."""
    library = folder / "faults.so"
    command = [
        "cc",
        "-O1",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-shared",
        "-fPIC",
        "-o",
        str(library),
        str(SOURCE),
        "-ldl",
    ]
    subprocess.run(command, check=True, timeout=60)
    return library


class Faults:
    """The library in this process, which must have been started with it (LD_PRELOAD)."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(os.environ["LD_PRELOAD"])
        self._library.faults_log.restype = ctypes.c_char_p
        self._library.faults_disarm.restype = ctypes.c_long
        self._library.faults_arm.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_long]

    def arm(self, folder: Path, fault: Fault, at: int) -> None:
        """Count the operations on files under a folder from now on; disturb the one with this number."""
        self._library.faults_arm(os.fsencode(folder), int(fault), at)

    def disarm(self) -> str:
        """Disturb nothing more; answers what was counted, a letter each (w, s, t, r, u)."""
        self._library.faults_disarm()
        log: bytes = self._library.faults_log()
        return log.decode()

    def cut_power(self) -> None:
        """Lose what is not synced, now, and die."""
        self._library.faults_cut_power()

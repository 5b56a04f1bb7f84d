"""Forget what modules of the core have kept, before tests begin: a pytest plugin for `tools/mutants.py`.

Each mutant is tested in a process that comes after a run without any: what was made once and kept there, a statement or
a table of words, would not be made by the mutant.
"""

from __future__ import annotations

import sys


def pytest_sessionstart() -> None:
    """Empty every `functools.cache` of the core's modules."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "catalog":
            for value in list(vars(module).values()):
                if callable(forget := getattr(value, "cache_clear", None)):
                    forget()

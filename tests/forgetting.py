"""Forget what modules of the core have kept, before each test: a pytest plugin for `tools/mutants.py`.

What was made once and kept, a statement or a table of words, would not be made by a mutant, and only the first test that
needs it would count among those that can notice.
"""

from __future__ import annotations

import sys


def pytest_runtest_setup() -> None:
    """Empty every `functools.cache` of the core's modules."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "catalog":
            for value in list(vars(module).values()):
                if callable(forget := getattr(value, "cache_clear", None)):
                    forget()

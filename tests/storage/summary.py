"""What a test found out, said in the closing summary of the run, whether it passed quietly or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NAME = "said"


def say(record_property: Callable[[str, object], None], line: str) -> None:
    """Have a line printed at the end; from a worker of pytest-xdist as well, for reports carry it."""
    record_property(NAME, line)


class Summary:
    """The pytest plugin that prints the lines."""

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print them, if there are any."""
        reports = [report for report in terminalreporter.stats.get("passed", []) if report.when == "call"]
        lines = [value for report in reports for name, value in report.user_properties if name == NAME]
        if lines:
            terminalreporter.section("what tests found out", sep="=")
            for line in lines:
                terminalreporter.line(str(line))

"""A register of 2,000 entries is written in seconds of one core, and in memory that a small server has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.documents_of_coverage import document_of

_MEASURED = """
import re, sys, time
from pathlib import Path
import orjson
document = orjson.loads(Path(sys.argv[2]).read_bytes())
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
if sys.argv[1] == "xlsx":
    from catalog.reports.workbook import workbook_of
    size = len(workbook_of(document))
elif sys.argv[1] == "pdf":
    from catalog.reports.pdf import pdf_of
    size = len(pdf_of(document))
else:
    from catalog.reports.csv_files import entries_csv, figures_csv
    size = sum(len(line) for lines in (entries_csv(document), figures_csv(document)) for line in lines)
print(size, peak() - before, round(time.process_time() * 1000))
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "document.json"
    path.write_bytes(orjson.dumps(document_of(2_000)))
    return path


@pytest.mark.parametrize(
    ("kind", "seconds", "mebibytes"), [("xlsx", 30, 300), ("pdf", 30, 400), ("csv", 10, 150)]
)
def test_two_thousand_entries(file: Path, kind: str, seconds: int, mebibytes: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, kind, str(file)], check=True, capture_output=True, text=True
    )
    size, kibibytes, milliseconds = map(int, done.stdout.split())
    print(f"{kind}: {size} bytes, {milliseconds / 1000:.1f} s of one core, {kibibytes / 1024:.0f} MiB more")
    assert milliseconds < seconds * 1000
    assert kibibytes < mebibytes * 1024

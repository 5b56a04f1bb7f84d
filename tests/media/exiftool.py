"""What ExifTool finds in a file: an independent reader of all that a picture may carry."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

_STRUCTURAL = {"SourceFile", "ExifTool", "File", "Composite"}
_CODING = {"JFIF", "RIFF", "PNG", "QuickTime", "Meta"}


def metadata(file: Path) -> dict[str, str]:
    """Every tag of a group that is not the file's own coding; mark: `exiftool`."""
    command = ["exiftool", "-json", "-G1", "-a", "-u", "-ee", str(file)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)[0]
    groups = _STRUCTURAL | _CODING
    return {tag: str(value) for tag, value in said.items() if tag.split(":")[0] not in groups | {"System"}}

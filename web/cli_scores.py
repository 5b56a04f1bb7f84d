"""`catalog scores`: examine a set of criteria, print a score sheet."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import Message, NotFoundError, ProblemsError
from catalog.places import legal_day, load_units
from catalog.scoring.criteria import Criterion
from catalog.scoring.numbers import written
from catalog.scoring.reading import read_criteria_set
from catalog.scoring.sets import LARGEST
from catalog.scoring.sheets import Asked, Sheet, read_sheet
from catalog.scoring.subjects import NO_SUCH_SUBJECT
from catalog.settings import Settings
from catalog.terms import ScoreStage
from web.cli_keep import as_it_is
from web.cli_words import Speaker, add, warn_of_demo

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_commands(commands: Commands) -> None:
    """Put the command of this module among the others."""
    text = "Bộ tiêu chí và phiếu chấm điểm. / Criteria and score sheets."
    scores: argparse.ArgumentParser = commands.add_parser("scores", help=text, description=text)
    deeds = scores.add_subparsers(required=True, metavar="COMMAND")
    text = (
        "Kiểm tra một bộ tiêu chí (JSON), nêu mọi lỗi: 0 đúng, 1 có lỗi. / "
        "Examine a set of criteria (JSON) and name everything wrong with it: 0 it holds, 1 it does not."
    )
    add(deeds, "check", text, check).add_argument("file", type=Path, metavar="FILE")
    text = "In phiếu chấm điểm của một đơn vị và kỳ. / Print the score sheet of a subject and period."
    printing = add(deeds, "sheet", text, sheet)
    printing.add_argument("subject", metavar="SUBJECT", help="svhttdl, 03325")
    printing.add_argument("period", metavar="PERIOD", help="2026")


def check(options: argparse.Namespace, _: Settings, say: Speaker) -> int:
    """Name every fault of a set on standard output; needs no database. 0 if there is none, 1 otherwise."""
    with options.file.open("rb") as file:
        content = file.read(LARGEST + 1)
    try:
        criteria = read_criteria_set(content)
    except ProblemsError as error:
        for found in error.problems:
            say.result("\t".join([found.code, found.field or "-", found.message.in_language(say.language)]))
        say.error(Message("Bộ tiêu chí chưa đúng.", "The set does not hold."))
        return 1
    mark = criteria.watermark
    say.result(f"{criteria.name} {criteria.version}\t{criteria.sha256}")
    if mark is not None:
        say(mark)
    return 0


def sheet(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print a sheet, tabulated: code, label, maximum, self-scored, appraised, final points; the total last."""
    warn_of_demo(settings, say)
    with as_it_is(settings) as database, database.read() as session:
        today = legal_day(datetime.now(UTC))
        found = read_sheet(Asked(session, load_units(session), today, options.subject, options.period))
        if found is None:
            raise NotFoundError(NO_SUCH_SUBJECT)
        mark = found.criteria.watermark
        say.result(f"{found.subject.name}\t{found.period.code}\t{found.state}")
        if mark is not None:
            say.result(mark.in_language(say.language))
        for criterion in found.criteria.every_criterion():
            say.result(_line(found, criterion, say.language))
        total = found.total
        say.result(f"=\t\t{found.criteria.scale}\t{_shown(None if total is None else total.shown)}")
    return 0


def _line(found: Sheet, criterion: Criterion, language: str) -> str:
    points = (_shown(found.points(criterion, stage)) for stage in ScoreStage)
    label = criterion.label.message.in_language(language)
    return "\t".join([criterion.code, label, written(criterion.maximum), *points])


def _shown(value: Fraction | None) -> str:
    return "-" if value is None else written(value)

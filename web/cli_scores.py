"""`catalog scores`: examine a set of criteria, print a score sheet, count the work in a person's sheet once more."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import Message, NotFoundError, ProblemsError
from catalog.places import legal_day, load_units
from catalog.scoring.criteria import Criterion
from catalog.scoring.numbers import written
from catalog.scoring.reading import read_criteria_set
from catalog.scoring.sets import LARGEST
from catalog.scoring.sheets import Asked, Sheet, read_sheet, recounts
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
    _of_sheet(printing)
    text = (
        "Đếm lại công việc trong phiếu đã gửi của một cá nhân, từ lịch sử: 0 khớp, 1 không khớp. / "
        "Count the work in a person's submitted sheet once more, from the history: 0 it is the same, 1 it is not."
    )
    _of_sheet(add(deeds, "recount", text, recount))


def _of_sheet(command: argparse.ArgumentParser) -> None:
    command.add_argument("subject", metavar="SUBJECT", help="svhttdl, 03325, DB-P-00012")
    command.add_argument("period", metavar="PERIOD", help="2026")


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


def recount(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Hold the pinned work of a sheet against the history as it was known then, tabulated: code, SHA-256, the same anew.

    0 if all are equal, 1 if one is not or nothing was pinned.
    """
    warn_of_demo(settings, say)
    with as_it_is(settings) as database, database.read() as session:
        asked = Asked(session, load_units(session), _today(), options.subject, options.period)
        found = recounts(session, _needed(read_sheet(asked)))
    for each in found:
        say.result(f"{each.criterion}\t{each.pinned}\t{each.anew}")
    if found and all(each.is_same for each in found):
        return 0
    say.error(
        Message(
            "Phiếu không có công việc đã ghi, hoặc lịch sử không còn cho số đã ghi.",
            "The sheet has no pinned work, or the history does not give what was pinned.",
        )
    )
    return 1


def _today() -> date:
    return legal_day(datetime.now(UTC))


def _needed(found: Sheet | None) -> Sheet:
    if found is None:
        raise NotFoundError(NO_SUCH_SUBJECT)
    return found


def sheet(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print a sheet, tabulated: code, label, maximum, self-scored, appraised, final points; the total last."""
    warn_of_demo(settings, say)
    with as_it_is(settings) as database, database.read() as session:
        asked = Asked(session, load_units(session), _today(), options.subject, options.period)
        found = _needed(read_sheet(asked))
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

"""`catalog scores`: examine a set of criteria, write a score sheet or a ranking, count a person's work once more."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import BadRequestError, Message, NotFoundError, ProblemsError
from catalog.places import legal_day, load_units
from catalog.reports.sheet_document import Document, ranking_document, sheet_document
from catalog.reports.sheet_forms import LANGUAGES, OF_RANKING, TEXTS, ScoreForm
from catalog.reports.sheet_forms import written as as_form
from catalog.reports.sheet_reading import breakers
from catalog.scoring.criteria import Criterion
from catalog.scoring.numbers import written
from catalog.scoring.ranked import NO_RANKING, ranking_of
from catalog.scoring.reading import read_criteria_set
from catalog.scoring.sets import LARGEST
from catalog.scoring.sheets import Asked, Sheet, read_sheet, recounts
from catalog.scoring.subjects import NO_SUCH_SUBJECT
from catalog.settings import Settings
from catalog.terms import ScoreStage
from media.durable import written_whole
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
    _as_file(printing, tuple(ScoreForm))
    text = "In xếp hạng đã công bố của một cụm, khối. / Print the published ranking of a cluster."
    ranking = add(deeds, "ranking", text, rank)
    ranking.add_argument("period", metavar="PERIOD", help="2026")
    ranking.add_argument("cluster", metavar="CLUSTER", help="khoi-xa")
    _as_file(ranking, OF_RANKING)
    text = (
        "Đếm lại công việc trong phiếu đã gửi của một cá nhân, từ lịch sử: 0 khớp, 1 không khớp. / "
        "Count the work in a person's submitted sheet once more, from the history: 0 it is the same, 1 it is not."
    )
    _of_sheet(add(deeds, "recount", text, recount))


def _of_sheet(command: argparse.ArgumentParser) -> None:
    command.add_argument("subject", metavar="SUBJECT", help="svhttdl, 03325, DB-P-00012")
    command.add_argument("period", metavar="PERIOD", help="2026")


def _as_file(command: argparse.ArgumentParser, forms: tuple[ScoreForm, ...]) -> None:
    command.add_argument("file", type=Path, nargs="?", metavar="FILE")
    text = "dạng tệp; mọi dạng nói như nhau / the form; all say the same"
    command.add_argument("--as", dest="form", type=ScoreForm, choices=list(forms), help=text)
    text = "ngôn ngữ của tệp XLSX, PDF / language of XLSX and PDF"
    command.add_argument("--lang", dest="language", choices=LANGUAGES, help=text)


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
    """Print a sheet, tabulated: code, label, maximum, self-scored, appraised, final points; the total last.

    With a form it is written as that, whole or not at all; to standard output without a file, where the form is text.
    """
    _check_form(options)
    warn_of_demo(settings, say)
    with as_it_is(settings) as database, database.read() as session:
        today = legal_day(datetime.now(UTC))
        found = read_sheet(Asked(session, load_units(session), today, options.subject, options.period))
        if found is None:
            raise NotFoundError(NO_SUCH_SUBJECT)
        if options.form is not None:
            return _write(sheet_document(found, settings.public_url, is_demo=settings.is_demo), options, say)
        mark = found.criteria.watermark
        say.result(f"{found.subject.name}\t{found.period.code}\t{found.state}")
        if mark is not None:
            say.result(mark.in_language(say.language))
        for criterion in found.criteria.every_criterion():
            say.result(_line(found, criterion, say.language))
        total = found.total
        say.result(f"=\t\t{found.criteria.scale}\t{_shown(None if total is None else total.shown)}")
    return 0


def rank(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print a ranking, tabulated: rank, code, name, exact total, why not considered, what decided; or write it."""
    _check_form(options)
    warn_of_demo(settings, say)
    with as_it_is(settings) as database, database.read() as session:
        today = legal_day(datetime.now(UTC))
        units = load_units(session)
        found = ranking_of(session, units, today, options.period, options.cluster, lambda _: True)
        if not found:
            raise NotFoundError(NO_RANKING)
        document = ranking_document(found, settings.public_url, is_demo=settings.is_demo)
    if options.form is not None:
        return _write(document, options, say)
    mark = document["watermark"]
    if mark:
        say.result(mark[say.language])
    for row in document["rows"]:
        total = row["totals"].get(ScoreStage.FINAL, {}).get("exact") or "-"
        verdict = row["verdict"][say.language] if row["verdict"] else "-"
        place = "-" if row["rank"] is None else str(row["rank"])
        decided = breakers(row, say.language) or "-"
        say.result(
            "\t".join([place, row["subject"]["code"], row["subject"]["name"], total, verdict, decided])
        )
    return 0


def _check_form(options: argparse.Namespace) -> None:
    """Raises BadRequestError for a form that a terminal cannot show, and for a file without a form."""
    if options.form is None and options.file is not None:
        raise BadRequestError(
            Message(
                "Hãy nêu dạng tệp bằng --as.",
                "Please name the form with --as.",
            )
        )
    if options.form is not None and options.file is None and options.form not in TEXTS:
        raise BadRequestError(
            Message(
                f"{options.form.upper()} không in ra màn hình được; hãy nêu tên tệp.",
                f"{options.form.upper()} cannot be printed; please name a file.",
            )
        )


def _write(document: Document, options: argparse.Namespace, say: Speaker) -> int:
    """Write the document in its form, to a file or to standard output."""
    content = as_form(document, options.form, options.language or say.language)
    if options.file is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    with written_whole(options.file) as file:
        file.write(content)
    say(Message(f"Đã ghi {options.file}.", f"Wrote {options.file}."))
    return 0


def _line(found: Sheet, criterion: Criterion, language: str) -> str:
    points = (_shown(found.points(criterion, stage)) for stage in ScoreStage)
    label = criterion.label.message.in_language(language)
    return "\t".join([criterion.code, label, written(criterion.maximum), *points])


def _shown(value: Fraction | None) -> str:
    return "-" if value is None else written(value)

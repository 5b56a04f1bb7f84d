"""`catalog coverage figures | entries | recount`: the figures of a day, what is behind them, and their proof."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import Counted
from catalog.coverage.figures import LEVELS, Row
from catalog.coverage.kept import recount as count_anew
from catalog.coverage.labels import percent
from catalog.coverage.telling import Side, Sides, Told, entries_of, sides, to_target
from catalog.coverage.words import CountingMode, Grouping, Metric, Population
from catalog.errors import BadRequestError, Message, NotFoundError
from catalog.exchange.figures import entries_json, figures_json
from catalog.places import legal_day
from catalog.projection.reader import Reader
from catalog.settings import Settings
from web.cli_keep import as_it_is
from web.cli_words import Speaker, add, warn_of_demo

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

GROUPINGS = {
    "total": Grouping.TOTAL,
    "grade": Grouping.GRADE,
    "unit": Grouping.ADMIN_UNIT,
    "kind": Grouping.KIND,
    "scheme": Grouping.SCHEME,
    "body": Grouping.MANAGING_BODY,
}
COLUMNS = (*LEVELS, Metric.ON_TARGET, Metric.RECORDED)


def add_figures(deeds: Commands) -> None:
    """Put the commands of this module among those of `catalog coverage`."""
    text = "In các số liệu của một ngày, mỗi số kèm tử số và mẫu số. / Print a day's figures with both their sides."
    _asking(add(deeds, "figures", text, figures))
    text = "In các mục đứng sau một số liệu. / Print the entries behind a figure."
    listing = add(deeds, "entries", text, entries)
    listing.add_argument("key", metavar="KEY", help="khóa của dòng, hoặc TOTAL / the row's key, or TOTAL")
    listing.add_argument(
        "--level",
        choices=[metric.value for metric in Metric if metric != Metric.WEIGHTED],
        help="mức hay số liệu; mặc định: mọi mục / level or figure; default: all entries",
    )
    listing.add_argument(
        "--missing",
        action="store_true",
        help="những mục còn thiếu / those that lack it, not those that reached it",
    )
    _asking(listing)
    text = (
        "Đếm lại tất cả và so với số liệu đang giữ: 0 khớp, 1 khác. / "
        "Count everything anew and compare with the kept figures: 0 equal, 1 not."
    )
    add(deeds, "recount", text, recount)


def _asking(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", metavar="DATE", help="ngày pháp lý / day of legal time (YYYY-MM-DD)")
    modes = [mode.value.lower() for mode in CountingMode]
    command.add_argument("--mode", choices=modes, default="designation", help="cách đếm / how to count")
    command.add_argument("--by", choices=GROUPINGS, default="grade", help="các dòng / what the rows are")
    populations = [population.value.lower() for population in Population]
    command.add_argument(
        "--population", choices=populations, default="relic_rank", help="đếm gì / what is counted"
    )
    command.add_argument("--json", action="store_true", help="toàn bộ, dạng JSON / everything, as JSON")


def _told(options: argparse.Namespace, reader: Reader) -> Told:
    try:
        day = date.fromisoformat(options.as_of) if options.as_of else reader.today
    except ValueError:
        raise BadRequestError(
            Message(f"“{options.as_of}” không phải là ngày.", f"“{options.as_of}” is not a date.")
        ) from None
    mode, population = CountingMode(options.mode.upper()), Population(options.population.upper())
    return Told(Coverage(reader, Question(day, mode, population, GROUPINGS[options.by])))


def figures(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print a line for each row: key, name, and each figure as numerator/denominator and share; tabs between."""
    warn_of_demo(settings, say)
    with as_it_is(settings) as database, database.read() as session:
        told = _told(options, Reader(session, legal_day(datetime.now(UTC))))
        if options.json:
            _write(figures_json(told))
            return 0
        say.result("\t".join(["KEY", "", *(metric.value for metric in COLUMNS), "UNDATED"]))
        for row in [*told.coverage.rows, *([] if options.by == "total" else [told.coverage.total])]:
            cells = [_side_by_side(sides(row.figure(metric), row.scale)) for metric in COLUMNS]
            name = told.label(row).in_language(say.language)
            say.result("\t".join([row.key, name, *cells, str(len(row.undated))]))
        for note in told.notes:
            say(note)
    return 0


def _side_by_side(found: Sides) -> str:
    share = percent(found.ratio)
    return f"{found.numerator}/{found.denominator}" + ("" if share is None else f" {share}%")


def entries(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print a line for each entry: key, level, level required, name, what is missing up to there; tabs between."""
    warn_of_demo(settings, say)
    with as_it_is(settings) as database, database.read() as session:
        told = _told(options, Reader(session, legal_day(datetime.now(UTC))))
        row = told.row(options.key)
        if row is None:
            raise NotFoundError(Message(f"Không có dòng {options.key}.", f"There is no row {options.key}."))
        found = _found(row, options)
        if options.json:
            _write(entries_json(told, found))
            return 0
        for one in found:
            levels = ["-" if level is None else level.name for level in (one.level, one.required)]
            missing = " ".join(to_target(one, told.coverage.rules)) or "-"
            say.result("\t".join([one.entry.key, *levels, one.entry.label, missing]))
    say(Message(f"{len(found)} mục.", f"{len(found)} entries."))
    return 0


def _found(row: Row, options: argparse.Namespace) -> list[Counted]:
    side = Side.DIFFERENCE if options.missing else Side.NUMERATOR
    if options.level is None:
        return [share.counted for share in row.shares]
    return entries_of(row.figure(Metric(options.level)), side)


def recount(_: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Compare what is kept with a full count, and name every row that differs; 0 if none does, 1 otherwise."""
    with as_it_is(settings) as database, database.read() as session:
        found = count_anew(session)
    for one in found:
        say.result(f"{one.table}\t{one.key}\t{one.kept}\t{one.counted}")
    if found:
        say.error(
            Message(
                f"{len(found)} dòng khác với khi đếm lại từ đầu.",
                f"{len(found)} rows differ from a full count.",
            )
        )
        return 1
    say(Message("Số liệu đang giữ khớp với khi đếm lại từ đầu.", "The kept figures equal a full count."))
    return 0


def _write(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()

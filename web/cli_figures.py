"""`catalog coverage figures | entries | recount`: the figures of a day, what is behind them, and their proof."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import Counted
from catalog.coverage.declared import known_of_declared, newest_beside
from catalog.coverage.figures import LEVELS, Row
from catalog.coverage.kept import recount as count_anew
from catalog.coverage.labels import percent_text
from catalog.coverage.telling import TOLD, Side, Sides, Told, entries_of, name_of, sides, to_target
from catalog.coverage.words import CountingMode, Grouping, Metric, Population, UnitMode, UnitTime
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
FIGURES = {name_of(metric, level): (metric, level) for metric, level in TOLD}
"""The figures by name, each level's weighted one too: `WEIGHTED_D2`."""


def add_figures(deeds: Commands) -> None:
    """Put the commands of this module among those of `catalog coverage`."""
    text = "In các số liệu của một ngày, mỗi số kèm tử số và mẫu số. / Print a day's figures with both their sides."
    _asking(add(deeds, "figures", text, figures))
    text = "In các mục đứng sau một số liệu. / Print the entries behind a figure."
    listing = add(deeds, "entries", text, entries)
    listing.add_argument("key", metavar="KEY", help="khóa của dòng, hoặc TOTAL / the row's key, or TOTAL")
    side = listing.add_mutually_exclusive_group()
    listing.add_argument(
        "--level",
        choices=FIGURES,
        help="mức hay số liệu; mặc định: mọi mục / level or figure; default: all entries",
    )
    side.add_argument(
        "--missing",
        action="store_true",
        help="những mục còn thiếu, cần --level / those that lack it, not those that reached it; needs --level",
    )
    side.add_argument(
        "--undated",
        action="store_true",
        help="những mục chưa rõ ngày, đứng bên cạnh / those of no known day, which stand beside the figures",
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
    units = [mode.value.lower() for mode in UnitMode]
    text = "địa điểm trên nhiều xã / how places in several communes count"
    command.add_argument("--unit-mode", choices=units, default="primary", help=text)
    times = [time.value.lower() for time in UnitTime]
    text = "xã hôm nay hay của ngày được hỏi / communes of today or of the day"
    command.add_argument("--unit-time", choices=times, default="as_now", help=text)
    text = "như đã biết vào lúc / as known at (2026-12-01T08:00:00+07:00)"
    command.add_argument("--known-at", metavar="TIME", help=text)
    command.add_argument("--json", action="store_true", help="toàn bộ, dạng JSON / everything, as JSON")


def _told(options: argparse.Namespace, reader: Reader) -> Told:
    question = Question(
        as_of=_day(options.as_of) if options.as_of else reader.today,
        mode=CountingMode(options.mode.upper()),
        population=Population(options.population.upper()),
        grouping=GROUPINGS[options.by],
        unit_mode=UnitMode(options.unit_mode.upper()),
        unit_time=UnitTime(options.unit_time.upper()),
        known_at=_instant(options.known_at) if options.known_at else None,
    )
    return Told(Coverage(reader, question))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequestError(Message(f"“{text}” không phải là ngày.", f"“{text}” is not a date.")) from None


def _instant(text: str) -> datetime:
    try:
        known_at = datetime.fromisoformat(text)
        if known_at.tzinfo is not None:
            return known_at.astimezone(UTC)
    except (ValueError, OverflowError):  # no instant at all, or one before the first year
        pass
    raise BadRequestError(
        Message(
            f"“{text}” không phải là thời điểm có múi giờ.", f"“{text}” is not an instant with a time zone."
        )
    )


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
            cells = [_side_by_side(sides(row.figure(metric), row.scale), say.language) for metric in COLUMNS]
            name = told.label(row).in_language(say.language)
            say.result("\t".join([row.key, name, *cells, str(len(row.undated))]))
        for note in told.notes + [known_of_declared(one) for one in newest_beside(told.coverage).values()]:
            say(note)
    return 0


def _side_by_side(found: Sides, language: str) -> str:
    share = percent_text(found.ratio, language)
    return f"{found.numerator}/{found.denominator}" + ("" if share is None else f" {share}")


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


def _found(row: Row, options: argparse.Namespace) -> Sequence[Counted]:
    if options.undated and options.level is not None:
        raise BadRequestError(
            Message(
                "--undated không đi với --level: các mục ấy không ở phía nào của số liệu.",
                "--undated does not go with --level: those entries are on neither side of a figure.",
            )
        )
    if options.undated:
        return row.undated
    if options.level is not None:
        side = Side.DIFFERENCE if options.missing else Side.NUMERATOR
        return entries_of(row.figure(*FIGURES[options.level]), side)
    if options.missing:
        raise BadRequestError(
            Message("--missing cần --level: còn thiếu mức nào?", "--missing needs --level: lacking what?")
        )
    return [share.counted for share in row.shares]


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
